"""Promotions on the wire: what staff send and see."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from promenade.base.promotion.model import (
    Audience,
    Condition,
    Delivery,
    Ladder,
    Limits,
    PlainCode,
    Promotion,
    Scope,
    Stage,
    Stop,
    Window,
)
from promenade.base.promotion.model.bounds import Name, Names
from promenade.base.promotion.model.checks import contradictions, omissions
from promenade.base.promotion.model.effects import Effects
from promenade.base.promotion.model.managed import ManagedPromotion, Status
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.wire.windows import PlainCodeBody, WindowBody, in_instants
from promenade.contracts.reviews import ReviewView, show_review
from promenade.kit.clock import Clock
from promenade.kit.codes import code, label
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View, plain
from promenade.kit.errors import Invalid
from promenade.kit.findings import faults
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery

MAX_BYTES = 55_000
"""What is in force, what is proposed, and both as they were before fit one message together."""


class PromotionBody(Strict, frozen=True):
    """`currency` is that of all amounts in it, and of the carts that it is for. Without amounts it
    may be left out, and where each amount names its currencies itself: `{"CNY": 1000, "JPY": 200}`.
    `without` are lines that keep it from the whole cart. `priority` ranks, high first;
    `exclusion_group` names those it competes with (N9), coupons of a stage that name none compete
    with each other; `not_with` are the ids of those it does not apply beside, `stop` keeps those
    after it from their turn once it applied. Storefronts count the time of one down that is
    `limited_time`: it sets prices of SKUs that it names, for everybody, and ends."""

    name: Name
    stage: Stage
    effects: Effects = ()
    ladder: Ladder | None = None
    conditions: Annotated[tuple[Condition, ...], Meta(max_length=20)] = ()
    scope: Scope = Scope()
    without: Scope | None = None
    audience: Audience = Audience()
    delivery: Delivery = Delivery()
    payment_methods: Names | None = None
    currency: Currency | None = None
    window: WindowBody = WindowBody()
    code: PlainCodeBody | None = None
    limits: Limits = Limits()
    priority: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] = 0
    exclusion_group: Name | None = None
    exclusive: bool = False
    not_with: Names = ()
    stop: Stop | None = None
    limited_time: bool = False


class OverlapQuery(Strict, frozen=True):
    """`accept_overlaps` lets promotions of one exclusion group compete for the same lines."""

    accept_overlaps: bool = False


class ListQuery(PageQuery, frozen=True, kw_only=True):
    status: Status


class TermsView(View, frozen=True):
    name: str
    stage: Stage
    effects: Effects
    ladder: Ladder | None
    conditions: tuple[Condition, ...]
    scope: Scope
    without: Scope | None
    audience: Audience
    delivery: Delivery
    payment_methods: Names | None
    currency: str | None
    window: Window
    code: PlainCode | None
    limits: Limits
    priority: int
    exclusion_group: str | None
    exclusive: bool
    not_with: Names
    stop: Stop | None
    limited_time: bool


class PromotionView(TermsView, frozen=True, kw_only=True):
    """`terms_version` is the version that brought these terms; `proposed` are those that shall
    follow them, once they are reviewed and published."""

    id: str
    version: int
    status: Status
    terms_version: int
    review: ReviewView | None
    proposed: TermsView | None
    created_at: datetime
    ended_at: datetime | None
    end_reason: str | None


class PromotionPage(View, frozen=True):
    """Fewer than `limit` may be shown before the last page."""

    items: list[PromotionView]
    next: str | None


def read_promotion(promotion_id: str, body: PromotionBody, shop_zone: str) -> Promotion:
    """Raises Invalid with everything the promotion's rules get wrong."""
    named = in_one_form(plain(body)) | {"id": promotion_id, "version": 1}
    document, untimely = in_instants(named, shop_zone)
    try:
        promotion = msgspec.convert(document, Promotion)
    except msgspec.ValidationError:
        raise Invalid([*untimely, *faults(document, Promotion)]) from None
    found = [*untimely, *contradictions(promotion), *omissions(promotion)]
    if found:
        raise Invalid(found)
    return promotion


def read_change(call: Call[Any, Any], clock: Clock) -> Change:
    return Change(call.path["promotion_id"], call.if_match, call.stamp(clock))


_FORMS = {"sku": code, "skus": code, "product": code, "products": code, "tags": label}


def in_one_form(document: Any, form: Callable[[str], str] = str) -> Any:
    """The codes and labels anywhere in it as the catalogue spells them, every list of names sorted
    and each name once."""
    if isinstance(document, dict):
        return {key: in_one_form(each, _FORMS.get(key, form)) for key, each in document.items()}
    if isinstance(document, list | tuple):
        found = [in_one_form(each, form) for each in document]
        return found if any(isinstance(each, dict) for each in found) else sorted(set(found))
    return form(document) if isinstance(document, str) else document


def show_promotion(managed: ManagedPromotion, now: datetime) -> PromotionView:
    review, proposed = managed.review, managed.proposed
    shown: dict[str, Any] = _terms(managed.promotion) | {
        "id": managed.id,
        "version": managed.version,
        "status": managed.status(now).value,
        "terms_version": managed.promotion.version,
        "review": None if review is None else show_review(review),
        "proposed": None if proposed is None else _terms(proposed),
        "created_at": managed.created_at,
        "ended_at": managed.ended_at,
        "end_reason": managed.end_reason,
    }
    return msgspec.convert(shown, PromotionView)


def _terms(promotion: Promotion) -> dict[str, Any]:
    return {**_DEFAULTS, **plain(promotion)}


def show_page(page: Page[ManagedPromotion], now: datetime, cursor: str | None) -> PromotionPage:
    return PromotionPage(items=[show_promotion(each, now) for each in page.items], next=cursor)


def _defaults() -> Mapping[str, Any]:
    declared = msgspec.structs.fields(PromotionBody)
    return {each.name: msgspec.to_builtins(each.default) for each in declared if not each.required}


_DEFAULTS = {**_defaults(), "window": msgspec.to_builtins(Window())}
