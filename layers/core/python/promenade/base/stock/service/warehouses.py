"""Use cases of warehouses."""

from collections.abc import Sequence
from typing import Protocol

from promenade.base.stock.model.warehouses import MAIN_WAREHOUSE, Warehouse, change, in_order
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


def add_warehouse(warehouse: Warehouse, stamp: Stamp, store: WarehouseStore) -> Warehouse:
    """Raises Conflict."""
    if warehouse.code == MAIN_WAREHOUSE.code:
        raise Conflict("The main warehouse is there from the start.")
    return store.add(warehouse, stamp)


def change_warehouse(
    wanted: Warehouse, expected: int, stamp: Stamp, store: WarehouseStore
) -> Warehouse:
    """All but its code. Raises NotFound, Stale or WarehouseInUse."""
    stored = _find(wanted.code, store)
    if stored.is_done(expected, stamp):
        return stored.value
    return store.set(change(stored.value, wanted), stamp)


def get_warehouse(code: str, store: WarehouseStore) -> Warehouse:
    """Raises NotFound."""
    return _find(code, store).value


def list_warehouses(store: WarehouseStore) -> list[Warehouse]:
    """In the order in which they are preferred."""
    return in_order(store.list_all())


def _find(code: str, store: WarehouseStore) -> Stored[Warehouse]:
    stored = store.find(code)
    if stored is None and code == MAIN_WAREHOUSE.code:
        return Stored(MAIN_WAREHOUSE, "")
    if stored is None:
        raise NotFound("There is no such warehouse.", warehouse=code)
    return stored
