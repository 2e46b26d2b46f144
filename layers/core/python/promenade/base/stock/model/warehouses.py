"""Where units are."""

from promenade.contracts.stock import MAIN
from promenade.kit.errors import DomainError
from promenade.kit.values import Value, replace


class WarehouseInUse(DomainError):
    """It cannot be closed: units are in it, or it is the main one."""


class WarehouseClosed(DomainError):
    """Nothing comes into it until it is opened again."""


class Warehouse(Value, frozen=True):
    """Who closes one sees to it that nothing is in it, in the same write."""

    code: str
    name: str
    is_open: bool = True
    version: int = 1


MAIN_WAREHOUSE = Warehouse(MAIN, "Main warehouse", version=0)
"""As it is until somebody names it."""


def change(warehouse: Warehouse, name: str, *, is_open: bool) -> Warehouse:
    """Raises WarehouseInUse."""
    if warehouse.code == MAIN and not is_open:
        raise WarehouseInUse("The main warehouse stays open.", warehouse=MAIN)
    changed = {"name": name, "is_open": is_open, "version": warehouse.version + 1}
    return replace(warehouse, **changed)
