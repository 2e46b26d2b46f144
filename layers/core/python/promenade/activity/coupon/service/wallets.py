"""What customers have, and what staff do with it."""

from collections.abc import Mapping
from datetime import datetime

from promenade.activity.coupon.model import coupon as life
from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.service.ports import CouponStore
from promenade.contracts.coupon_facts import CouponExtended, CouponVoided
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.kit.windows import When, end_of


class Doors(Value, frozen=True):
    coupons: CouponStore
    templates: CurrentTemplates


class Wallet(Value, frozen=True):
    """A page of a customer's coupons, with the templates that they are of, by id."""

    page: Page[HeldCoupon]
    templates: Mapping[str, Template]


class OwnedCoupon(Value, frozen=True):
    held: HeldCoupon
    template: Template


class VoidCoupon(Value, frozen=True):
    coupon_id: str
    customer: str
    reason: str


class ExtendCoupon(Value, frozen=True):
    """A date means until it is over in the template's zone."""

    coupon_id: str
    customer: str
    end: When
    reason: str


def list_wallet(
    customer: str, limit: int, after: Position | None, now: datetime, doors: Doors
) -> Wallet:
    page = doors.coupons.list_wallet(customer, limit, after)
    named = {held.coupon.template_id for held in page.items}
    return Wallet(page, {id_: doors.templates.at(id_, now) for id_ in named})


def get_coupon(customer: str, coupon_id: str, now: datetime, doors: Doors) -> OwnedCoupon:
    """Raises NotFound, also for one of somebody else's."""
    return _owned(_find(customer, coupon_id, doors), now, doors)


def void(command: VoidCoupon, stamp: Stamp, doors: Doors) -> OwnedCoupon:
    """For good; one that is void stays as it is. Raises NotFound, and CouponInUse while an order
    keeps it."""

    def attempt() -> HeldCoupon:
        held = _find(command.customer, command.coupon_id, doors)
        if held.state == "void":
            return held
        after = life.void(held, command.reason)
        return doors.coupons.turn(held, after, CouponVoided, stamp)

    return _owned(patiently(attempt, Contended), stamp.at, doors)


def extend(command: ExtendCoupon, stamp: Stamp, doors: Doors) -> OwnedCoupon:
    """One that already ends then for this reason stays as it is. Raises NotFound,
    NotExtendable, EndNotLater."""

    def attempt() -> HeldCoupon:
        held = _find(command.customer, command.coupon_id, doors)
        coupon, zone = held.coupon, _owned(held, stamp.at, doors).template.terms.zone
        ends_at = end_of(command.end, zone)
        if (coupon.ends_at, coupon.extension_reason) == (ends_at, command.reason):
            return held
        after = life.extend(held, ends_at, command.reason, stamp.at)
        return doors.coupons.turn(held, after, CouponExtended, stamp)

    return _owned(patiently(attempt, Contended), stamp.at, doors)


def _owned(held: HeldCoupon, at: datetime, doors: Doors) -> OwnedCoupon:
    return OwnedCoupon(held, doors.templates.at(held.coupon.template_id, at))


def _find(customer: str, coupon_id: str, doors: Doors) -> HeldCoupon:
    found = doors.coupons.find_many(customer, [coupon_id])
    if coupon_id not in found:
        raise NotFound("There is no such coupon.", coupon_id=coupon_id)
    return found[coupon_id]
