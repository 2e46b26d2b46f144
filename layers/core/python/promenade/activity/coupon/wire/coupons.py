"""Coupons on the wire: what their customers and staff see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta

from promenade.activity.coupon.model.coupon import CouponStatus, HeldCoupon, Source
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.service.wallets import ExtendCoupon, VoidCoupon, Wallet
from promenade.contracts.coupons import CouponAudience, CouponScope, CouponStage, Worth
from promenade.contracts.customers import Claimant, CustomerId, claimant_of, customer_of
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.paging import PageQuery
from promenade.kit.values import replace
from promenade.kit.windows import Moment, read_one


class WalletQuery(PageQuery, frozen=True, kw_only=True):
    """`customer` is who has them."""

    customer: CustomerId


class VoidBody(Strict, frozen=True):
    customer: CustomerId
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class CouponExtensionBody(Strict, frozen=True):
    """`ends_at` is later than it was; a date means until it is over in the template's zone."""

    customer: CustomerId
    ends_at: Moment
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class CouponView(View, frozen=True):
    """Usable in [starts_at, ends_at) while it is `unused`; `order` is the one that keeps or has
    used it. Without a `stack_group` it is one of its stage's own, of which a cart has one. Whom
    else its `audience` names is not told."""

    id: str
    template_id: str
    name: str
    status: CouponStatus
    stage: CouponStage
    worth: Worth
    currency: str
    min_spend_minor: int
    scope: CouponScope
    audience: CouponAudience
    stack_group: str | None
    source: Source
    given_at: datetime
    starts_at: datetime
    ends_at: datetime
    order: str | None
    used_at: datetime | None


class CustomerCouponView(CouponView, frozen=True, kw_only=True):
    """As staff see it; one that staff let end later was given until `first_ends_at`."""

    customer: str
    version: int
    void_reason: str | None
    first_ends_at: datetime | None
    extension_reason: str | None


class CouponPage(View, frozen=True):
    items: list[CouponView]
    next: str | None


class CustomerCouponPage(View, frozen=True):
    items: list[CustomerCouponView]
    next: str | None


def shopper(caller: Principal) -> str:
    """The customer who calls. Raises NotFound for all others, who have no wallet."""
    if caller.kind != "shopper":
        raise NotFound("Customers have wallets; sign in as one.")
    return customer_of(caller)


def read_claimant(caller: Principal) -> Claimant:
    """Raises NotFound for who is no customer."""
    shopper(caller)
    return claimant_of(caller)


def read_void(coupon_id: str, body: VoidBody) -> VoidCoupon:
    return VoidCoupon(coupon_id, body.customer, body.reason)


def read_extension(coupon_id: str, body: CouponExtensionBody) -> ExtendCoupon:
    """Raises Invalid."""
    return ExtendCoupon(coupon_id, body.customer, read_one("/ends_at", body.ends_at), body.reason)


def show_coupon(held: HeldCoupon, template: Template, at: datetime) -> CouponView:
    return CouponView(**_shown(held, template, at))


def show_customers_coupon(held: HeldCoupon, template: Template, at: datetime) -> CustomerCouponView:
    coupon = held.coupon
    return CustomerCouponView(
        **_shown(held, template, at),
        customer=coupon.customer,
        version=coupon.version,
        void_reason=coupon.void_reason or None,
        first_ends_at=coupon.first_ends_at,
        extension_reason=coupon.extension_reason or None,
    )


def show_wallet(wallet: Wallet, at: datetime, cursor: str | None) -> CouponPage:
    shown = [show_coupon(each, _template(each, wallet.templates), at) for each in wallet.page.items]
    return CouponPage(items=shown, next=cursor)


def show_customers_wallet(wallet: Wallet, at: datetime, cursor: str | None) -> CustomerCouponPage:
    shown = [
        show_customers_coupon(each, _template(each, wallet.templates), at)
        for each in wallet.page.items
    ]
    return CustomerCouponPage(items=shown, next=cursor)


def _template(held: HeldCoupon, templates: Mapping[str, Template]) -> Template:
    return templates[held.coupon.template_id]


def _shown(held: HeldCoupon, template: Template, at: datetime) -> dict[str, Any]:
    coupon, terms = held.coupon, template.terms
    return {
        "id": coupon.id,
        "template_id": coupon.template_id,
        "name": terms.name,
        "status": held.status(at),
        "stage": terms.stage,
        "worth": coupon.worth,
        "currency": terms.currency,
        "min_spend_minor": terms.min_spend_minor,
        "scope": terms.scope,
        "audience": replace(terms.audience, customers=()),
        "stack_group": terms.stack_group,
        "source": coupon.source,
        "given_at": coupon.given_at,
        "starts_at": coupon.starts_at,
        "ends_at": coupon.ends_at,
        "order": held.holder if held.state in {"locked", "used"} else None,
        "used_at": coupon.used_at,
    }
