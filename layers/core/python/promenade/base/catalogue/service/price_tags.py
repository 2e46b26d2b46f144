"""What buyers are asked for SKUs before promotions: what a quote of the same moment charges."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from promenade.base.catalogue.model.product import Offer, Product, Sku
from promenade.contracts.prices import PriceFacts, ShelfPriceReader, Venue
from promenade.kit.lookups import look_up
from promenade.kit.values import Value, replace


class Audience(Value, frozen=True):
    """Who is shown prices, as Venue has it; a SKU brings the currency."""

    channel: str | None = None
    groups: frozenset[str] = frozenset()


EVERYBODY = Audience()


class PriceTags(Value, frozen=True):
    """Puts on what is asked at `now`. Without an audience the catalogue's own terms stay."""

    prices: ShelfPriceReader
    audience: Audience | None
    now: datetime

    def products(self, found: Sequence[Product]) -> Sequence[Product]:
        """All of them by one lookup. Raises Unavailable."""
        asked = self._asked(sku for each in found for sku in each.approved_skus)
        if not asked:
            return found
        return [
            replace(each, skus=tuple(_tagged(sku, asked.get(sku.code)) for sku in each.skus))
            for each in found
        ]

    def offer(self, found: Offer) -> Offer:
        """Raises Unavailable."""
        asked = self._asked([found.sku])
        return replace(found, sku=_tagged(found.sku, asked.get(found.sku.code)))

    def _asked(self, skus: Iterable[Sku]) -> Mapping[str, PriceFacts]:
        who = self.audience
        if who is None:
            return {}
        venues = {each.code: Venue(each.currency, who.channel, who.groups) for each in skus}
        (found,) = look_up(self.prices.lookup_each(venues, self.now))
        return found.prices


def _tagged(sku: Sku, asked: PriceFacts | None) -> Sku:
    if asked is None:
        return sku
    was_minor = asked.was_price_minor
    return replace(
        sku,
        list_price_minor=asked.list_price_minor,
        sale_price_minor=asked.sale_price_minor,
        was_price_minor=was_minor if was_minor and was_minor > asked.sale_price_minor else None,
    )
