"""What the catalogue lets others read: contracts.catalogue.CatalogueReader."""

from collections.abc import Mapping, Sequence

from promenade.base.catalogue.model.product import Offer
from promenade.base.catalogue.store.products import offer_of, sku_key
from promenade.base.catalogue.store.records import CatalogueRecord
from promenade.contracts.catalogue import SkuFacts
from promenade.kit import dynamo
from promenade.kit.codes import code


class DynamoCatalogueReader:
    def facts(self, skus: Sequence[str]) -> Mapping[str, SkuFacts]:
        """By the codes as they were asked for, however they were spelt."""
        asked = {sku: code(sku) for sku in skus}
        keys = map(sku_key, asked.values())
        offers = map(offer_of.decode, dynamo.find_bodies(CatalogueRecord, keys))
        found = {each.sku.code: _facts(each) for each in offers if not each.is_removed}
        return {sku: found[spelt] for sku, spelt in asked.items() if spelt in found}


def _facts(offer: Offer) -> SkuFacts:
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
    )
