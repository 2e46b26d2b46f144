"""Names in terms as the catalogue spells them."""

from collections.abc import Iterable

from promenade.activity.coupon.model.terms import Terms
from promenade.contracts.coupons import CouponExchange, CouponScope, CouponSelector
from promenade.kit.codes import code, label
from promenade.kit.values import replace


def in_one_form(terms: Terms) -> Terms:
    """Each once."""
    include, exclude = terms.scope.include, terms.scope.exclude
    scope = CouponScope(tuple(map(_selector, include)), tuple(map(_selector, exclude)))
    worth = terms.worth
    if isinstance(worth, CouponExchange):
        worth = CouponExchange(code(worth.sku))
    return replace(terms, scope=scope, worth=worth)


def _selector(selector: CouponSelector) -> CouponSelector:
    return CouponSelector(
        skus=_once(map(code, selector.skus)),
        products=_once(map(code, selector.products)),
        categories=_once(selector.categories),
        brands=_once(selector.brands),
        tags=_once(map(label, selector.tags)),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
