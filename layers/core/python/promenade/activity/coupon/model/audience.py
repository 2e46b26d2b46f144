"""Whom a template's coupons are for, where it is asked when one is given."""

from promenade.contracts.coupons import CouponAudience
from promenade.contracts.customers import Claimant
from promenade.kit.errors import DomainError
from promenade.kit.messages.words import worded


class NotInAudience(DomainError):
    """The coupons are for others, or nobody vouches that they are for this customer: `reason` says
    which."""


def is_named(audience: CouponAudience, customer: str) -> bool:
    """Or nobody is."""
    return not audience.customers or customer in audience.customers


def refuse_outsider(audience: CouponAudience, claimant: Claimant) -> None:
    """Raises NotInAudience."""
    reason = _reason(audience, claimant)
    if reason:
        told = f"These coupons are not for this customer: {worded(reason)}."
        raise NotInAudience(told, reason=reason)


def _reason(audience: CouponAudience, claimant: Claimant) -> str | None:
    if not is_named(audience, claimant.customer):
        return "other_customers"
    return _group_reason(audience, claimant) or _newness_reason(audience, claimant)


def _group_reason(audience: CouponAudience, claimant: Claimant) -> str | None:
    if not audience.groups:
        return None
    if claimant.groups is None:
        return "groups_unknown"
    return "other_groups" if claimant.groups.isdisjoint(audience.groups) else None


def _newness_reason(audience: CouponAudience, claimant: Claimant) -> str | None:
    if not audience.new_buyers_only or claimant.is_new:
        return None
    return "newness_unknown" if claimant.is_new is None else "bought_before"
