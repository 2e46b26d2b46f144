"""Use cases of stock."""

from collections.abc import Callable, Sequence
from typing import Protocol

from promenade.base.stock.model import (
    Level,
    Movement,
    MoveStock,
    RowOutcome,
    StockRow,
    StockShort,
    keep_safe,
    move,
)
from promenade.kit.errors import Conflict, Fault, NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored

_TRIES = 4


class StockStore(Protocol):
    def find_level(self, sku: str) -> Stored[Level] | None: ...

    def add_movement(self, movement: Movement, level: Level, stamp: Stamp) -> Movement:
        """Level and ledger in one write, if the level is still the one before. A repeated
        movement id answers what it first stored. Raises Stale, or Conflict for another
        movement under the same id."""
        ...

    def find_movement(self, movement_id: str, stamp: Stamp) -> Movement | None:
        """What this id stored before. Raises Conflict when that was another request."""
        ...

    def set_level(self, level: Level, stamp: Stamp) -> Level:
        """Raises Stale unless the stored version is the one before."""
        ...

    def list_movements(self, sku: str, limit: int, after: Position | None) -> Page[Movement]: ...


def move_stock(command: MoveStock, stamp: Stamp, store: StockStore) -> Movement:
    """Raises StockShort, Conflict, or Stale when others keep changing the level meanwhile."""
    try:
        return _move_patiently(command, stamp, store)
    except StockShort:
        done = store.find_movement(command.id, stamp)
        if done is None:
            raise
        return done


def _move_patiently(command: MoveStock, stamp: Stamp, store: StockStore) -> Movement:
    for _ in range(_TRIES - 1):
        try:
            return _move_once(command, stamp, store)
        except Stale:
            continue
    return _move_once(command, stamp, store)


def _move_once(command: MoveStock, stamp: Stamp, store: StockStore) -> Movement:
    stored = store.find_level(command.sku)
    before = stored.value if stored else Level(command.sku)
    after = move(before, command)
    return store.add_movement(_movement(command, before, after, stamp), after, stamp)


def _movement(command: MoveStock, before: Level, after: Level, stamp: Stamp) -> Movement:
    return Movement(
        id=command.id,
        sku=command.sku,
        kind=command.kind,
        delta_count=after.on_hand_count - before.on_hand_count,
        reason=command.reason,
        balance_count=after.on_hand_count,
        level_version=after.version,
        occurred_at=stamp.at,
        actor=stamp.actor,
    )


def import_movements(rows: Sequence[StockRow], stamp: Stamp, store: StockStore) -> list[RowOutcome]:
    """One outcome per row. A row that is recorded already, by the same file, stays unchanged.

    Raises Unavailable half-way through: the same file again does the rest."""
    return [_outcome(row, lambda command: move_stock(command, stamp, store), stamp) for row in rows]


def rehearse_movements(
    rows: Sequence[StockRow], stamp: Stamp, store: StockStore
) -> list[RowOutcome]:
    """What `import_movements` would come to now."""
    levels: dict[str, Level] = {}

    def rehearse(command: MoveStock) -> Movement:
        if done := store.find_movement(command.id, stamp):
            return done
        stored = store.find_level(command.sku) if command.sku not in levels else None
        before = levels.get(command.sku) or (stored.value if stored else Level(command.sku))
        levels[command.sku] = move(before, command)
        return _movement(command, before, levels[command.sku], stamp)

    return [_outcome(row, rehearse, stamp) for row in rows]


def _outcome(row: StockRow, record: Callable[[MoveStock], Movement], stamp: Stamp) -> RowOutcome:
    if row.command is None:
        return RowOutcome(row, "rejected", faults=row.faults)
    try:
        movement = record(row.command)
    except (StockShort, Conflict, Stale) as refusal:
        fault = Fault("", refusal.code, refusal.detail)
        return RowOutcome(row, "rejected", faults=(fault,))
    is_new = movement.occurred_at == stamp.at
    return RowOutcome(row, "recorded" if is_new else "unchanged", movement.balance_count)


def set_safety(
    sku: str, safety_count: int, expected: int, stamp: Stamp, store: StockStore
) -> Level:
    """Raises NotFound, Stale or StockShort."""
    stored = _find(sku, store)
    if stored.is_done(expected, stamp):
        return stored.value
    return store.set_level(keep_safe(stored.value, safety_count), stamp)


def get_level(sku: str, store: StockStore) -> Level:
    return _find(sku, store).value


def _find(sku: str, store: StockStore) -> Stored[Level]:
    stored = store.find_level(sku)
    if stored is None:
        raise NotFound("No stock of this SKU was ever recorded.", sku=sku)
    return stored
