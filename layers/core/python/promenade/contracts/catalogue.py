"""What the catalogue tells others about a SKU."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from promenade.kit.values import Value


class SkuFacts(Value, frozen=True):
    """`categories` are the SKU's category and all its ancestors; money is in minor units."""

    sku: str
    product_id: str
    title: str
    currency: str
    list_price_minor: int
    sale_price_minor: int
    floor_price_minor: int | None
    categories: frozenset[str]
    brand: str | None
    tags: frozenset[str]
    is_sellable: bool


class CatalogueReader(Protocol):
    def facts(self, skus: Sequence[str]) -> Mapping[str, SkuFacts]:
        """Those of at most 100 SKUs that exist, in one round trip."""
        ...
