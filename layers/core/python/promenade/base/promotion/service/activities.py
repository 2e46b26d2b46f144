"""Promotions made from a template and a list of goods, each of which is looked at (M2-1)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from promenade.base.promotion.model import (
    Audience,
    Cart,
    Limits,
    Line,
    Promotion,
    Stage,
    Window,
    compile_book,
    quote,
)
from promenade.base.promotion.model.lifecycle import ManagedPromotion
from promenade.base.promotion.model.templates import Good
from promenade.base.promotion.service.changing import PromotionStore
from promenade.base.promotion.service.managing import draft
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.kit.errors import Fault, Invalid
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class GoodState(StrEnum):
    FIT = "fit"
    AT_FLOOR = "at_floor"
    SAVES_NOTHING = "saves_nothing"
    OTHER_CURRENCY = "other_currency"
    NOT_SELLABLE = "not_sellable"
    UNKNOWN_SKU = "unknown_sku"
    TWICE = "twice"


_DETAILS: Mapping[GoodState, str] = {
    GoodState.SAVES_NOTHING: "It would cost no less than it does.",
    GoodState.OTHER_CURRENCY: "It is sold in another currency than the activity's.",
    GoodState.NOT_SELLABLE: "This SKU is not on sale.",
    GoodState.UNKNOWN_SKU: "The catalogue has no such SKU.",
    GoodState.TWICE: "Name each SKU once.",
}


class Activity(Value, frozen=True):
    """`gift` is the SKU that its template gives, if any."""

    promotion: Promotion
    goods: tuple[Good, ...]
    gift: str | None = None


class CheckedGood(Value, frozen=True):
    """`price_minor` is what a unit would cost, where the activity sets unit prices."""

    sku: str
    state: GoodState
    facts: SkuFacts | None = None
    price_minor: int | None = None


def check(activity: Activity, now: datetime, catalogue: CatalogueReader) -> tuple[CheckedGood, ...]:
    """In the order of the goods; a round trip for each hundred of them."""
    found = catalogue.facts(sorted({good.sku for good in activity.goods}))
    currency = activity.promotion.currency
    prices = _prices(activity.promotion, found, now)
    seen: set[str] = set()
    checked = []
    for good in activity.goods:
        facts = found.get(good.sku)
        state = GoodState.TWICE if good.sku in seen else _state(facts, currency)
        seen.add(good.sku)
        checked.append(_checked(good.sku, state, facts, prices.get(good.sku)))
    return tuple(checked)


def draft_activity(
    activity: Activity, stamp: Stamp, store: PromotionStore, catalogue: CatalogueReader
) -> tuple[ManagedPromotion, tuple[CheckedGood, ...]]:
    """Raises Invalid for goods that do not fit, Conflict."""
    goods = check(activity, stamp.at, catalogue)
    found = [*_faults(goods), *_faults_of_gift(activity.gift, catalogue)]
    if found:
        raise Invalid(found)
    return draft(activity.promotion, stamp, store), goods


def _faults(goods: tuple[CheckedGood, ...]) -> Iterator[Fault]:
    for index, good in enumerate(goods):
        if good.state in _DETAILS:
            yield Fault(f"/goods/{index}/sku", good.state.value, _DETAILS[good.state])


def _faults_of_gift(gift: str | None, catalogue: CatalogueReader) -> Iterator[Fault]:
    if gift is not None and gift not in catalogue.facts([gift]):
        yield Fault("/template/sku", "unknown_sku", "The catalogue has no such SKU.")


def _state(facts: SkuFacts | None, currency: str | None) -> GoodState:
    if facts is None:
        return GoodState.UNKNOWN_SKU
    if not facts.is_sellable:
        return GoodState.NOT_SELLABLE
    is_sold_so = currency in {None, facts.currency}
    return GoodState.FIT if is_sold_so else GoodState.OTHER_CURRENCY


def _checked(
    sku: str, state: GoodState, facts: SkuFacts | None, price_minor: int | None
) -> CheckedGood:
    if facts is None or price_minor is None or state is not GoodState.FIT:
        return CheckedGood(sku, state, facts)
    if price_minor >= facts.sale_price_minor:
        state = GoodState.SAVES_NOTHING
    elif price_minor == facts.floor_price_minor:
        state = GoodState.AT_FLOOR
    return CheckedGood(sku, state, facts, price_minor)


def _prices(promotion: Promotion, found: Mapping[str, SkuFacts], now: datetime) -> dict[str, int]:
    """Of one unit of each, for whom it is meant and while it is on; the lowest of a clearance."""
    if promotion.stage is not Stage.UNIT or not found:
        return {}
    open_to_all = replace(
        promotion,
        limits=Limits(),
        window=Window(),
        audience=Audience(),
        effects=tuple(effect.by_stock() for effect in promotion.effects),
    )
    lines = tuple(
        Line(
            sku,
            sku,
            facts.product_id,
            1,
            facts.list_price_minor,
            facts.sale_price_minor,
            facts.floor_price_minor,
        )
        for sku, facts in found.items()
    )
    cart = Cart(lines, promotion.currency or "", now, stock=dict.fromkeys(found, 0))
    priced = quote(compile_book([open_to_all]), cart)
    return {each.line.sku: each.unit_minor for each in priced.lines}
