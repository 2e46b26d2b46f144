"""Occasions on the wire: told by the shop's server, or read out of recorded orders."""

from datetime import datetime

from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Event
from promenade.activity.coupon.service.occasions import CustomerOccasion
from promenade.activity.coupon.wire.coupons import CouponView, show_coupon
from promenade.contracts.customers import CustomerId
from promenade.contracts.orders import OrderRecorded
from promenade.contracts.references import Reference
from promenade.kit.decoding import Strict, View
from promenade.kit.facts import read
from promenade.kit.stamp import Stamp


class OccasionBody(Strict, frozen=True):
    """`key` tells it from others: a birthday's year, who was invited. The same key gives the same
    coupons. That an order is paid need not be told where orders are recorded here."""

    event: Event
    customer: CustomerId
    key: Reference


class GivenView(View, frozen=True):
    """What the occasion gave, now or when it was told before."""

    coupons: list[CouponView]


def read_occasion(body: OccasionBody) -> CustomerOccasion:
    return CustomerOccasion(body.event, body.customer, body.key)


def read_paid(message: bytes, at: datetime) -> tuple[CustomerOccasion, Stamp] | None:
    """What a recorded order tells: None unless a customer paid it. Raises Invalid,
    UnknownSchema."""
    event = read(message, OrderRecorded)
    order, stamp = event.data, Stamp("system:coupon", at, event.correlation_id, event.event_id)
    is_paid = order.kind == "sale" and order.paid_at is not None and order.state != "cancelled"
    if not is_paid or order.is_test or order.customer is None:
        return None
    return CustomerOccasion("order_paid", order.customer, f"{order.source}/{order.number}"), stamp


def show_given(given: list[tuple[HeldCoupon, Template]], stamp: Stamp) -> GivenView:
    return GivenView(coupons=[show_coupon(held, each, stamp.at) for held, each in given])
