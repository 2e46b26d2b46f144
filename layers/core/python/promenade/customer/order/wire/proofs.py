"""What orders are proven by, and what was found to be wrong, on the wire."""

from collections.abc import Sequence
from datetime import datetime

from promenade.contracts.orders import OrderRecorded
from promenade.customer.order.model.proving import FaultKind, OrderFault, OrderFaults
from promenade.customer.order.model.stray import StrayCode, StrayPayment
from promenade.kit import facts
from promenade.kit.currencies import money
from promenade.kit.decoding import View
from promenade.kit.messages import Facts, say

_SENTENCES: dict[FaultKind, str] = {
    "units_state": "The units in {about} should be {expected}; they are {found}.",
    "unit_count": "The order has {expected} units of {about}; {found} are kept for it.",
    "use_state": "The use of {about} should be {expected}; it is {found}.",
    "coupon_state": "The order's coupon {about} should be {expected}; it is {found}.",
    "saving": "The order saves {expected} by {about}; {found} of its budget are taken.",
    "money_back": "Of the payment {about}, {expected} have to go back; {found} do.",
}

_ADVICE: dict[StrayCode, str] = {
    "payment_mismatch": "Another amount or currency of this transaction was told before: ask the "
    "gateway what came in, and give back there what is too much.",
    "transaction_taken": "This transaction is of another order: ask the gateway whose it is, and "
    "give back there what is nobody's.",
}


class OrderFaultView(View, frozen=True):
    """`expected` is what the order comes to, `found` what is stored, empty where nothing is;
    `about` is the place of its units, a promotion, a coupon or a transaction."""

    kind: FaultKind
    about: str
    expected: str
    found: str
    explanation: str


class OrderFaultsView(View, frozen=True):
    number: str
    stage: str
    faults: list[OrderFaultView]


class StrayPaymentView(View, frozen=True):
    """Money told of for the order `number`, which does not take it: `first_minor` is what was told
    of the transaction before, `paid_for` the order of which it is."""

    number: str
    transaction: str
    method: str
    amount_minor: int
    currency: str
    paid_at: datetime
    told_at: datetime
    code: StrayCode
    first_minor: int | None
    first_currency: str | None
    paid_for: str | None
    explanation: str


class OrderFaultsList(View, frozen=True):
    """The first hundred orders, and the first hundred payments that no order takes, each kept for
    180 days. There should be none."""

    items: list[OrderFaultsView]
    payments: list[StrayPaymentView]


def read_number(message: bytes, source: str) -> str | None:
    """Of an order of this source. Raises Invalid or UnknownSchema."""
    recorded = facts.read(message, OrderRecorded).data
    return recorded.number if recorded.source == source else None


def show_faults(
    found: Sequence[OrderFaults], strays: Sequence[StrayPayment], language: str
) -> OrderFaultsList:
    return OrderFaultsList(
        payments=[_show_stray(each, language) for each in strays],
        items=[
            OrderFaultsView(
                each.number, each.stage, [_show(fault, language) for fault in each.found]
            )
            for each in found
        ],
    )


def _show_stray(stray: StrayPayment, language: str) -> StrayPaymentView:
    money = stray.money
    return StrayPaymentView(
        number=stray.number,
        transaction=money.transaction,
        method=money.method,
        amount_minor=money.amount_minor,
        currency=money.currency,
        paid_at=money.paid_at,
        told_at=stray.told_at,
        code=stray.code,
        first_minor=stray.first_minor,
        first_currency=stray.first_currency,
        paid_for=stray.paid_for,
        explanation=say(_ADVICE[stray.code], {}, language),
    )


def _show(fault: OrderFault, language: str) -> OrderFaultView:
    expected, found = (_amount(each, fault.currency) for each in (fault.expected, fault.found))
    told: Facts = {"about": fault.about, "expected": expected, "found": found or "missing"}
    return OrderFaultView(
        kind=fault.kind,
        about=fault.about,
        expected=fault.expected,
        found=fault.found,
        explanation=say(_SENTENCES[fault.kind], told, language),
    )


def _amount(told: str, currency: str) -> str:
    return money(int(told), currency) if currency else told
