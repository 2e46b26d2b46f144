"""Shopify's order as ours; docs/import.md has the table."""

from collections.abc import Iterator, Mapping, Sequence

from promenade.contracts.orders import State
from promenade.customer.order.wire.bodies import LineBody, OrderBody, PaymentBody, PersonBody
from promenade.customer.order.wire.platforms.amounts import minor, require_sum
from promenade.customer.order.wire.platforms.payload import given
from promenade.customer.order.wire.platforms.shopify import (
    Address,
    Allocation,
    MoneySet,
    ShopifyOrder,
)
from promenade.customer.order.wire.platforms.shopify_refunds import (
    PAID,
    Taken,
    refund_bodies,
    taken_off,
)
from promenade.customer.order.wire.platforms.texts import person
from promenade.customer.order.wire.platforms.told import (
    Charged,
    Course,
    Shop,
    line_body,
    order_body,
    reference,
)

_TOTAL = "the sum of lines, shipping, tax on top, tip, duties and fees"
_SUBTOTAL = "the sum of quantity times price, less the lines' discounts,"
_SENT = frozenset({"fulfilled", "partial"})


def shopify_order(order: ShopifyOrder, shop: Shop) -> OrderBody:
    """Raises Invalid, which names the sum that does not balance."""
    _require_balance(order)
    charged = _charged(order, taken_off(order))
    return order_body(
        shop,
        charged,
        _course(order, charged),
        number=order.name,
        channel=reference(order.source_name, "web"),
        currency=order.currency,
        customer=_customer(order),
        is_test=order.test,
        payment=_payment(order),
        personal=_person(order),
    )


def _require_balance(order: ShopifyOrder) -> None:
    """As it first was, before anything was taken off it."""
    first = _charged(order, {})
    goods = sum(line.paid_minor for line in first.lines)
    subtotal = minor(order.subtotal_price, order.currency, "/subtotal_price")
    require_sum("/subtotal_price", (subtotal, goods), order.currency, _SUBTOTAL)
    total = minor(order.total_price, order.currency, "/total_price")
    require_sum("/total_price", (total, first.payable), order.currency, _TOTAL)


def _charged(order: ShopifyOrder, off: Mapping[int, Taken]) -> Charged:
    currency = order.currency
    untaxed = sum(taken.tax for taken in off.values())
    tax = minor(given(order.total_tax), currency, "/total_tax") - untaxed
    return Charged(
        lines=tuple(_lines(order, off)),
        shipping=sum(_shipping(order)),
        tax=0 if order.taxes_included else tax,
        tax_included=tax if order.taxes_included else 0,
        tip=minor(given(order.total_tip_received), currency, "/total_tip_received"),
        fee=_beside(order.original_total_duties_set, currency, "/original_total_duties_set")
        + _beside(
            order.original_total_additional_fees_set,
            currency,
            "/original_total_additional_fees_set",
        ),
    )


def _lines(order: ShopifyOrder, off: Mapping[int, Taken]) -> Iterator[LineBody]:
    """Tips are told apart; a line of which nothing is left is none."""
    for number, line in enumerate(order.line_items, 1):
        at = f"/line_items/{number - 1}"
        taken = off.get(line.id, Taken())
        quantity = line.quantity - taken.units
        if line.is_tip or quantity == 0:
            continue
        unit = minor(line.price, order.currency, f"{at}/price")
        paid = line.quantity * unit - _off(line.discount_allocations, order.currency, at)
        name = (line.sku, line.name or line.title)
        yield line_body(number, name, quantity, unit, paid - taken.amount)


def _shipping(order: ShopifyOrder) -> Iterator[int]:
    for place, line in enumerate(order.shipping_lines):
        at = f"/shipping_lines/{place}"
        if not line.is_removed:
            price = minor(line.price, order.currency, f"{at}/price")
            yield price - _off(line.discount_allocations, order.currency, at)


def _off(allocations: Sequence[Allocation], currency: str, at: str) -> int:
    return sum(minor(each.amount, currency, f"{at}/discount_allocations") for each in allocations)


def _beside(money: MoneySet | None, currency: str, at: str) -> int:
    return minor(money.shop_money.amount, currency, at) if money else 0


def _course(order: ShopifyOrder, charged: Charged) -> Course:
    placed_at = order.processed_at or order.created_at
    is_paid = order.financial_status in PAID
    refunds = refund_bodies(order, charged.lines)
    back = sum(each.amount_minor for each in refunds)
    is_back = is_paid and back == charged.payable > 0
    return Course(
        state="refunded" if is_back else _state(order, is_paid=is_paid),
        placed_at=placed_at,
        changed_at=order.updated_at,
        paid_at=(order.paid_at or placed_at) if is_paid else None,
        cancelled_at=order.cancelled_at,
        refunds=refunds,
    )


def _state(order: ShopifyOrder, *, is_paid: bool) -> State:
    """What was sent once stays sent, though a parcel be called back or a line be added."""
    if order.cancelled_at:
        return "cancelled"
    if not is_paid:
        return "created"
    is_sent = order.fulfillment_status in _SENT or order.fulfillments
    return "shipped" if is_sent else "paid"


def _customer(order: ShopifyOrder) -> str | None:
    known = order.customer and order.customer.id
    return str(known) if known else None


def _payment(order: ShopifyOrder) -> PaymentBody | None:
    """A gift card is one way to pay among others: it takes nothing off the order."""
    ways = reference(", ".join(order.payment_gateway_names), "")
    return PaymentBody(method=ways) if ways else None


def _person(order: ShopifyOrder) -> PersonBody | None:
    place = order.shipping_address or order.billing_address or Address()
    return person(
        place.name,
        order.phone or place.phone,
        order.email,
        (place.address1, place.address2, place.city, place.province, place.country),
        place.zip,
    )
