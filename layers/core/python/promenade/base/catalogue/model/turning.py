"""What a change of a product does to its goods, as others see them."""

from collections.abc import Iterator

from promenade.base.catalogue.model.change import offers
from promenade.base.catalogue.model.product import Offer, Product
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.dependents import Shift, Turn


def turn_of(before: Product | None, after: Product) -> Turn:
    """Of what leaves the shelf or goes for good, and of what comes to stand in another category,
    or loses its brand or a tag."""
    return Turn(tuple(_shifts(before, after)))


def gone(before: Product | None, after: Product) -> frozenset[str]:
    """SKUs that there are no longer."""
    return frozenset(offers(before).keys() - offers(after).keys())


def _shifts(before: Product | None, after: Product) -> Iterator[Shift]:
    new = offers(after)
    for code, was in offers(before).items():
        now = new.get(code)
        if now is None or (was.is_sellable and not now.is_sellable):
            yield Shift(sku_facts(was), None)
        elif now.path != was.path or _loses(was, now):
            yield Shift(sku_facts(was), sku_facts(now))


def _loses(was: Offer, now: Offer) -> bool:
    """What only gains asks nobody."""
    return (was.brand is not None and now.brand != was.brand) or not {*was.tags} <= {*now.tags}


def sku_facts(offer: Offer) -> SkuFacts:
    sku = offer.sku
    return SkuFacts(
        sku=sku.code,
        product_id=offer.product_id,
        title=offer.title,
        currency=sku.currency,
        list_price_minor=sku.list_price_minor,
        sale_price_minor=sku.sale_price_minor,
        floor_price_minor=sku.floor_price_minor,
        categories=frozenset(offer.path),
        brand=offer.brand,
        tags=frozenset(offer.tags),
        is_sellable=offer.is_sellable,
        category=offer.path[-1],
        first_on_at=offer.first_on_at,
        was_price_minor=sku.was_price_minor,
        sells_from=offer.sells_from,
    )
