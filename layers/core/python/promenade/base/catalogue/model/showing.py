"""Prices that shoppers come to see, and old ones beside them."""

from collections.abc import Collection, Mapping

from promenade.base.catalogue.model.product import Product, SkuPrice
from promenade.contracts.prices import ListedPrice, PriceTerms
from promenade.kit.values import replace


def shown_anew(before: Product | None, after: Product) -> list[ListedPrice]:
    """What is seen otherwise than before, compared with that; what was agreed is what a price is
    compared with until it is seen."""
    old, agreed = _shown(before), before.agreed if before else {}
    new = {code: price for code, price in _shown(after).items() if price != old.get(code)}
    return [_listed(code, each, agreed.get(code) or old.get(code)) for code, each in new.items()]


def with_old_prices(before: Product | None, after: Product, proved: Collection[str]) -> Product:
    """`proved` are of what is shown anew; what is not keeps the old price that it had."""
    anew = {each.sku for each in shown_anew(before, after)}
    had = before.skus if before else ()
    kept = {(each.code, each.price): each.was_price_minor for each in had}
    skus = tuple(
        replace(each, was_price_minor=each.list_price_minor if each.code in proved else None)
        if each.code in anew
        else replace(each, was_price_minor=kept.get((each.code, each.price)))
        for each in after.skus
    )
    return replace(after, skus=skus)


def _shown(product: Product | None) -> Mapping[str, SkuPrice]:
    skus = product.approved_skus if product and product.is_sellable else ()
    return {each.code: each.price for each in skus}


def _listed(code: str, price: SkuPrice, old: SkuPrice | None) -> ListedPrice:
    listed = ListedPrice(code, price.currency, price.list_minor, price.sale_minor)
    if old is None:
        return listed
    if old.currency != price.currency:
        return replace(listed, before_currency=old.currency)
    return replace(listed, before=PriceTerms(old.list_minor, old.sale_minor))
