"""Occasions on the wire: told by the shop's server, or read out of recorded orders."""

from datetime import datetime

from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Event
from promenade.activity.coupon.service.occasions import CustomerOccasion
from promenade.activity.coupon.wire.coupons import CouponView, show_coupon
from promenade.contracts.customers import CustomerId
from promenade.contracts.orders import OrderDocument, OrderRecorded
from promenade.contracts.references import Reference
from promenade.kit.decoding import Strict, View
from promenade.kit.facts import read
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class OccasionBody(Strict, frozen=True):
    """`customer` is the `sub` of their tokens, whole and exact. `key` tells it from others: a
    birthday's year, who was invited. The same key gives the same coupons. That an order is paid
    need not be told where orders are recorded here."""

    event: Event
    customer: CustomerId
    key: Reference


class GivenView(View, frozen=True):
    """What the occasion gave, now or when it was told before."""

    coupons: list[CouponView]


def read_occasion(body: OccasionBody) -> CustomerOccasion:
    return CustomerOccasion(body.event, body.customer, body.key)


class OrderTold(Value, frozen=True):
    """That a customer paid an order; `ended` says why that gives nothing any more."""

    paid: CustomerOccasion
    stamp: Stamp
    ended: str


def read_order(message: bytes, at: datetime) -> OrderTold | None:
    """None unless a customer paid it, or it ended. Raises Invalid, UnknownSchema."""
    event = read(message, OrderRecorded)
    order, stamp = event.data, Stamp("system:coupon", at, event.correlation_id, event.event_id)
    ended = _ended(order)
    is_told = order.kind == "sale" and (order.paid_at is not None or ended)
    if not is_told or order.is_test or order.customer is None:
        return None
    paid = CustomerOccasion("order_paid", order.customer, f"{order.source}/{order.number}")
    return OrderTold(paid, stamp, ended)


def _ended(order: OrderDocument) -> str:
    if order.state == "cancelled":
        return "order cancelled"
    is_refunded = 0 < order.paid_minor <= order.refunded_minor
    return "order refunded" if is_refunded or order.state == "refunded" else ""


def show_given(given: list[tuple[HeldCoupon, Template]], stamp: Stamp) -> GivenView:
    return GivenView(coupons=[show_coupon(held, each, stamp.at) for held, each in given])
