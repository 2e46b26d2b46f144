"""Recorded orders, as far as campaigns are credited with them."""

from promenade.contracts.coupons import template_of
from promenade.contracts.orders import OrderDocument, OrderRecorded
from promenade.customer.tracking.model.sales import Sale, UsedCoupon
from promenade.kit.facts import read


def read_sale(message: bytes) -> Sale:
    """Raises Invalid, UnknownSchema."""
    order = read(message, OrderRecorded).data
    is_paid = order.kind == "sale" and not order.is_test and order.paid_at is not None
    return Sale(
        source=order.source,
        number=order.number,
        version=order.version,
        customer=order.customer,
        placed_at=order.placed_at,
        currency=order.currency,
        paid_minor=order.paid_minor,
        refunded_minor=order.refunded_minor,
        is_paid=is_paid,
        is_bought=is_paid and not _is_over(order),
        is_cancelled=_is_cancelled(order),
        coupons=tuple(
            UsedCoupon(template, each.saving_minor)
            for each in order.promotions
            if (template := template_of(each.promotion_id))
        ),
    )


def _is_over(order: OrderDocument) -> bool:
    is_refunded = 0 < order.paid_minor <= order.refunded_minor
    return _is_cancelled(order) or order.state == "refunded" or is_refunded


def _is_cancelled(order: OrderDocument) -> bool:
    """Also once it was given back afterwards."""
    return order.state == "cancelled" or order.cancelled_at is not None
