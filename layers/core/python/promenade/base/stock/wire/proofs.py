"""What stock is proven by, and what was found to be wrong, on the wire."""

from collections.abc import Sequence
from typing import ClassVar

from promenade.base.stock.model.proving import FaultKind, Faults, StockFault
from promenade.contracts.stock import MAIN, place
from promenade.kit import facts
from promenade.kit.decoding import View
from promenade.kit.facts import Fact
from promenade.kit.messages import Facts, say

_SENTENCES: dict[FaultKind, str] = {
    "available": "{found} units are offered; on hand less safety and reserved come to {expected}.",
    "reserved": "Pools have {expected} units, more than the {found} that are reserved.",
    "entry": "Movement {about} says a balance of {found}; those before it come to {expected}.",
    "ledger": "{found} units are on hand; the movements come to {expected}.",
    "pools": "The level lent {found} units; its pools were lent {expected}.",
    "reservations": "{found} units are reserved; reservations and pools come to {expected}.",
    "shards": "Pool {about} was lent {expected} units and accounts for {found}.",
}


class _Touched(Fact, frozen=True):
    """What facts of levels and pools have in common."""

    publisher: ClassVar[str] = "promenade.stock"

    sku: str
    warehouse: str = MAIN


class StockFaultView(View, frozen=True):
    """`expected_count` is what the books come to, `found_count` what is stored."""

    kind: FaultKind
    expected_count: int
    found_count: int
    about: str
    explanation: str


class FaultsView(View, frozen=True):
    sku: str
    warehouse: str
    faults: list[StockFaultView]


class FaultsList(View, frozen=True):
    """The first hundred places. There should be none."""

    items: list[FaultsView]


def read_touched(message: bytes) -> str:
    """The place of the level that a fact is about. Raises Invalid or UnknownSchema."""
    touched = facts.read(message, _Touched).data
    return place(touched.sku, touched.warehouse)


def show_faults(found: Sequence[Faults], language: str) -> FaultsList:
    return FaultsList(
        items=[
            FaultsView(each.sku, each.warehouse, [_show(fault, language) for fault in each.found])
            for each in found
        ]
    )


def _show(fault: StockFault, language: str) -> StockFaultView:
    told: Facts = {
        "expected": fault.expected_count,
        "found": fault.found_count,
        "about": fault.about,
    }
    return StockFaultView(
        kind=fault.kind,
        expected_count=fault.expected_count,
        found_count=fault.found_count,
        about=fault.about,
        explanation=say(_SENTENCES[fault.kind], told, language),
    )
