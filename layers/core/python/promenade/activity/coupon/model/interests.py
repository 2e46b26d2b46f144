"""The goods that coupons of a template are about."""

from collections.abc import Iterator
from datetime import datetime

from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import Fixed, Terms
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.coupons import CouponExchange, CouponScope, CouponSelector
from promenade.contracts.dependents import Entry, Interest
from promenade.kit.codes import label
from promenade.kit.values import replace

_GIVEN = frozenset({TemplateStatus.ACTIVE, TemplateStatus.STOPPED})
_ANY = CouponSelector()


def may_be_used(template: Template, at: datetime) -> bool:
    """Whether customers may have coupons of it that are good, or come to have some."""
    valid = template.terms.validity
    return template.status in _GIVEN and not (isinstance(valid, Fixed) and valid.end <= at)


def interests(terms: Terms) -> Iterator[Interest]:
    scope, worth = terms.scope, terms.worth
    named = replace(scope, include=tuple(each for each in scope.include if each != _ANY))
    yield Interest(
        lambda facts: _covers(scope, facts),
        lambda facts: bool(named.include) and _covers(named, facts),
    )
    if isinstance(worth, CouponExchange):
        sku = worth.sku
        yield Interest(lambda facts: facts.sku == sku, lambda facts: facts.sku == sku)


def named(terms: Terms) -> Iterator[Entry]:
    """What it names of registers."""
    for selector in (*terms.scope.include, *terms.scope.exclude):
        yield from (("brand", label(each)) for each in selector.brands)
        yield from (("category", each) for each in selector.categories)
        yield from (("tag", label(each)) for each in selector.tags)


def _covers(scope: CouponScope, facts: SkuFacts) -> bool:
    is_included = any(_fits(each, facts) for each in scope.include or (_ANY,))
    return is_included and not any(_fits(each, facts) for each in scope.exclude)


def _fits(selector: CouponSelector, facts: SkuFacts) -> bool:
    return (
        (not selector.skus or facts.sku in selector.skus)
        and (not selector.products or facts.product_id in selector.products)
        and (not selector.brands or facts.brand in selector.brands)
        and (not selector.categories or not facts.categories.isdisjoint(selector.categories))
        and (not selector.tags or not facts.tags.isdisjoint(selector.tags))
    )
