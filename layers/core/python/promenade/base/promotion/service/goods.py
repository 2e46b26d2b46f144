"""The catalogue's SKUs that a promotion may be about."""

from collections.abc import Iterator

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.scope import Scope, Selector
from promenade.contracts.catalogue import CatalogueReader, SkuFacts

_BATCH = 100
_PAGE = 50


def goods_of(terms: Promotion, catalogue: CatalogueReader) -> Iterator[SkuFacts]:
    """Those that it may be about, and others; some more than once."""
    for selector in _selectors(terms):
        if selector.skus:
            for start in range(0, len(selector.skus), _BATCH):
                yield from catalogue.facts(selector.skus[start : start + _BATCH]).values()
        elif selector.categories:
            for category in selector.categories:
                yield from _listed(catalogue, category, None)
        elif selector.tags:
            for tag in selector.tags:
                yield from _listed(catalogue, None, tag)
        else:
            yield from _listed(catalogue, None, None)


def _selectors(terms: Promotion) -> tuple[Selector, ...]:
    """By the effects' own scopes where the promotion's names nothing."""
    if not terms.scope.is_everything and terms.scope.include:
        return terms.scope.include
    scopes: list[Scope] = [each.scope for each in terms.effects if hasattr(each, "scope")]
    if scopes and not any(each.is_everything or not each.include for each in scopes):
        return tuple(selector for each in scopes for selector in each.include)
    return (Selector(),)


def _listed(
    catalogue: CatalogueReader, category: str | None, tag: str | None
) -> Iterator[SkuFacts]:
    page = catalogue.listed(category, tag, _PAGE, None)
    yield from page.items
    while page.next is not None:
        page = catalogue.listed(category, tag, _PAGE, page.next)
        yield from page.items
