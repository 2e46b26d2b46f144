"""What customers have, and what staff do with it."""

from collections.abc import Mapping
from datetime import datetime

from promenade.activity.coupon.model.coupon import CouponInUse, HeldCoupon
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.service.ports import CouponStore
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


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


def list_wallet(
    customer: str, limit: int, after: Position | None, now: datetime, doors: Doors
) -> Wallet:
    page = doors.coupons.list_wallet(customer, limit, after)
    named = {held.coupon.template_id for held in page.items}
    return Wallet(page, {id_: doors.templates.at(id_, now) for id_ in named})


def get_coupon(customer: str, coupon_id: str, now: datetime, doors: Doors) -> OwnedCoupon:
    """Raises NotFound, also for one of somebody else's."""
    held = _find(customer, coupon_id, doors)
    return OwnedCoupon(held, doors.templates.at(held.coupon.template_id, now))


def void(command: VoidCoupon, stamp: Stamp, doors: Doors) -> OwnedCoupon:
    """For good; one that is void stays as it is. Raises NotFound, and CouponInUse while an order
    keeps it."""

    def attempt() -> HeldCoupon:
        held = _find(command.customer, command.coupon_id, doors)
        if held.state == "void":
            return held
        if held.state == "locked":
            told = "An order keeps it: end that order first."
            raise CouponInUse(told, coupon_id=command.coupon_id, order=held.holder)
        return doors.coupons.void(held, command.reason, stamp)

    held = patiently(attempt, Contended)
    return OwnedCoupon(held, doors.templates.at(held.coupon.template_id, stamp.at))


def _find(customer: str, coupon_id: str, doors: Doors) -> HeldCoupon:
    found = doors.coupons.find_many(customer, [coupon_id])
    if coupon_id not in found:
        raise NotFound("There is no such coupon.", coupon_id=coupon_id)
    return found[coupon_id]
