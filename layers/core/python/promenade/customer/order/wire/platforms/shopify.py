"""What we read of Shopify's order (Admin REST, as its webhooks send it). What is not named here is
not looked at; amounts are those in the shop's own currency."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.customer.order.wire.bodies import Instant, Units
from promenade.customer.order.wire.platforms.payload import NOTHING, Amount, Part
from promenade.kit.currencies import Currency

_Name = Annotated[str, Meta(min_length=1, max_length=128)]


class Money(Part, frozen=True, kw_only=True):
    amount: Amount


class MoneySet(Part, frozen=True, kw_only=True):
    shop_money: Money


class Allocation(Part, frozen=True, kw_only=True):
    amount: Amount


class Line(Part, frozen=True, kw_only=True):
    """A tip that was given at the till is a line, too: it names how it was paid."""

    id: int
    name: str | None = None
    title: str | None = None
    sku: str | None = None
    quantity: Units
    price: Amount
    discount_allocations: tuple[Allocation, ...] = ()
    tip_payment_gateway: str | None = None
    tip_payment_method: str | None = None

    @property
    def is_tip(self) -> bool:
        return bool(self.tip_payment_gateway or self.tip_payment_method)


class ShippingLine(Part, frozen=True, kw_only=True):
    price: Amount
    discount_allocations: tuple[Allocation, ...] = ()
    is_removed: bool = False


class RefundLine(Part, frozen=True, kw_only=True):
    line_item_id: int
    quantity: Annotated[int, Meta(ge=0, le=1_000_000)]
    subtotal: Amount
    total_tax: Amount = NOTHING


class Transaction(Part, frozen=True, kw_only=True):
    kind: str
    status: str
    amount: Amount
    currency: str | None = None


class Adjustment(Part, frozen=True, kw_only=True):
    """Below 0 what was given back beside the lines, above 0 what of the lines was not."""

    amount: Amount
    tax_amount: Amount = NOTHING


class Refund(Part, frozen=True, kw_only=True):
    id: int
    created_at: Instant
    processed_at: Instant | None = None
    refund_line_items: tuple[RefundLine, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    order_adjustments: tuple[Adjustment, ...] = ()


class Customer(Part, frozen=True, kw_only=True):
    id: int | None = None


class Address(Part, frozen=True, kw_only=True):
    name: str | None = None
    phone: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = None
    zip: str | None = None


class Fulfillment(Part, frozen=True, kw_only=True):
    """A parcel, on its way or called back."""


class ShopifyOrder(Part, frozen=True, kw_only=True):
    """`paid_at` is what its CSV export says and its webhooks do not."""

    name: _Name
    test: bool = False
    currency: Currency
    created_at: Instant
    processed_at: Instant | None = None
    updated_at: Instant
    cancelled_at: Instant | None = None
    paid_at: Annotated[datetime, Meta(tz=True)] | None = None
    financial_status: str | None = None
    fulfillment_status: str | None = None
    fulfillments: tuple[Fulfillment, ...] = ()
    taxes_included: bool = False
    subtotal_price: Amount
    total_tax: Amount = NOTHING
    total_tip_received: Amount = NOTHING
    total_price: Amount
    current_total_price: Amount = NOTHING
    total_outstanding: Amount = NOTHING
    original_total_duties_set: MoneySet | None = None
    original_total_additional_fees_set: MoneySet | None = None
    line_items: tuple[Line, ...]
    shipping_lines: tuple[ShippingLine, ...] = ()
    refunds: tuple[Refund, ...] = ()
    customer: Customer | None = None
    email: str | None = None
    phone: str | None = None
    shipping_address: Address | None = None
    billing_address: Address | None = None
    payment_gateway_names: tuple[str, ...] = ()
    source_name: str | None = None
