"""What others know of goods, in memory."""

from collections.abc import Iterable, Mapping, Sequence

from promenade.contracts.catalogue import Named, SkuFacts
from promenade.kit.lookups import Lookup
from promenade.kit.paging import Page, Position
from tests.support.fakes.pages import page


class FakeCatalogueReader:
    """CatalogueReader over given facts."""

    def __init__(self, facts: Mapping[str, SkuFacts]) -> None:
        self._facts = facts

    def facts(self, skus: Sequence[str]) -> Mapping[str, SkuFacts]:
        return {sku: self._facts[sku] for sku in skus if sku in self._facts}

    def lookup(self, skus: Sequence[str]) -> Lookup[Mapping[str, SkuFacts]]:
        return Lookup("catalogue", (), lambda _: self.facts(skus))

    def unknown(self, named: Iterable[Named]) -> frozenset[Named]:
        return frozenset(each for each in named if each[0] == "sku" and each[1] not in self._facts)

    def skus_below(self, category: str, limit: int, after: Position | None) -> Page[str]:
        found = [sku for sku, each in self._facts.items() if category in each.categories]
        return page(found, limit, after)

    def skus_of(self, products: Sequence[str]) -> Sequence[str]:
        every = self._facts.items()
        return [sku for id_ in products for sku, each in every if each.product_id == id_]

    def listed(
        self, category: str | None, tag: str | None, limit: int, after: Position | None
    ) -> Page[SkuFacts]:
        found = [
            each
            for each in self._facts.values()
            if (category is None or category in each.categories)
            and (tag is None or tag in each.tags)
        ]
        return page(found, limit, after)
