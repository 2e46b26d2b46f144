"""Stock levels, the movements that make them, and the reservations that hold units back."""

from datetime import datetime, timedelta
from typing import Literal

from promenade.contracts.stock import MAIN
from promenade.kit.errors import DomainError, Fault
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

MovementKind = Literal["receive", "adjust", "stock_take"]
EntryKind = Literal[MovementKind, "sale", "return", "transfer"]
"""Sales and returns come from reservations; of a transfer there are two entries, under one id."""

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
    """Counts of one SKU in a warehouse. `available` never falls below zero; whoever watches is
    told when it comes down to `low_count`. While it `is_spread`, units for sale are in a pool, and
    reserved for that."""

    sku: str
    on_hand_count: int = 0
    reserved_count: int = 0
    safety_count: int = 0
    version: int = 0
    warehouse: str = MAIN
    low_count: int | None = None
    is_spread: bool = False

    @property
    def available_count(self) -> int:
        return self.on_hand_count - self.reserved_count - self.safety_count


class Movement(Value, frozen=True):
    """One entry of the ledger. Over a level's movements, Σ delta_count = on_hand_count."""

    id: str
    sku: str
    kind: EntryKind
    delta_count: int
    reason: str
    balance_count: int
    level_version: int
    occurred_at: datetime
    actor: str
    warehouse: str = MAIN


class MoveStock(Value, frozen=True):
    """`count` is what came in (receive, return), the signed difference (adjust, transfer), what was
    counted (stock_take) or, below zero, what left of the reserved units (sale)."""

    id: str
    sku: str
    kind: EntryKind
    count: int
    reason: str
    warehouse: str = MAIN


class Reservation(Value, frozen=True):
    """Units of a SKU held back for `holder`, an order."""

    holder: str
    sku: str
    count: int

    def __post_init__(self) -> None:
        if type(self.count) is not int or self.count < 1:
            raise ValueError(f"{self.count!r} units cannot be reserved")


class StockRow(Value, frozen=True):
    """A line of a file: a movement, or the faults that make it none, of which `more_count` are
    only counted."""

    line: int
    command: MoveStock | None
    faults: tuple[Fault, ...] = ()
    more_count: int = 0
    sku: str | None = None


class RowOutcome(Value, frozen=True):
    """`movement` is what a row that was not rejected did, or had done before."""

    row: StockRow
    result: Literal["recorded", "unchanged", "rejected"]
    movement: Movement | None = None
    faults: tuple[Fault, ...] = ()


def move(level: Level, command: MoveStock) -> Level:
    """Raises StockShort and leaves the level as it is."""
    on_hand = command.count if command.kind == "stock_take" else level.on_hand_count + command.count
    reserved = level.reserved_count + (command.count if command.kind == "sale" else 0)
    counts = {"on_hand_count": on_hand, "reserved_count": reserved}
    return _checked(replace(level, **counts, version=level.version + 1), level)


def record(level: Level | None, command: MoveStock, stamp: Stamp) -> tuple[Level, Movement]:
    """The rule of the ledger. Raises StockShort."""
    before = level or Level(command.sku, warehouse=command.warehouse)
    after = move(before, command)
    return after, Movement(
        id=command.id,
        sku=command.sku,
        kind=command.kind,
        delta_count=after.on_hand_count - before.on_hand_count,
        reason=command.reason,
        balance_count=after.on_hand_count,
        level_version=after.version,
        occurred_at=stamp.at,
        actor=stamp.actor,
        warehouse=command.warehouse,
    )


def keep_safe(level: Level, safety_count: int) -> Level:
    """Sets the units that are never sold. Raises StockShort when they are not there."""
    return _checked(replace(level, safety_count=safety_count, version=level.version + 1), level)


def watch(level: Level, low_count: int | None) -> Level:
    """Sets when to tell of little stock; None for never."""
    return replace(level, low_count=low_count, version=level.version + 1)


def _checked(after: Level, before: Level) -> Level:
    if after.available_count < 0:
        raise StockShort(
            f"{before.sku} has {before.available_count} available; this would leave "
            f"{after.available_count}.",
            sku=before.sku,
            available_count=before.available_count,
            left_count=after.available_count,
        )
    return after


def due_at(held_at: datetime, minutes: int) -> datetime:
    """When a hold may be ended by anybody. Raises ValueError outside of 1 to 1440 minutes."""
    if not 1 <= minutes <= _LONGEST_MINUTES:
        raise ValueError(f"a hold lasts 1 to {_LONGEST_MINUTES} minutes, not {minutes}")
    return held_at + timedelta(minutes=minutes)
