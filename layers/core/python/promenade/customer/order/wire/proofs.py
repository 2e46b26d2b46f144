"""What orders are proven by, and what was found to be wrong, on the wire."""

from collections.abc import Sequence

from promenade.contracts.orders import OrderRecorded
from promenade.customer.order.model.proving import FaultKind, OrderFault, OrderFaults
from promenade.kit import facts
from promenade.kit.currencies import money
from promenade.kit.decoding import View
from promenade.kit.messages import Facts, say

_SENTENCES: dict[FaultKind, str] = {
    "units_state": "The units in {about} should be {expected}; they are {found}.",
    "unit_count": "The order has {expected} units of {about}; {found} are kept for it.",
    "use_state": "The use of {about} should be {expected}; it is {found}.",
    "coupon_state": "The coupon {about} should be {expected} for the order; it is {found}.",
    "saving": "The order saves {expected} by {about}; {found} of its budget are taken.",
}


class OrderFaultView(View, frozen=True):
    """`expected` is what the order comes to, `found` what is stored, empty where nothing is;
    `about` is the place of its units, a promotion or a coupon."""

    kind: FaultKind
    about: str
    expected: str
    found: str
    explanation: str


class OrderFaultsView(View, frozen=True):
    number: str
    stage: str
    faults: list[OrderFaultView]


class OrderFaultsList(View, frozen=True):
    """The first hundred orders. There should be none."""

    items: list[OrderFaultsView]


def read_number(message: bytes, source: str) -> str | None:
    """Of an order of this source. Raises Invalid or UnknownSchema."""
    recorded = facts.read(message, OrderRecorded).data
    return recorded.number if recorded.source == source else None


def show_faults(found: Sequence[OrderFaults], language: str) -> OrderFaultsList:
    return OrderFaultsList(
        items=[
            OrderFaultsView(
                each.number, each.stage, [_show(fault, language) for fault in each.found]
            )
            for each in found
        ]
    )


def _show(fault: OrderFault, language: str) -> OrderFaultView:
    expected, found = (_amount(each, fault.currency) for each in (fault.expected, fault.found))
    told: Facts = {"about": fault.about, "expected": expected, "found": found or "-"}
    return OrderFaultView(
        kind=fault.kind,
        about=fault.about,
        expected=fault.expected,
        found=fault.found,
        explanation=say(_SENTENCES[fault.kind], told, language),
    )


def _amount(told: str, currency: str) -> str:
    return money(int(told), currency) if currency else told
