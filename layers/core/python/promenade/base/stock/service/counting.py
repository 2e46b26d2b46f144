"""Movements where pools may have sold units that the ledger was not told of yet. Who counts a shelf
counts none of those: they leave the level first, so that they leave it once."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from promenade.base.stock import service
from promenade.base.stock.model import Level, Movement, MoveStock, RowOutcome, StockRow
from promenade.base.stock.model.pools import Pool
from promenade.contracts.sku_places import SkuPlaces, missing, within
from promenade.contracts.stock import place
from promenade.kit.authority import Reach
from promenade.kit.errors import fault_of
from promenade.kit.ledger import Ledger
from promenade.kit.shards import Balance
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value, replace


class SoldUnits(Protocol):
    def list_of(self, sku: str) -> Sequence[Pool]: ...

    def balance(self, key: str) -> Balance: ...

    def settle(self, pool: Pool, stamp: Stamp) -> int: ...


class Doors(Value, frozen=True):
    ledger: Ledger[Level, Movement]
    pools: SoldUnits


def move_stock(command: MoveStock, stamp: Stamp, doors: Doors) -> Movement:
    """Raises as `service.move_stock`."""
    _settle([command], stamp, doors)
    return service.move_stock(command, stamp, doors.ledger)


def import_movements(rows: Sequence[StockRow], stamp: Stamp, doors: Doors) -> list[RowOutcome]:
    """Raises as `service.import_movements`."""
    _settle(_commands(rows), stamp, doors)
    return service.import_movements(rows, stamp, doors.ledger)


def rehearse_movements(rows: Sequence[StockRow], stamp: Stamp, doors: Doors) -> list[RowOutcome]:
    counted = _counted(_commands(rows))
    return service.rehearse_movements(rows, stamp, _Settled(doors, counted))


def confined(rows: Sequence[StockRow], reach: Reach, catalogue: SkuPlaces) -> list[StockRow]:
    """With a fault where a SKU is not where `reach` includes it."""
    here = within((each.sku for each in _commands(rows)), reach, catalogue)
    return [
        replace(row, command=None, faults=(fault_of(missing(row.command.sku)),))
        if row.command and row.command.sku not in here
        else row
        for row in rows
    ]


def _settle(commands: Iterable[MoveStock], stamp: Stamp, doors: Doors) -> None:
    for key in _counted(commands):
        stored = doors.ledger.find(key)
        for pool in _pools(stored, doors):
            doors.pools.settle(pool, stamp)


def _commands(rows: Sequence[StockRow]) -> list[MoveStock]:
    return [row.command for row in rows if row.command]


def _counted(commands: Iterable[MoveStock]) -> list[str]:
    counts = (each for each in commands if each.kind == "stock_take")
    return [*dict.fromkeys(place(each.sku, each.warehouse) for each in counts)]


def _pools(stored: Stored[Level] | None, doors: Doors) -> list[Pool]:
    """What pools sold is reserved until it leaves."""
    if stored is None or not stored.value.reserved_count:
        return []
    level = stored.value
    key = place(level.sku, level.warehouse)
    return [pool for pool in doors.pools.list_of(level.sku) if pool.level_key == key]


class _Settled:
    """The ledger as it will be once what was sold of those that are counted has left."""

    def __init__(self, doors: Doors, counted: Sequence[str]) -> None:
        self._doors, self._counted = doors, counted
        self.find_entry, self.append = doors.ledger.find_entry, doors.ledger.append

    def find(self, key: str) -> Stored[Level] | None:
        stored = self._doors.ledger.find(key)
        if stored is None or key not in self._counted:
            return stored
        sold = sum(self._doors.pools.balance(p.key).spent for p in _pools(stored, self._doors))
        level = stored.value
        on_hand, reserved = level.on_hand_count - sold, level.reserved_count - sold
        after = replace(level, on_hand_count=on_hand, reserved_count=reserved)
        return replace(stored, value=after)
