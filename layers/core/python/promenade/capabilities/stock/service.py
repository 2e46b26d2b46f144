"""Use cases of stock."""

from typing import Protocol

from promenade.capabilities.stock.model import (
    Level,
    Movement,
    MoveStock,
    StockShort,
    keep_safe,
    move,
)
from promenade.kit.errors import NotFound, Stale
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
    movement = Movement(
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
    return store.add_movement(movement, after, stamp)


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
