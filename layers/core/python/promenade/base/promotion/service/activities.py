"""Promotions made from a template and a list of goods, each of which is looked at (M2-1)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from promenade.base.promotion.model import (
    Cart,
    Line,
    Promotion,
    Stage,
    compile_book,
    quote,
)
from promenade.base.promotion.model.goods import CheckedGood, GoodState
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.template_goods import Good
from promenade.base.promotion.service.changing import PromotionStore
from promenade.base.promotion.service.managing import draft
from promenade.base.promotion.service.old_prices import open_to_all
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.kit.errors import Fault, Invalid
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

_DETAILS: Mapping[GoodState, str] = {
    GoodState.NOT_NEW: "It came on sale too long ago to be new.",
    GoodState.SAVES_NOTHING: "It would cost no less than it does.",
    GoodState.OTHER_CURRENCY: "It is sold in another currency than the activity's.",
    GoodState.NOT_SELLABLE: "This SKU is not on sale.",
    GoodState.UNKNOWN_SKU: "The catalogue has no such SKU.",
    GoodState.TWICE: "Name each SKU once.",
}


class Activity(Value, frozen=True):
    """`gift` is the SKU that its template gives, if any; its goods are on sale for less than
    `new_for_days`."""

    promotion: Promotion
    goods: tuple[Good, ...]
    gift: str | None = None
    new_for_days: int | None = None


def check(activity: Activity, now: datetime, catalogue: CatalogueReader) -> tuple[CheckedGood, ...]:
    """In the order of the goods; a round trip for each hundred of them."""
    found = catalogue.facts(sorted({good.sku for good in activity.goods}))
    start = max(activity.promotion.window.start or now, now)
    prices = prices_of(activity.promotion, found, now)
    seen: set[str] = set()
    checked = []
    for good in activity.goods:
        facts = found.get(good.sku)
        state = GoodState.TWICE if good.sku in seen else _state(facts, activity, start)
        seen.add(good.sku)
        checked.append(_checked(good.sku, state, facts, prices.get(good.sku)))
    return tuple(checked)


def draft_activity(
    activity: Activity, stamp: Stamp, store: PromotionStore, catalogue: CatalogueReader
) -> tuple[ManagedPromotion, tuple[CheckedGood, ...]]:
    """A repeated request answers as at first, whatever has become of its goods.

    Raises Invalid for goods that do not fit, Conflict."""
    made = store.find_activity(activity.promotion.id, stamp)
    if made:
        return made
    goods = check(activity, stamp.at, catalogue)
    found = [*_faults(goods), *_faults_of_gift(activity.gift, catalogue)]
    if found:
        raise Invalid(found)
    return draft(activity.promotion, stamp, store, goods), goods


def _faults(goods: tuple[CheckedGood, ...]) -> Iterator[Fault]:
    for index, good in enumerate(goods):
        if good.state in _DETAILS:
            yield Fault(f"/goods/{index}/sku", good.state.value, _DETAILS[good.state])


def _faults_of_gift(gift: str | None, catalogue: CatalogueReader) -> Iterator[Fault]:
    if gift is not None and gift not in catalogue.facts([gift]):
        yield Fault("/template/sku", "unknown_sku", "The catalogue has no such SKU.")


def _state(facts: SkuFacts | None, activity: Activity, start: datetime) -> GoodState:
    if facts is None:
        return GoodState.UNKNOWN_SKU
    if not facts.sells_at(start):
        return GoodState.NOT_SELLABLE
    if activity.promotion.currency not in {None, facts.currency}:
        return GoodState.OTHER_CURRENCY
    days, most = facts.on_for_days(start), activity.new_for_days
    is_old = most is not None and (days is None or days >= most)
    return GoodState.NOT_NEW if is_old else GoodState.FIT


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


def prices_of(
    promotion: Promotion, found: Mapping[str, SkuFacts], now: datetime
) -> Mapping[str, int]:
    """Of one unit of each, for whom it is meant and while it is on; the lowest of a clearance."""
    if promotion.stage is not Stage.UNIT or not found:
        return {}
    lines = tuple(
        Line(
            sku,
            sku,
            facts.product_id,
            1,
            facts.list_price_minor,
            facts.sale_price_minor,
            facts.floor_price_minor,
            on_for_days=facts.on_for_days(now),
        )
        for sku, facts in found.items()
    )
    cart = Cart(lines, promotion.currency or "", now, stock=dict.fromkeys(found, 0))
    priced = quote(compile_book([open_to_all(promotion)]), cart)
    return {each.line.sku: each.unit_minor for each in priced.lines}
