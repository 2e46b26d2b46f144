"""Use cases of warehouses."""

from collections.abc import Sequence
from typing import Protocol

from promenade.base.stock.model.warehouses import MAIN_WAREHOUSE, Warehouse, change
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.stamp import Stamp, Stored


class WarehouseStore(Protocol):
    def find(self, code: str) -> Stored[Warehouse] | None: ...

    def list_all(self) -> Sequence[Warehouse]:
        """By code. A shop has few."""
        ...

    def add(self, warehouse: Warehouse, stamp: Stamp) -> Warehouse:
        """A replay answers what it stored. Raises Conflict where there is one of this code."""
        ...

    def set(self, warehouse: Warehouse, stamp: Stamp) -> Warehouse:
        """Raises Stale unless the stored version is the one before, WarehouseInUse where it is to
        be closed and units are in it."""
        ...


def add_warehouse(code: str, name: str, stamp: Stamp, store: WarehouseStore) -> Warehouse:
    """Raises Conflict."""
    if code == MAIN_WAREHOUSE.code:
        raise Conflict("The main warehouse is there from the start.")
    return store.add(Warehouse(code, name), stamp)


def change_warehouse(
    wanted: Warehouse, expected: int, stamp: Stamp, store: WarehouseStore
) -> Warehouse:
    """The name, and whether it is open. Raises NotFound, Stale or WarehouseInUse."""
    stored = _find(wanted.code, store)
    if stored.is_done(expected, stamp):
        return stored.value
    after = change(stored.value, wanted.name, is_open=wanted.is_open)
    return store.set(after, stamp)


def get_warehouse(code: str, store: WarehouseStore) -> Warehouse:
    """Raises NotFound."""
    return _find(code, store).value


def list_warehouses(store: WarehouseStore) -> list[Warehouse]:
    """The main one first."""
    found = {each.code: each for each in (MAIN_WAREHOUSE, *store.list_all())}
    return list(found.values())


def _find(code: str, store: WarehouseStore) -> Stored[Warehouse]:
    stored = store.find(code)
    if stored is None and code == MAIN_WAREHOUSE.code:
        return Stored(MAIN_WAREHOUSE, "")
    if stored is None:
        raise NotFound("There is no such warehouse.", warehouse=code)
    return stored
