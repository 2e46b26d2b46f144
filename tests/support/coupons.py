"""Coupon templates and coupons, for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from promenade.activity.coupon.model.coupon import Coupon, HeldCoupon
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Claim, Relative, Terms
from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.service.ports import CouponStore
from promenade.contracts.coupons import CouponAmount, CouponAudience, CouponScope, CouponTerms
from promenade.contracts.reviews import Approval, Review
from tests.support.callers import MARKETER, staff
from tests.support.gateway import Gateway
from tests.support.stamps import NOON, stamp

TEMPLATE: dict[str, Any] = {
    "name": "满100减20",
    "worth": {"kind": "amount", "off_minor": 2_000},
    "take": {"kind": "claim"},
    "validity": {"kind": "relative", "days": 7},
    "currency": "CNY",
    "min_spend_minor": 10_000,
    "zone": "Asia/Shanghai",
    "total": 1_000,
}
"""As staff send it."""


def terms(**other: Any) -> Terms:
    """20.00 off, of which there are a hundred, good for a week."""
    given: dict[str, Any] = {
        "name": "Twenty off",
        "worth": CouponAmount(2_000),
        "take": Claim(),
        "validity": Relative(7),
        "currency": "CNY",
        "total": 100,
    }
    return Terms(**given | other)


def template(id_: str = "template_1", **other: Any) -> Template:
    """A draft of maria's; what names no field of a template is one of its terms."""
    of_template = {name: other.pop(name) for name in Template.__struct_fields__ if name in other}
    given: dict[str, Any] = {
        "id": id_,
        "terms": terms(**other),
        "created_at": NOON,
        "request": "request-1",
        "authors": ("staff:maria",),
    }
    return Template(**given | of_template)


def active(id_: str = "template_1", **other: Any) -> Template:
    approvals = (Approval("staff:olga", NOON, 2),)
    review = Review("staff:maria", NOON, 1, 200_000, approvals)
    agreed: dict[str, Any] = {"review": review, "activated_at": NOON, "version": 4}
    return template(id_, **agreed | other)


def coupon(id_: str = "template_1-ada-1", **other: Any) -> Coupon:
    """Ada's, good for a week from noon on."""
    given: dict[str, Any] = {
        "id": id_,
        "template_id": "template_1",
        "terms_version": 1,
        "customer": "ada",
        "worth": CouponAmount(2_000),
        "starts_at": NOON,
        "ends_at": NOON + timedelta(days=7),
        "source": "claim",
        "given_at": NOON,
        "request": "request-1",
    }
    return Coupon(**given | other)


def held(state: Any = "unused", holder: str | None = None, **other: Any) -> HeldCoupon:
    return HeldCoupon(coupon(**other), state, holder)


def coupon_terms(id_: str = "C-1", **other: Any) -> CouponTerms:
    """20.00 off, by no threshold."""
    given: dict[str, Any] = {
        "id": id_,
        "template_id": "template_1",
        "name": id_,
        "version": 1,
        "stage": "store",
        "worth": CouponAmount(2_000),
        "currency": "CNY",
        "min_spend_minor": 0,
        "scope": CouponScope(),
        "audience": CouponAudience(),
        "starts_at": datetime(2020, 1, 1, tzinfo=UTC),
        "ends_at": datetime(2099, 1, 1, tzinfo=UTC),
    }
    return CouponTerms(**given | other)


def give(
    store: CouponStore, given: Template, customer: str = "ada", request: str = "1"
) -> HeldCoupon:
    """At noon."""
    return Giver(store, lambda low, _: low).give(given, customer, "claim", stamp(request))


def activate(gateway: Gateway, key: str | None = None, **other: Any) -> str:
    """The id of a template that maria wrote, and as many others agreed to as have to."""
    made, version = agree(gateway, key, **other)
    path = f"POST /coupon-templates/{made}/activate"
    assert gateway.call(path, version=version).status == 200
    return made


def agree(gateway: Gateway, key: str | None = None, **other: Any) -> tuple[str, int]:
    """The same with its version, before it is active."""
    route = "POST /coupon-templates"
    made = gateway.call(route, TEMPLATE | other, caller=MARKETER, key=key).json["id"]
    path = f"POST /coupon-templates/{made}"
    found = gateway.call(f"{path}/submit", caller=MARKETER, version=1).json
    for number in range(found["review"]["required_count"]):
        by = staff(f"olga-{number}", "owner")
        found = gateway.call(f"{path}/approve", caller=by, version=found["version"]).json
    return str(made), int(found["version"])
