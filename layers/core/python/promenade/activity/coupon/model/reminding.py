"""When customers are to hear that a coupon of theirs ends soon: once, and not of what is used."""

from datetime import datetime, timedelta

from promenade.activity.coupon.model.coupon import CouponStatus, HeldCoupon
from promenade.activity.coupon.model.terms import Terms
from promenade.kit.shards import start_of
from promenade.kit.values import replace

SPREAD_MINUTES = 60
"""A million coupons that end together are told of within an hour, not within a minute."""


def remind_at(terms: Terms, coupon_id: str, ends_at: datetime, now: datetime) -> datetime | None:
    """So many days before the end, and up to an hour sooner; None where that is over, or where
    nobody is to hear of it."""
    sooner = timedelta(days=terms.remind_days, minutes=start_of(coupon_id, SPREAD_MINUTES))
    at = ends_at - sooner
    return at if terms.remind_days and at > now else None


def reminded(held: HeldCoupon, terms: Terms, now: datetime) -> HeldCoupon | None:
    """Of one that can be used to its end and was never told of. None of all others, and where it
    ends later than it did when this was planned."""
    coupon = held.coupon
    most = timedelta(days=terms.remind_days, minutes=SPREAD_MINUTES)
    is_near = coupon.ends_at - now <= most
    if held.status(now) is not CouponStatus.UNUSED or coupon.reminded_at or not is_near:
        return None
    told = replace(coupon, version=coupon.version + 1, reminded_at=now)
    return HeldCoupon(told, "unused", held.holder)
