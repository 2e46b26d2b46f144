"""Use cases of who looks for orders placed here."""

from promenade.customer.order.model.shop_order import ShopOrder, Stage
from promenade.customer.order.service.ports import ShopOrderStore
from promenade.kit.paging import Page, Position


def search(
    stage: Stage | None, buyer: str, limit: int, after: Position | None, store: ShopOrderStore
) -> Page[ShopOrder]:
    """Those in a stage, the oldest first, else a buyer's, the newest first. `buyer` is a digest."""
    if stage is None:
        return store.list_of(buyer, limit, after)
    return store.list_in(stage, limit, after)
