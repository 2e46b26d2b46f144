"""On the wire: what depends on goods, and the reason for what is done to them."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from promenade.base.catalogue.service.impact import Change, Impact, Wish
from promenade.base.catalogue.wire.fields import Reason, Slug, Word
from promenade.contracts.access import Permission
from promenade.contracts.dependents import Dependent, DependentKind, How
from promenade.kit.codes import label
from promenade.kit.decoding import View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.auth import Principal

MOST_ITEMS = 100

K, P = DependentKind, Permission
_READ_BY: Mapping[DependentKind, Permission] = {
    K.CAMPAIGN: P.CAMPAIGN_READ,
    K.COUPON_TEMPLATE: P.COUPON_READ,
    K.FLASH_SALE: P.FLASH_SALE_READ,
    K.LIMITED_DISCOUNT: P.PROMOTION_READ,
    K.ORDER: P.ORDER_READ,
    K.PROMOTION: P.PROMOTION_READ,
    K.RESERVATION: P.STOCK_READ,
    K.STAFF_GRANT: P.STAFF_READ,
    K.TAG_RULE: P.CATALOGUE_READ,
    K.TARGETED_OFFER: P.TARGETED_OFFER_READ,
}


_NAMED = {
    "category": "Say which category it shall be in where that is the change, and only there.",
    "tag": "Say which tag it shall not have where that is the change, and only there.",
}


class ReasonQuery(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    reason: Reason | None = None


class ImpactQuery(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`category` is the one that the product shall be in, `tag` one put on by hand that it shall
    not have any more."""

    change: Change
    category: Slug | None = None
    tag: Word | None = None


class DependentView(View, frozen=True):
    """How it depends: it covers the goods and would lose them, or would gain them; it names the
    category; it sells them by itself; it holds `count` units for a buyer; it gives coupons that
    lose or gain them. `skus` are those it is about, `path` is where it is looked at."""

    kind: DependentKind
    id: str
    name: str | None
    state: str
    how: How
    path: str
    skus: list[str]
    count: int | None


class DependentList(View, frozen=True):
    """`more_count` are not told one by one: beyond the first 100, or the `hidden_count` of a kind
    that the caller may not read."""

    items: list[DependentView]
    more_count: int
    hidden_count: int


class ImpactView(View, frozen=True):
    """What is live or scheduled and would be hit. `through_coupons` are targeted offers and
    campaigns that give coupons which would be. What `needs_reason` is refused without one, what
    `is_bound` whatever is said: a flash sale has units of it set apart, or a rule of a tag or a
    grant of staff names the category. Paid orders keep what they have."""

    dependents: DependentList
    through_coupons: DependentList
    needs_reason: bool
    is_bound: bool


def read_wish(query: ImpactQuery) -> Wish:
    """Raises Invalid."""
    for name, detail in _NAMED.items():
        value = getattr(query, name)
        if (value is not None) != (query.change == name):
            code = "missing" if value is None else "unexpected"
            raise Invalid([Fault(f"/{name}", code, detail, "query")])
    return Wish(query.change, query.category, None if query.tag is None else label(query.tag))


def show_impact(impact: Impact, caller: Principal) -> ImpactView:
    return ImpactView(
        dependents=_show_all(impact.direct, caller),
        through_coupons=_show_all(impact.through_coupons, caller),
        needs_reason=bool(impact.direct),
        is_bound=impact.is_bound,
    )


def _show_all(found: Sequence[Dependent], caller: Principal) -> DependentList:
    seen = [each for each in found if caller.may(_READ_BY[each.kind])]
    told = seen[:MOST_ITEMS]
    return DependentList(
        items=[*map(_show, told)],
        more_count=len(found) - len(told),
        hidden_count=len(found) - len(seen),
    )


def _show(each: Dependent) -> DependentView:
    return DependentView(
        kind=each.kind,
        id=each.id,
        name=each.name,
        state=each.state,
        how=each.how,
        path=each.path,
        skus=list(each.skus),
        count=each.count,
    )
