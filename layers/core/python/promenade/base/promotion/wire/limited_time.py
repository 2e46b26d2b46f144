"""Limited-time discounts on the wire, as storefronts show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from promenade.base.promotion.model import Audience, Slot
from promenade.base.promotion.model.bounds import Name
from promenade.base.promotion.service.limited_time import ShownDiscount, ShownGood
from promenade.contracts.openings import OpeningState
from promenade.kit.codes import code
from promenade.kit.decoding import View
from promenade.kit.paging import Page, PageQuery


class DiscountQuery(PageQuery, frozen=True, kw_only=True):
    """`sku`: those that set a price of this SKU."""

    sku: Name | None = None

    @property
    def code(self) -> str | None:
        return None if self.sku is None else code(self.sku)


class DiscountView(View, frozen=True, kw_only=True):
    """[opens_at, closes_at) is the slot that is on, else the next one; both are null where no other
    comes. While it is `paused` nobody has its prices: the slots are those that it has once it is
    resumed. `slots` are by the clock of `zone`. `units_per_order` and `units_per_buyer` are of all
    its SKUs together. What is not `open_to_all` is for certain customers: a quote says for whom."""

    id: str
    name: str
    state: OpeningState
    opens_at: datetime | None
    closes_at: datetime | None
    start: datetime | None
    end: datetime | None
    zone: str
    slots: tuple[Slot, ...]
    currency: str | None
    units_per_order: int | None
    units_per_buyer: int | None
    open_to_all: bool


class DiscountPage(View, frozen=True):
    """`server_time` is what countdowns go by."""

    server_time: datetime
    items: list[DiscountView]
    next: str | None


class DiscountGoodView(View, frozen=True):
    """A unit costs `price_minor` while the discount is on, and `selling_minor` else. `was_minor` is
    the one price that may be struck through. `units_left` of `quota` is counted now for the nine
    SKUs with fewest left; for others, and for quotas of many thousands, it is as it was metered: up
    to two minutes ago once half are used, six before. Null: not on sale, or not limited."""

    sku: str
    title: str | None
    currency: str | None
    price_minor: int | None
    selling_minor: int | None
    was_minor: int | None
    quota: int | None
    units_left: int | None
    per_buyer: int | None


class DiscountWithGoodsView(DiscountView, frozen=True, kw_only=True):
    server_time: datetime
    goods: list[DiscountGoodView]


def show_discounts(page: Page[ShownDiscount], now: datetime, cursor: str | None) -> DiscountPage:
    items = [DiscountView(**_discount(each)) for each in page.items]
    return DiscountPage(server_time=now, items=items, next=cursor)


def show_discount(
    shown: ShownDiscount, goods: Sequence[ShownGood], now: datetime
) -> DiscountWithGoodsView:
    told = [_good(each) for each in goods]
    return DiscountWithGoodsView(**_discount(shown), server_time=now, goods=told)


def _discount(shown: ShownDiscount) -> dict[str, Any]:
    discount, promotion = shown.discount, shown.promotion
    window, limits = promotion.window, promotion.limits
    return {
        "id": discount.id,
        "name": discount.name,
        "state": discount.state,
        "opens_at": discount.opens_at,
        "closes_at": discount.closes_at,
        "start": window.start,
        "end": window.end,
        "zone": window.zone,
        "slots": window.slots,
        "currency": promotion.currency,
        "units_per_order": limits.units_per_order,
        "units_per_buyer": limits.units_per_buyer,
        "open_to_all": promotion.audience == Audience(),
    }


def _good(good: ShownGood) -> DiscountGoodView:
    facts = good.facts
    return DiscountGoodView(
        sku=good.sku,
        title=facts.title if facts else None,
        currency=facts.currency if facts else None,
        price_minor=good.price_minor,
        selling_minor=facts.sale_price_minor if facts else None,
        was_minor=good.was_minor,
        quota=good.quota,
        units_left=good.left,
        per_buyer=good.per_buyer,
    )
