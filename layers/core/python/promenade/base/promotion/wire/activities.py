"""Activities on the wire: a template, its goods, and the promotion that they make."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from promenade.base.promotion.model import Audience, Limits
from promenade.base.promotion.model.bounds import Name
from promenade.base.promotion.model.goods import CheckedGood, GoodState
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.template_goods import Good, Goods
from promenade.base.promotion.model.templates import Template
from promenade.base.promotion.service.activities import Activity
from promenade.base.promotion.wire.promotions import (
    PromotionBody,
    PromotionView,
    in_one_form,
    read_promotion,
    show_promotion,
)
from promenade.base.promotion.wire.windows import WindowBody
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View, plain
from promenade.kit.errors import Fault, Invalid
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


class ActivityBody(Strict, frozen=True):
    """What `template` says of each of `goods`, or of all of them; the rest is as of a
    promotion."""

    name: Name
    template: Template
    goods: Goods
    currency: Currency | None = None
    window: WindowBody = WindowBody()
    audience: Audience = Audience()
    limits: Limits = Limits()
    priority: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] = 0
    exclusion_group: Name | None = None
    exclusive: bool = False


class GoodView(View, frozen=True):
    """`price_minor` is what a unit costs under the activity, where it sets unit prices (at the last
    step of a clearance); `at_floor` says that its floor keeps it from costing less."""

    sku: str
    state: GoodState
    title: str | None
    list_minor: int | None
    selling_minor: int | None
    price_minor: int | None


class PreviewView(View, frozen=True):
    is_fit: bool
    goods: list[GoodView]


class ActivityView(View, frozen=True):
    promotion: PromotionView
    goods: list[GoodView]


def read_activity(promotion_id: str, body: ActivityBody, shop_zone: str) -> Activity:
    """Raises Invalid with everything that is wrong, pointing into the body."""
    template = msgspec.convert(in_one_form(plain(body.template)), type(body.template))
    goods = tuple(replace(good, sku=in_one_form({"sku": good.sku})["sku"]) for good in body.goods)
    found = list(template.faults(goods))
    if found:
        raise Invalid(found)
    said = {name: each for name, each in plain(body).items() if name not in {"template", "goods"}}
    said["limits"] = said["limits"] | {"by_sku": [*body.limits.by_sku, *_limits_of(goods)]}
    try:
        document = _promotion_body(said | template.document(goods))
        promotion = read_promotion(promotion_id, document, shop_zone)
    except Invalid as invalid:
        raise Invalid(map(_in_the_body, invalid.faults), invalid.more_count) from None
    return Activity(promotion, goods, template.gift, template.new_for_days)


def show_preview(goods: tuple[CheckedGood, ...]) -> PreviewView:
    fit = {GoodState.FIT, GoodState.AT_FLOOR}
    return PreviewView(
        is_fit=all(good.state in fit for good in goods), goods=[_good(good) for good in goods]
    )


def show_activity(
    managed: ManagedPromotion, goods: tuple[CheckedGood, ...], stamp: Stamp
) -> ActivityView:
    return ActivityView(
        promotion=show_promotion(managed, stamp.at), goods=[_good(good) for good in goods]
    )


def _limits_of(goods: Sequence[Good]) -> Iterator[dict[str, Any]]:
    """Of those that have limits of their own."""
    return ({"sku": good.sku} | good.limits for good in goods if good.limits)


def _promotion_body(document: dict[str, Any]) -> PromotionBody:
    return msgspec.convert(document, PromotionBody)


_PLACES = {"effects": "template", "ladder": "template", "conditions": "template", "scope": "goods"}


def _in_the_body(fault: Fault) -> Fault:
    """What is said of the promotion's document is said of what it was made of."""
    first, *rest = fault.pointer.removeprefix("/").split("/")
    place = _PLACES.get(first)
    if place is None:
        return fault
    steps = rest[:2] if first == "ladder" else []
    return replace(fault, pointer="/".join(["", place, *steps]))


def _good(good: CheckedGood) -> GoodView:
    facts = good.facts
    return GoodView(
        sku=good.sku,
        state=good.state,
        title=facts.title if facts else None,
        list_minor=facts.list_price_minor if facts else None,
        selling_minor=facts.sale_price_minor if facts else None,
        price_minor=good.price_minor,
    )
