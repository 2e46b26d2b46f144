"""Promotions on the wire: what staff send and see."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.checks import contradictions, omissions
from promenade.base.promotion.model.lifecycle import ManagedPromotion
from promenade.base.promotion.service.managing import Change
from promenade.base.promotion.wire import rules
from promenade.kit.clock import Clock
from promenade.kit.codes import code, label
from promenade.kit.decoding import Strict, View, plain
from promenade.kit.errors import Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery

Status = Literal["draft", "scheduled", "active", "paused", "ended"]


class PromotionBody(Strict, frozen=True):
    """`priority` ranks, high first; `exclusion_group` names those it competes with (N9)."""

    name: rules.Name
    stage: rules.Stage
    effects: rules.Effects = ()
    ladder: rules.Ladder | None = None
    conditions: Annotated[tuple[rules.AtLeast, ...], Meta(max_length=20)] = ()
    scope: rules.Scope = rules.Scope()
    audience: rules.Audience = rules.Audience()
    window: rules.Window = rules.Window()
    code: rules.Code | None = None
    priority: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] = 0
    exclusion_group: rules.Name | None = None
    exclusive: bool = False


class OverlapQuery(Strict, frozen=True):
    """`accept_overlaps` lets promotions of one exclusion group compete for the same lines."""

    accept_overlaps: bool = False


class ListQuery(PageQuery, frozen=True, kw_only=True):
    status: Status


class PromotionView(View, frozen=True):
    id: str
    version: int
    status: Status
    name: str
    stage: rules.Stage
    effects: rules.Effects
    ladder: rules.Ladder | None
    conditions: tuple[rules.AtLeast, ...]
    scope: rules.Scope
    audience: rules.Audience
    window: rules.Window
    code: rules.Code | None
    priority: int
    exclusion_group: str | None
    exclusive: bool
    created_at: datetime
    ended_at: datetime | None


class PromotionPage(View, frozen=True):
    """Fewer than `limit` may be shown before the last page."""

    items: list[PromotionView]
    next: str | None


def read_promotion(promotion_id: str, body: PromotionBody, version: int = 1) -> Promotion:
    """Raises Invalid with everything the promotion's rules get wrong."""
    document = in_one_form(plain(body)) | {"id": promotion_id, "version": version}
    promotion = msgspec.convert(document, Promotion)
    found = [*contradictions(promotion), *omissions(promotion)]
    if found:
        raise Invalid(found)
    return promotion


def read_change(call: Call[Any, Any], clock: Clock) -> Change:
    return Change(call.path["promotion_id"], call.if_match, call.stamp(clock))


_FORMS = {"sku": code, "skus": code, "product": code, "products": code, "tags": label}


def in_one_form(document: Any, form: Callable[[str], str] = str) -> Any:
    """The codes and labels anywhere in it as the catalogue spells them."""
    if isinstance(document, dict):
        return {key: in_one_form(each, _FORMS.get(key, form)) for key, each in document.items()}
    if isinstance(document, list | tuple):
        return [in_one_form(each, form) for each in document]
    return form(document) if isinstance(document, str) else document


def show_promotion(managed: ManagedPromotion, now: datetime) -> PromotionView:
    shown: dict[str, Any] = _DEFAULTS | plain(managed.promotion)
    shown |= {
        "status": managed.status(now).value,
        "created_at": managed.created_at,
        "ended_at": managed.ended_at,
    }
    return msgspec.convert(shown, PromotionView)


def show_page(page: Page[ManagedPromotion], now: datetime, cursor: str | None) -> PromotionPage:
    return PromotionPage(items=[show_promotion(each, now) for each in page.items], next=cursor)


def _defaults() -> Mapping[str, Any]:
    declared = msgspec.structs.fields(PromotionBody)
    return {each.name: msgspec.to_builtins(each.default) for each in declared if not each.required}


_DEFAULTS = dict(_defaults())
