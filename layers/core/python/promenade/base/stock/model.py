"""Stock levels, the movements that make them, and the reservations that hold units back."""

from datetime import datetime, timedelta
from typing import Literal

from promenade.kit.errors import DomainError, Fault
from promenade.kit.values import Value, replace

MovementKind = Literal["receive", "adjust", "stock_take"]
EntryKind = Literal[MovementKind, "sale", "return"]
"""Sales and returns come from reservations."""

ReservationState = Literal["held", "committed", "returned", "released", "expired"]

STATE_BEFORE: dict[ReservationState, ReservationState] = {
    "committed": "held",
    "released": "held",
    "expired": "held",
    "returned": "committed",
}
"""The one state from which a reservation comes into another."""

_LONGEST_MINUTES = 1440


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
    kind: EntryKind
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


def sell(level: Level, count: int) -> Level:
    """Reserved units leave, so nothing becomes less available."""
    on_hand, reserved = level.on_hand_count - count, level.reserved_count - count
    version = level.version + 1
    return replace(level, on_hand_count=on_hand, reserved_count=reserved, version=version)


def take_back(level: Level, count: int) -> Level:
    return replace(level, on_hand_count=level.on_hand_count + count, version=level.version + 1)


def due_at(held_at: datetime, minutes: int) -> datetime:
    """When a hold may be ended by anybody. Raises ValueError outside of 1 to 1440 minutes."""
    if not 1 <= minutes <= _LONGEST_MINUTES:
        raise ValueError(f"a hold lasts 1 to {_LONGEST_MINUTES} minutes, not {minutes}")
    return held_at + timedelta(minutes=minutes)


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
