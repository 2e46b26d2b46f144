"""Where units are."""

from collections.abc import Iterable

from promenade.contracts.stock import MAIN
from promenade.kit.errors import DomainError
from promenade.kit.values import Value, replace


class WarehouseInUse(DomainError):
    """The warehouse cannot be closed: units are in it, or it is the main one."""


class WarehouseClosed(DomainError):
    """Nothing comes into the warehouse until it is opened again."""


class Warehouse(Value, frozen=True):
    """Orders come from those of a higher `priority` first. Who closes one sees to it that nothing
    is in it, in the same write."""

    code: str
    name: str
    is_open: bool = True
    version: int = 1
    priority: int = 0


MAIN_WAREHOUSE = Warehouse(MAIN, "Main warehouse", version=0)
"""As it is until somebody names it."""


def change(warehouse: Warehouse, wanted: Warehouse) -> Warehouse:
    """All but its code. Raises WarehouseInUse."""
    if warehouse.code == MAIN and not wanted.is_open:
        raise WarehouseInUse("The main warehouse stays open.", warehouse=MAIN)
    return replace(wanted, code=warehouse.code, version=warehouse.version + 1)


def in_order(stored: Iterable[Warehouse]) -> list[Warehouse]:
    """As they are preferred: among equals the main one first, which is always there."""
    found = {each.code: each for each in (MAIN_WAREHOUSE, *stored)}
    return sorted(found.values(), key=lambda each: -each.priority)
