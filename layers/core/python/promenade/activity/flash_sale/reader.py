"""What orders of a sale are made of: contracts.flash_sales.FlashOffers."""

from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.contracts.flash_sales import FlashOffer
from promenade.kit.errors import NotFound

_MOST_HELD = 100


class DynamoFlashOffers:
    """Made once per container, which remembers them."""

    def __init__(self) -> None:
        self._store = DynamoSaleStore()
        self._held: dict[str, FlashOffer] = {}

    def get(self, sale_id: str) -> FlashOffer:
        if sale_id not in self._held:
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            self._held[sale_id] = self._read(sale_id)
        return self._held[sale_id]

    def _read(self, sale_id: str) -> FlashOffer:
        stored = self._store.find(sale_id)
        if stored is None or stored.value.goods is None or stored.value.scheduled_at is None:
            raise NotFound("There is no such flash sale.", sale_id=sale_id)
        sale, goods = stored.value, stored.value.goods
        terms = sale.terms
        return FlashOffer(
            sale_id=sale_id,
            sku=terms.sku,
            title=goods.title,
            category=goods.category,
            currency=terms.currency,
            price_minor=terms.price_minor,
            place=sale.place,
        )
