"""A coupon in a customer's wallet: what it is now, and what follows from that."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import CouponRandom, Fixed, Gift, Relative
from promenade.contracts.coupons import CouponAmount, CouponSaving, CouponTerms, Worth
from promenade.kit.clock import to_wire
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, Value, replace
from promenade.kit.windows import end_of, start_of

State = Literal["unused", "locked", "used", "void"]
Source = Literal[
    "claim", "code", "issue", "register", "birthday", "order_paid", "invite", "targeted_offer"
]
Draw = Callable[[int, int], int]
"""A whole number between two, both inclusive, that nobody can foresee."""


class CouponStatus(StrEnum):
    """Computed from what is stored and the instant it is asked for (N12)."""

    UNUSED = "unused"
    LOCKED = "locked"
    USED = "used"
    EXPIRED = "expired"
    VOID = "void"


class ClaimLimitReached(DomainError):
    """The customer has as many coupons of the template as one may."""


class CouponsGone(DomainError):
    """As many were given as there are: `limit` says whether in all or on this day."""


class NotClaimable(Conflict):
    """No coupons of this template are given this way now: `reason` says why."""


class CouponInUse(Conflict):
    """An order keeps the coupon, or has used it."""


class NotExtendable(Conflict):
    """The coupon is locked, used or void."""


class EndNotLater(DomainError):
    """The coupon would not end later than it does, or in the past: `ends_at` is when it does."""


class Coupon(Document, frozen=True):
    """As it was given, in answer to the request of which `request` is the fingerprint; `order` is
    whose payment used it last and `saving` what that order saved, `void_reason` why staff took it
    away. One that staff let end later was given until `first_ends_at`. `origin` is the id of the
    offer that gave it."""

    id: str
    template_id: str
    terms_version: int
    customer: str
    worth: Worth
    starts_at: datetime
    ends_at: datetime
    source: Source
    given_at: datetime
    request: str
    version: int = 1
    order: str = ""
    used_at: datetime | None = None
    saving: CouponSaving | None = None
    void_reason: str = ""
    first_ends_at: datetime | None = None
    extension_reason: str = ""
    reminded_at: datetime | None = None
    origin: str = ""


class Occasion(Value, frozen=True):
    """To whom a coupon is given, how, when, and in answer to which request; by which offer, and
    until when at most."""

    customer: str
    source: Source
    at: datetime
    request: str
    origin: str = ""
    until: datetime | None = None


class HeldCoupon(Value, frozen=True):
    """A coupon and what orders did with it; `holder` keeps or has used it."""

    coupon: Coupon
    state: State
    holder: str | None = None

    def as_given(self) -> "HeldCoupon":
        """Before anybody did anything with it."""
        ends_at = self.coupon.first_ends_at or self.coupon.ends_at
        unused = replace(self.coupon, version=1, order="", used_at=None, saving=None)
        coupon = replace(unused, ends_at=ends_at, first_ends_at=None, reminded_at=None)
        given = replace(coupon, void_reason="", extension_reason="")
        return HeldCoupon(given, "unused")

    def told_at(self, stamp: Stamp) -> datetime:
        """When it was given, to the request that it was given to."""
        return self.coupon.given_at if self.coupon.request == stamp.fingerprint else stamp.at

    def status(self, at: datetime) -> CouponStatus:
        if self.state == "unused" and at >= self.coupon.ends_at:
            return CouponStatus.EXPIRED
        return CouponStatus(self.state)

    def hindrance(self, at: datetime) -> str | None:
        """Why it cannot be used now."""
        status = self.status(at)
        if status is not CouponStatus.UNUSED:
            return status.value
        return "not_started" if at < self.coupon.starts_at else None


def void(held: HeldCoupon, reason: str) -> HeldCoupon:
    """For good. Raises CouponInUse while an order keeps it."""
    if held.state == "locked":
        told = "An order keeps it: end that order first."
        raise CouponInUse(told, coupon_id=held.coupon.id, order=held.holder)
    coupon = replace(held.coupon, version=held.coupon.version + 1, void_reason=reason)
    return HeldCoupon(coupon, "void", held.holder)


def extend(held: HeldCoupon, ends_at: datetime, reason: str, now: datetime) -> HeldCoupon:
    """Of one that is unused, also where it has expired. Raises CouponInUse, EndNotLater."""
    before = held.coupon
    if held.state != "unused":
        raise NotExtendable("Only a coupon that is unused ends later.", state=held.state)
    if ends_at <= max(before.ends_at, now):
        told = "A coupon ends later than it did, and not in the past."
        raise EndNotLater(told, ends_at=to_wire(before.ends_at))
    first = before.first_ends_at or before.ends_at
    changed = replace(before, version=before.version + 1, ends_at=ends_at)
    return HeldCoupon(replace(changed, first_ends_at=first, extension_reason=reason), "unused")


def validity(template: Template, at: datetime) -> tuple[datetime, datetime]:
    """Of a coupon that is given then."""
    valid = template.terms.validity
    if isinstance(valid, Fixed):
        return valid.start, valid.end
    return at, _end(valid, at, template.terms.zone)


def _end(valid: Relative, at: datetime, zone: str) -> datetime:
    end = at + timedelta(days=valid.days)
    if valid.align == "instant":
        return end
    day = end.astimezone(ZoneInfo(zone)).date()
    return end if start_of(day, zone) == end else end_of(day, zone)


def worth_of(gift: Gift, draw: Draw) -> Worth:
    if isinstance(gift, CouponRandom):
        return CouponAmount(draw(gift.min_minor, gift.max_minor))
    return gift


def give(template: Template, occasion: Occasion, id_: str, draw: Draw) -> Coupon:
    starts_at, ends_at = validity(template, occasion.at)
    until = occasion.until or ends_at
    return Coupon(
        id=id_,
        template_id=template.id,
        terms_version=template.terms_version,
        customer=occasion.customer,
        worth=worth_of(template.terms.worth, draw),
        starts_at=starts_at,
        ends_at=min(ends_at, until),
        source=occasion.source,
        given_at=occasion.at,
        request=occasion.request,
        origin=occasion.origin,
    )


def terms_of(coupon: Coupon, template: Template) -> CouponTerms:
    terms = template.terms
    return CouponTerms(
        id=coupon.id,
        template_id=template.id,
        name=terms.name,
        version=coupon.terms_version,
        stage=terms.stage,
        worth=coupon.worth,
        currency=terms.currency,
        min_spend_minor=terms.min_spend_minor,
        scope=terms.scope,
        audience=terms.audience,
        starts_at=coupon.starts_at,
        ends_at=coupon.ends_at,
        stack_group=terms.stack_group,
    )
