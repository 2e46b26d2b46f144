"""Coupons that offers give: what they may know of a template, and why one is not given."""

from promenade.activity.coupon.model.audience import NotInAudience, is_named, refuse_outsider
from promenade.activity.coupon.model.coupon import (
    ClaimLimitReached,
    Draw,
    NotClaimable,
    Occasion,
    validity,
)
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import Fixed, TargetedOffer
from promenade.activity.coupon.service.giving import grant_of, refuse_closed
from promenade.activity.coupon.service.ports import Grant
from promenade.contracts.coupon_gifts import CouponGift, CouponWithheld, GiftTemplate
from promenade.contracts.coupons import CouponAudience
from promenade.kit.errors import DomainError, NotFound
from promenade.kit.messages.words import worded
from promenade.kit.pieces import AllTaken
from promenade.kit.stamp import Stamp

_TAKEN_BY = TargetedOffer.__struct_config__.tag


def describe(template: Template) -> GiftTemplate:
    terms = template.terms
    fixed = terms.validity if isinstance(terms.validity, Fixed) else None
    opens = [terms.claim_window.start, fixed and fixed.start]
    closes = [terms.claim_window.end, fixed and fixed.end]
    return GiftTemplate(
        id=template.id,
        name=terms.name,
        currency=terms.currency,
        take=str(terms.take.__struct_config__.tag),
        per_user=terms.per_user,
        is_active=template.status is TemplateStatus.ACTIVE,
        is_limited_by_day=terms.per_day_total is not None,
        is_for_all=terms.audience == CouponAudience(),
        total=terms.total,
        opens_at=max((each for each in opens if each), default=None),
        closes_at=min((each for each in closes if each), default=None),
        good_for_hours=None if isinstance(terms.validity, Fixed) else 24 * terms.validity.days,
    )


def gift_grant(template: Template, gift: CouponGift, stamp: Stamp, draw: Draw) -> Grant:
    """Raises NotFound, NotClaimable, NotInAudience."""
    terms = template.terms
    if not isinstance(terms.take, TargetedOffer):
        raise NotClaimable("Its coupons are given in another way.", reason="other_way")
    refuse_closed(template, stamp.at)
    if validity(template, stamp.at)[0] >= gift.until:
        raise NotClaimable("Its coupons are good later.", reason="not_started")
    _refuse_other(terms.audience, gift)
    request = f"{_TAKEN_BY} {gift.origin}"
    occasion = Occasion(gift.customer, "targeted_offer", stamp.at, request, gift.origin, gift.until)
    return grant_of(template, occasion, draw)


def _refuse_other(audience: CouponAudience, gift: CouponGift) -> None:
    """Raises NotInAudience."""
    if gift.claimant is not None:
        refuse_outsider(audience, gift.claimant)
    elif not is_named(audience, gift.customer):
        raise NotInAudience("Its coupons are for others.", reason="other_customers")


def withheld(refusal: DomainError) -> CouponWithheld:
    reason = _REASONS.get(type(refusal)) or str(refusal.facts["reason"])
    return CouponWithheld(f"No coupon can be given: {worded(reason)}.", reason=reason)


_REASONS: dict[type[DomainError], str] = {
    AllTaken: "all_gone",
    ClaimLimitReached: "has_enough",
    NotFound: "no_template",
}
