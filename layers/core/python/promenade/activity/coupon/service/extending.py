"""Templates that give already, and shall give more or for longer: proposed here, then submitted,
approved and activated as all terms are."""

from promenade.activity.coupon.model.extending import Extension, propose, withdraw
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.service.managing import Change, make
from promenade.activity.coupon.service.ports import TemplateStore
from promenade.contracts.coupon_facts import (
    CouponTemplateExtensionProposed,
    CouponTemplateExtensionWithdrawn,
)
from promenade.kit.values import Value
from promenade.kit.windows import When, end_of


class AskedExtension(Value, frozen=True):
    """As `Extension`; a date means until it is over in the template's zone."""

    total: int | None = None
    per_day_total: int | None = None
    claim_window_end: When | None = None
    validity_end: When | None = None
    validity_days: int | None = None


def extend(change: Change, asked: AskedExtension, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids, NotAnExtension, RaisedTooOften."""

    def turn(found: Template) -> Template:
        return propose(found, _in_instants(asked, found.terms.zone), change.stamp.actor)

    return make(change, store, turn, CouponTemplateExtensionProposed)


def give_up(change: Change, store: TemplateStore) -> Template:
    """Raises NotFound, Stale, StatusForbids."""
    return make(change, store, withdraw, CouponTemplateExtensionWithdrawn)


def _in_instants(asked: AskedExtension, zone: str) -> Extension:
    claims, validity = (
        None if when is None else end_of(when, zone)
        for when in (asked.claim_window_end, asked.validity_end)
    )
    return Extension(asked.total, asked.per_day_total, claims, validity, asked.validity_days)
