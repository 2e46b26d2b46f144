"""What stock tells others."""

from typing import ClassVar

from promenade.kit.facts import Fact


class StockFact(Fact, frozen=True):
    """The counts of a SKU after what happened to them, as of `version`."""

    publisher: ClassVar[str] = "promenade.stock"

    sku: str
    version: int
    on_hand_count: int
    reserved_count: int
    safety_count: int


class StockMoved(StockFact, frozen=True):
    """Units came in, went out or were counted."""


class SafetyStockSet(StockFact, frozen=True):
    """Other units than before are kept from being sold."""
