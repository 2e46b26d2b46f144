"""How a sale sells."""

from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.service import managing
from promenade.activity.flash_sale.service.ports import ClaimStore, SaleStore
from promenade.kit.values import Value


class Tally(Value, frozen=True):
    """Units that orders have, paid or within their time to pay, and that they gave back so far."""

    held: int = 0
    returned: int = 0
    buyers: int = 0


def count(sale_id: str, sales: SaleStore, claims: ClaimStore) -> tuple[FlashSale, Tally]:
    """One consistent read of each shard. Raises NotFound."""
    sale = managing.get(sale_id, sales)
    if sale.scheduled_at is None:
        return sale, Tally()
    notes = claims.notes(sale).values()
    buyers = {buyer for each in notes for buyer, count in each.takers.items() if count > 0}
    held, returned = sum(each.held for each in notes), sum(each.returned for each in notes)
    return sale, Tally(held, returned, len(buyers))
