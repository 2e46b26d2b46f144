"""Use cases of stock."""

from collections.abc import Sequence
from typing import Protocol

from promenade.base.stock.model import (
    Level,
    Movement,
    MoveStock,
    RowOutcome,
    StockRow,
    StockShort,
    keep_safe,
    record,
    watch,
)
from promenade.base.stock.model.warehouses import WarehouseClosed
from promenade.contracts.stock import SafetyStockSet, StockAlertSet, StockFact, place
from promenade.kit.errors import Conflict, Fault, NotFound
from promenade.kit.ledger import Ledger, ListedLedger, Rehearsal, post
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace


class StockStore(ListedLedger[Level, Movement], Protocol):
    """By place."""

    def set_level(self, level: Level, fact: type[StockFact], stamp: Stamp, /) -> Level:
        """Raises Stale unless the stored version is the one before, StockShort when others
        reserve what is to be kept safe."""
        ...


def move_stock(command: MoveStock, stamp: Stamp, ledger: Ledger[Level, Movement]) -> Movement:
    """Raises StockShort, Conflict, NotFound or WarehouseClosed, or Unavailable when others keep
    changing the level."""
    key = place(command.sku, command.warehouse)
    return post(ledger, key, command.id, lambda level: record(level, command, stamp), stamp)


def import_movements(
    rows: Sequence[StockRow], stamp: Stamp, ledger: Ledger[Level, Movement]
) -> list[RowOutcome]:
    """One outcome per row. A row that is recorded already stays unchanged.

    Raises Unavailable half-way through: the same file again does the rest."""
    return [_outcome(row, stamp, ledger) for row in rows]


def rehearse_movements(
    rows: Sequence[StockRow], stamp: Stamp, ledger: Ledger[Level, Movement]
) -> list[RowOutcome]:
    """What `import_movements` would come to now."""
    return import_movements(rows, stamp, Rehearsal(ledger))


def _outcome(row: StockRow, stamp: Stamp, ledger: Ledger[Level, Movement]) -> RowOutcome:
    if row.command is None:
        return RowOutcome(row, "rejected", faults=row.faults)
    own = replace(stamp, fingerprint=row.command.id)
    try:
        movement = move_stock(row.command, own, ledger)
    except (StockShort, Conflict, NotFound, WarehouseClosed) as refusal:
        fault = Fault("", refusal.code, refusal.detail, facts=refusal.facts)
        return RowOutcome(row, "rejected", faults=(fault,))
    is_new = movement.occurred_at == stamp.at
    return RowOutcome(row, "recorded" if is_new else "unchanged", movement)


def set_safety(
    key: str, safety_count: int, expected: int, stamp: Stamp, store: StockStore
) -> Level:
    """Raises NotFound, Stale or StockShort."""
    stored = _find(key, store)
    if stored.is_done(expected, stamp):
        return stored.value
    return store.set_level(keep_safe(stored.value, safety_count), SafetyStockSet, stamp)


def set_alert(
    key: str, low_count: int | None, expected: int, stamp: Stamp, store: StockStore
) -> Level:
    """Raises NotFound or Stale."""
    stored = _find(key, store)
    if stored.is_done(expected, stamp):
        return stored.value
    return store.set_level(watch(stored.value, low_count), StockAlertSet, stamp)


def get_level(key: str, store: StockStore) -> Level:
    return _find(key, store).value


def _find(key: str, store: StockStore) -> Stored[Level]:
    stored = store.find(key)
    if stored is None:
        raise NotFound("No stock of this SKU was ever recorded.", sku=key.partition("#")[0])
    return stored
