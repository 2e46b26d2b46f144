"""What we read of WooCommerce's order (REST v3, as its webhooks send it). Its amounts are without
tax, which stands beside each of them."""

from typing import Annotated

from msgspec import Meta

from promenade.customer.order.wire.bodies import Units
from promenade.customer.order.wire.platforms.payload import Amount, Part, amount
from promenade.kit.currencies import Currency

_Naive = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", max_length=19)]
_NOTHING = amount("0")


class Taxed(Part, frozen=True, kw_only=True):
    total: Amount
    total_tax: Amount = _NOTHING


class Line(Taxed, frozen=True, kw_only=True):
    """`subtotal` is before coupons."""

    name: str | None = None
    sku: str | None = None
    quantity: Units
    subtotal: Amount
    subtotal_tax: Amount = _NOTHING


class Refund(Part, frozen=True, kw_only=True):
    """`total` is below 0. An order says no more of its refunds than this."""

    id: int
    total: Amount


class Address(Part, frozen=True, kw_only=True):
    first_name: str | None = None
    last_name: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    state: str | None = None
    postcode: str | None = None
    country: str | None = None
    email: str | None = None
    phone: str | None = None


class WooOrder(Part, frozen=True, kw_only=True):
    """Instants are UTC and say so by their names alone."""

    number: Annotated[str, Meta(min_length=1, max_length=128)]
    status: str
    currency: Currency
    prices_include_tax: bool = False
    date_created_gmt: _Naive
    date_modified_gmt: _Naive
    date_paid_gmt: _Naive | None = None
    date_completed_gmt: _Naive | None = None
    total: Amount
    total_tax: Amount = _NOTHING
    line_items: tuple[Line, ...]
    shipping_lines: tuple[Taxed, ...] = ()
    fee_lines: tuple[Taxed, ...] = ()
    refunds: tuple[Refund, ...] = ()
    customer_id: int = 0
    billing: Address | None = None
    shipping: Address | None = None
    payment_method: str | None = None
    payment_method_title: str | None = None
    transaction_id: str | None = None
