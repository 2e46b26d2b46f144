"""Templates on the wire: what staff send and see."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from promenade.activity.coupon.model.exposure import exposure_of
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import (
    ClaimWindow,
    CostShare,
    Fixed,
    Gift,
    Relative,
    TakeMode,
    Terms,
    faults,
)
from promenade.activity.coupon.service.managing import Change
from promenade.activity.coupon.wire.spelling import in_one_form
from promenade.contracts.coupons import (
    CouponAudience,
    CouponScope,
    CouponStage,
    GroupName,
    Minor,
    Name,
)
from promenade.contracts.reviews import ReviewState, ReviewView, show_review
from promenade.contracts.shops import Zone
from promenade.kit.clock import Clock
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View, plain
from promenade.kit.errors import Fault, Invalid
from promenade.kit.findings import faults as faults_of
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery
from promenade.kit.windows import Moment, instant_of, no_moment
from promenade.kit.zones import known_zone

Total = Annotated[int, Meta(ge=1, le=1_000_000_000)]


class FixedBody(Strict, frozen=True, tag="fixed", tag_field="kind"):
    """The same for every coupon."""

    start: Moment
    end: Moment


class ClaimWindowBody(Strict, frozen=True):
    """When coupons are given."""

    start: Moment | None = None
    end: Moment | None = None


class TemplateBody(Strict, frozen=True):
    """`currency` is that of all amounts in it, and of the carts that its coupons are for. `total`,
    `per_day_total` (a day of `zone`) and `per_user` bound how many are given; of a birthday's
    coupons those of the last 300 days are a customer's. `min_spend_minor` and `scope` count where
    one is used, `audience` where one is given as well: by what a shopper's token tells of groups
    and of who is new, by the customers named alone where staff or an occasion give it. Coupons of a
    stage that name no `stack_group` are one group, of which a cart has one. `restore_on_cancel`: an
    order that is refunded in full gives its coupon back. `remind_days` before its end a customer is
    to hear of an unused coupon, 0 is never."""

    name: Name
    worth: Gift
    take: TakeMode
    validity: FixedBody | Relative
    currency: Currency
    stage: CouponStage = "store"
    min_spend_minor: Minor = 0
    scope: CouponScope = CouponScope()
    audience: CouponAudience = CouponAudience()
    zone: Zone | None = None
    claim_window: ClaimWindowBody = ClaimWindowBody()
    total: Total | None = None
    per_day_total: Total | None = None
    per_user: Annotated[int, Meta(ge=1, le=100)] = 1
    stack_group: GroupName | None = None
    restore_on_cancel: bool = True
    cost_share: CostShare = CostShare()
    remind_days: Annotated[int, Meta(ge=0, le=90)] = 3


class TemplateQuery(PageQuery, frozen=True, kw_only=True):
    status: TemplateStatus


class RejectionBody(Strict, frozen=True):
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class ProposedView(View, frozen=True):
    """What an active template shall give once others agree, who are told in `review`, and it is
    activated again."""

    state: ReviewState
    total: int | None
    claim_window: ClaimWindow
    validity: Fixed | Relative
    exposure_minor: int | None


class TemplateView(View, frozen=True):
    """`exposure_minor` is what all its coupons may cost at worst, by their `total` or by
    `per_day_total` and the days on which they are given, null where nothing bounds it; the terms
    are those of `terms_version`, `review` is of what is `proposed`, if anything is."""

    id: str
    version: int
    status: TemplateStatus
    name: str
    worth: Gift
    take: TakeMode
    validity: Fixed | Relative
    currency: str
    stage: CouponStage
    min_spend_minor: int
    scope: CouponScope
    audience: CouponAudience
    zone: str
    claim_window: ClaimWindow
    total: int | None
    per_day_total: int | None
    per_user: int
    stack_group: str | None
    restore_on_cancel: bool
    cost_share: CostShare
    remind_days: int
    exposure_minor: int | None
    terms_version: int
    review: ReviewView | None
    proposed: ProposedView | None
    created_at: datetime
    activated_at: datetime | None
    stopped_at: datetime | None


class TemplatePage(View, frozen=True):
    items: list[TemplateView]
    next: str | None


def read_terms(body: TemplateBody, shop_zone: str) -> Terms:
    """Raises Invalid with everything that is wrong with them."""
    document, untimely = _in_instants(body, shop_zone)
    told = {each.pointer for each in untimely}
    try:
        terms = msgspec.convert(document, Terms)
    except msgspec.ValidationError:
        others = [each for each in faults_of(document, Terms) if each.pointer not in told]
        raise Invalid([*untimely, *others]) from None
    found = [*untimely, *faults(terms)]
    if found:
        raise Invalid(found)
    return in_one_form(terms)


def read_change(call: Call[Any, Any], clock: Clock) -> Change:
    return Change(call.path["template_id"], call.if_match, call.stamp(clock))


def show_template(template: Template) -> TemplateView:
    terms, review = template.terms, template.review
    shown = {name: getattr(terms, name) for name in Terms.__struct_fields__}
    return TemplateView(
        **shown,
        id=template.id,
        version=template.version,
        status=template.status,
        exposure_minor=exposure_of(terms, template.created_at),
        terms_version=template.terms_version,
        review=None if review is None else show_review(review),
        proposed=None if template.proposed is None else _proposed(template, template.proposed),
        created_at=template.created_at,
        activated_at=template.activated_at,
        stopped_at=template.stopped_at,
    )


def _proposed(template: Template, terms: Terms) -> ProposedView:
    return ProposedView(
        state=template.review_state,
        total=terms.total,
        claim_window=terms.claim_window,
        validity=terms.validity,
        exposure_minor=exposure_of(terms, template.created_at),
    )


def show_page(page: Page[Template], cursor: str | None) -> TemplatePage:
    return TemplatePage(items=list(map(show_template, page.items)), next=cursor)


def _in_instants(body: TemplateBody, shop_zone: str) -> tuple[dict[str, Any], list[Fault]]:
    """With every start and end an instant; what is none is at fault."""
    document = plain(body) | {"zone": body.zone or shop_zone}
    zone, found = known_zone(document["zone"]), list[Fault]()
    for name in ("validity", "claim_window"):
        span = document[name]
        for edge in ("start", "end"):
            if span.get(edge) is not None:
                text = span[edge]
                span[edge] = instant_of(text, zone, is_end=edge == "end")
                found += [] if span[edge] else [no_moment(f"/{name}/{edge}", text)]
    return document, found
