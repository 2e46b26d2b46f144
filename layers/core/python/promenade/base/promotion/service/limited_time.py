"""Limited-time discounts as storefronts show them: as of now, of the promotions in force."""

from datetime import datetime
from typing import Protocol

from promenade.base.promotion.model import Promotion, Usage
from promenade.base.promotion.model.limited_time import discount_of, skus_of
from promenade.base.promotion.model.managed import ManagedPromotion, Status
from promenade.base.promotion.model.promotion import SkuLimit
from promenade.base.promotion.service.activities import prices_of
from promenade.base.promotion.service.book import CurrentBook
from promenade.base.promotion.service.changing import PromotionStore
from promenade.base.promotion.service.quoting import before
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.contracts.limited_discounts import LimitedDiscount
from promenade.contracts.openings import OpeningState
from promenade.kit import clock
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value

_UNUSED = Usage()
_TOGETHER = 100


class ShownDiscount(Value, frozen=True):
    discount: LimitedDiscount
    promotion: Promotion
    usage: Usage = _UNUSED


class ShownGood(Value, frozen=True):
    """What a unit costs while the discount is on, None where the SKU is not on sale; `left` of
    `quota`, None where it has none."""

    sku: str
    facts: SkuFacts | None
    price_minor: int | None
    was_minor: int | None
    quota: int | None
    left: int | None
    per_buyer: int | None


class Glance(Value, frozen=True):
    """A promotion as it is now, and how far its limits are used up."""

    managed: ManagedPromotion
    usage: Usage


class GlanceReader(Protocol):
    def glance(self, promotion: Promotion, metered: Usage, /) -> Glance | None:
        """A round trip. The eleven limits of which least was left when they were `metered` are
        looked at, but those of many thousands; the others are as metered."""
        ...


class DiscountDoors(Value, frozen=True):
    store: PromotionStore
    glances: GlanceReader


def all_of(book: CurrentBook, now: datetime) -> list[ShownDiscount]:
    """Those that have not ended. Raises Unavailable."""
    in_force = book.at(now)
    found = [each for each in in_force.promotions.values() if each.limited_time]
    shown = [_shown(each, in_force.usages.of(each.id), now) for each in found]
    return [each for each in shown if each.discount.state is not OpeningState.ENDED]


def list_discounts(
    sku: str | None, limit: int, after: Position | None, now: datetime, book: CurrentBook
) -> Page[ShownDiscount]:
    """The first to open comes first."""
    shown = all_of(book, now)
    mine = [each for each in shown if sku is None or sku in skus_of(each.promotion)]
    by_place = {_place(each): each for each in mine}
    places = sorted(place for place in by_place if after is None or place > after["place"])
    more = {"place": places[limit - 1]} if len(places) > limit else None
    return Page(tuple(by_place[place] for place in places[:limit]), more)


def find_discount(promotion_id: str, now: datetime, book: CurrentBook) -> ShownDiscount | None:
    """Of those in force. Raises Unavailable."""
    in_force = book.at(now)
    found = in_force.promotions.get(promotion_id)
    if found is None or not found.limited_time:
        return None
    return _shown(found, in_force.usages.of(promotion_id), now)


def get_discount(
    promotion_id: str, now: datetime, book: CurrentBook, doors: DiscountDoors
) -> ShownDiscount:
    """As it is now; one that has ended as well, until it is archived. Raises NotFound,
    Unavailable."""
    held = find_discount(promotion_id, now, book)
    latest = doors.glances.glance(held.promotion, held.usage) if held else None
    if latest is not None and latest.managed.is_running(now):
        return _shown(latest.managed.promotion, latest.usage, now)
    promotion = _ended(promotion_id, now, doors.store)
    ended = LimitedDiscount(promotion_id, promotion.name, OpeningState.ENDED)
    return ShownDiscount(ended, promotion)


def goods_of(
    shown: ShownDiscount, now: datetime, catalogue: CatalogueReader
) -> tuple[ShownGood, ...]:
    """A round trip for each hundred of them."""
    skus, found = skus_of(shown.promotion), dict[str, SkuFacts]()
    for start in range(0, len(skus), _TOGETHER):
        found |= catalogue.facts(skus[start : start + _TOGETHER])
    sold = {sku: facts for sku, facts in found.items() if facts.sells_at(now)}
    prices = prices_of(shown.promotion, sold, now)
    return tuple(_good(sku, sold.get(sku), prices.get(sku), shown) for sku in skus)


def _good(
    sku: str, facts: SkuFacts | None, price_minor: int | None, shown: ShownDiscount
) -> ShownGood:
    was_minor = before(facts) if facts else None
    limits = (each for each in shown.promotion.limits.by_sku if each.sku == sku)
    limit = next(limits, SkuLimit(sku))
    left = None if limit.quota is None else shown.usage.left_by_sku.get(sku, limit.quota)
    return ShownGood(sku, facts, price_minor, was_minor, limit.quota, left, limit.per_buyer)


def _shown(promotion: Promotion, usage: Usage, now: datetime) -> ShownDiscount:
    return ShownDiscount(discount_of(promotion, usage, now), promotion, usage)


def _ended(promotion_id: str, now: datetime, store: PromotionStore) -> Promotion:
    stored = store.find(promotion_id)
    managed = stored.value if stored else None
    if managed is None or not managed.is_published or not managed.promotion.limited_time:
        raise _unknown(promotion_id)
    if managed.status(now) is not Status.ENDED:
        raise _unknown(promotion_id)
    return managed.promotion


def _unknown(promotion_id: str) -> NotFound:
    return NotFound("There is no such limited-time discount.", promotion_id=promotion_id)


def _place(shown: ShownDiscount) -> str:
    opens_at = shown.discount.opens_at
    return f"{clock.to_wire(opens_at) if opens_at else '-'}#{shown.promotion.id}"
