"""What the shop knows now of the SKUs of past orders, asked for once per simulation."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from promenade.base.promotion.model.replay import Goods
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.contracts.orders import OrderDocument
from promenade.contracts.prices import PriceFacts, PriceReader, Venue
from promenade.kit.lookups import look_up

_MOST_KEPT = 50_000
"""SKUs, of a kilobyte each."""


class KnownGoods:
    """Keeps what it was told of the SKUs of one simulation, by channel."""

    def __init__(self, catalogue: CatalogueReader, prices: PriceReader) -> None:
        self._catalogue = catalogue
        self._prices = prices
        self._simulation_id = ""
        self._known: dict[str, dict[str, Goods]] = {}

    def of(
        self, simulation_id: str, orders: Iterable[OrderDocument], currency: str, at: datetime
    ) -> Mapping[str, Mapping[str, Goods]]:
        """By channel and SKU, of all these orders; their prices are those in force `at`. Raises
        Unavailable."""
        kept_count = sum(map(len, self._known.values()))
        if simulation_id != self._simulation_id or kept_count > _MOST_KEPT:
            self._simulation_id, self._known = simulation_id, {}
        asked: dict[str, set[str]] = {}
        for order in orders:
            asked.setdefault(order.channel, set()).update(line.sku for line in order.lines)
        for channel, skus in asked.items():
            known = self._known.setdefault(channel, {})
            known.update(self._look_up(skus - known.keys(), Venue(currency, channel), at))
        return self._known

    def _look_up(self, skus: set[str], venue: Venue, at: datetime) -> Mapping[str, Goods]:
        if not skus:
            return {}
        ordered = sorted(skus)
        facts, priced = look_up(
            self._catalogue.lookup(ordered), self._prices.lookup(ordered, venue, at)
        )
        return {
            sku: _goods(facts.get(sku), priced.prices.get(sku), venue.currency) for sku in ordered
        }


def _goods(facts: SkuFacts | None, price: PriceFacts | None, currency: str) -> Goods:
    own = facts.floor_price_minor if facts and facts.currency == currency else None
    floor = price.floor_price_minor if price and price.floor_price_minor is not None else own
    return Goods(facts, floor, price.cost_price_minor if price else None)
