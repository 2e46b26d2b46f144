"""The goods that a promotion is about, by the terms in force."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from promenade.base.promotion.model.cart import Line
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.references import references
from promenade.base.promotion.model.scope import Scope, compile_scope
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.dependents import Entry, Interest
from promenade.kit.codes import label
from promenade.kit.values import replace

_NAMES = ("skus", "products", "categories", "brands", "tags")


def interests(promotion: Promotion, at: datetime) -> Iterator[Interest]:
    """Of each effect on its own, and of whatever else looks at lines."""
    ladder = promotion.ladder
    steps = ladder.steps if ladder else ()
    effects = [*promotion.effects, *(each for step in steps for each in step.effects)]
    for effect in effects:
        for scope in dict.fromkeys((effect.scope, *_scopes(effect))):
            yield _interest((promotion.scope, scope), at)
    beside = (promotion.without, ladder.scope if ladder else None)
    for other in (*beside, *(each.scope for each in promotion.conditions)):
        if other is not None:
            yield _interest((other,), at)
    gifts = frozenset(sku for effect in effects for sku in effect.stocked_gifts)
    yield Interest(lambda facts: facts.sku in gifts, lambda facts: facts.sku in gifts)


def named(promotion: Promotion) -> Iterator[Entry]:
    """What it names of registers."""
    for each in references(promotion):
        if each.kind == "category":
            yield "category", each.name
    for scope in _scopes(promotion):
        for selector in (*scope.include, *scope.exclude):
            yield from (("brand", label(each)) for each in selector.brands)
            yield from (("tag", label(each)) for each in selector.tags)


def _scopes(part: Any) -> Iterator[Scope]:
    """Of an effect and its parts."""
    if isinstance(part, Scope):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _scopes(each)
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from _scopes(getattr(part, name))


def _interest(scopes: Sequence[Scope], at: datetime) -> Interest:
    """In what all of these scopes cover."""
    tests = [compile_scope(each) for each in scopes]
    naming = [compile_scope(named) for each in scopes if (named := _naming(each)).include]

    def covers(facts: SkuFacts) -> bool:
        line = _line(facts, at)
        return all(test(line, facts.sale_price_minor) for test in tests)

    def names(facts: SkuFacts) -> bool:
        line = _line(facts, at)
        return covers(facts) and any(test(line, facts.sale_price_minor) for test in naming)

    return Interest(covers, names)


def _naming(scope: Scope) -> Scope:
    """Of what it includes, that which names goods; nothing where that is nothing."""
    named = (each for each in scope.include if any(getattr(each, name) for name in _NAMES))
    return replace(scope, include=tuple(named))


def _line(facts: SkuFacts, at: datetime) -> Line:
    return Line(
        id=facts.sku,
        sku=facts.sku,
        product=facts.product_id,
        qty=1,
        list_minor=facts.list_price_minor,
        sale_minor=facts.sale_price_minor,
        floor_minor=facts.floor_price_minor,
        categories=facts.categories,
        brand=facts.brand,
        tags=facts.tags,
        on_for_days=facts.on_for_days(at),
    )
