"""Stock levels and the movements that make them."""

from datetime import datetime
from typing import Literal

from promenade.kit.errors import DomainError, Fault
from promenade.kit.values import Value, replace

MovementKind = Literal["receive", "adjust", "stock_take"]


class StockShort(DomainError):
    """The movement would take units that are reserved or kept for safety."""


class Level(Value, frozen=True):
    """Counts of one SKU. `available` never falls below zero."""

    sku: str
    on_hand_count: int = 0
    reserved_count: int = 0
    safety_count: int = 0
    version: int = 0

    @property
    def available_count(self) -> int:
        return self.on_hand_count - self.reserved_count - self.safety_count


class Movement(Value, frozen=True):
    """One entry of the ledger. Over a SKU's movements, Σ delta_count = on_hand_count."""

    id: str
    sku: str
    kind: MovementKind
    delta_count: int
    reason: str
    balance_count: int
    level_version: int
    occurred_at: datetime
    actor: str


class MoveStock(Value, frozen=True):
    """`count` is what came in (receive), the signed difference (adjust) or what was counted
    (stock_take)."""

    id: str
    sku: str
    kind: MovementKind
    count: int
    reason: str


class StockRow(Value, frozen=True):
    """A line of a file: a movement, or the faults that make it none."""

    line: int
    command: MoveStock | None
    faults: tuple[Fault, ...] = ()


class RowOutcome(Value, frozen=True):
    """`balance_count` is what is on hand after a row that was not rejected."""

    row: StockRow
    result: Literal["recorded", "unchanged", "rejected"]
    balance_count: int | None = None
    faults: tuple[Fault, ...] = ()


def move(level: Level, command: MoveStock) -> Level:
    """Raises StockShort and leaves the level as it is."""
    on_hand = command.count if command.kind == "stock_take" else level.on_hand_count + command.count
    return _checked(replace(level, on_hand_count=on_hand, version=level.version + 1), level)


def keep_safe(level: Level, safety_count: int) -> Level:
    """Sets the units that are never sold. Raises StockShort when they are not there."""
    return _checked(replace(level, safety_count=safety_count, version=level.version + 1), level)


def _checked(after: Level, before: Level) -> Level:
    if after.available_count < 0:
        raise StockShort(
            f"{before.sku} has {before.available_count} available; this would leave "
            f"{after.available_count}.",
            sku=before.sku,
            available_count=before.available_count,
        )
    return after
