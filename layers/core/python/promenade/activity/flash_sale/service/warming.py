"""What announced sales need is ready when they start, and no longer than they need it: looked at
every minute, so that a sale that is moved, ended or forgotten by one look is right at the next."""

from datetime import datetime
from typing import Protocol

from promenade.activity.flash_sale.model.capacity import (
    Capacity,
    capacity_of,
    ready_from,
    ready_until,
    together,
)
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.service.ports import SaleStore
from promenade.activity.flash_sale.service.tending import in_course


class Machines(Protocol):
    def keep(self, wanted: Capacity) -> None:
        """Environments as many as these; writes at least as many, for good. Raises Unavailable."""
        ...


def warm(now: datetime, sales: SaleStore, machines: Machines) -> Capacity:
    """Raises Unavailable."""
    wanted = together(capacity_of(sale.terms) for sale in in_course(sales) if _is_due(sale, now))
    machines.keep(wanted)
    return wanted


def _is_due(sale: FlashSale, now: datetime) -> bool:
    return ready_from(sale.terms) <= now < ready_until(sale.terms, sale.end)
