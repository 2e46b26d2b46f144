"""Orders as other platforms would send them: made up here, field by field."""

import csv
import io
from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hmac import digest
from typing import Any

import msgspec

from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.platforms.shopify import ShopifyOrder
from promenade.customer.order.wire.platforms.shopify_orders import shopify_order
from promenade.customer.order.wire.platforms.told import Shop
from promenade.customer.order.wire.platforms.woocommerce import WooOrder
from promenade.customer.order.wire.platforms.woocommerce_orders import woocommerce_order
from promenade.customer.order.wire.reading import read_order
from promenade.kit.decoding import decode
from tests.support.digests import DIGESTS

SHOP = Shop("shopify.my-shop", "my-shop", "America/New_York")
SECRET = "a-secret-of-the-shop"
LATER = datetime(2026, 2, 1, tzinfo=UTC)


def shopify_line(place: int, price: str, quantity: int, off: str = "", **other: Any) -> Any:
    allocations = [{"amount": off, "discount_application_index": 0}] if off else []
    return {
        "id": 1000 + place,
        "variant_id": 2000 + place,
        "title": f"Cup {place}",
        "name": f"Cup {place} - Blue",
        "sku": f"CUP-{place}",
        "quantity": quantity,
        "price": price,
        "properties": [{"name": "Engraving", "value": "Ada"}],
        "discount_allocations": allocations,
    } | other


def shopify(**other: Any) -> dict[str, Any]:
    """2 × 12.50 − 5.00 and 1 × 20.00, shipping 6.00 − 1.00, tax on top 3.60, tip 2.00: 50.60."""
    return {
        "id": 450789469,
        "name": "#1001",
        "order_number": 1001,
        "test": False,
        "currency": "USD",
        "presentment_currency": "USD",
        "created_at": "2026-01-05T03:58:12-05:00",
        "processed_at": "2026-01-05T03:58:12-05:00",
        "updated_at": "2026-01-05T03:58:40-05:00",
        "cancelled_at": None,
        "closed_at": None,
        "financial_status": "paid",
        "fulfillment_status": None,
        "fulfillments": [],
        "taxes_included": False,
        "total_line_items_price": "45.00",
        "total_discounts": "6.00",
        "subtotal_price": "40.00",
        "total_tax": "3.60",
        "total_tip_received": "2.00",
        "total_price": "50.60",
        "current_total_price": "50.60",
        "total_outstanding": "0.00",
        "line_items": [shopify_line(1, "12.50", 2, "5.00"), shopify_line(2, "20.00", 1)],
        "shipping_lines": [
            {"price": "6.00", "title": "Parcel", "discount_allocations": [{"amount": "1.00"}]}
        ],
        "refunds": [],
        "customer": {"id": 207119551, "email": "ada@example.com"},
        "email": "ada@example.com",
        "phone": None,
        "shipping_address": {
            "name": "Ada Byron",
            "phone": "+1 555 0100",
            "address1": "1 Main St",
            "address2": "",
            "city": "Boston",
            "province": "Massachusetts",
            "country": "United States",
            "zip": "02108",
        },
        "payment_gateway_names": ["gift_card", "shopify_payments"],
        "source_name": "web",
        "note": " \u0000 ",
    } | other


def shopify_refund(
    number: int, lines: list[tuple[int, int, str, str]], back: str | None, **other: Any
) -> Any:
    """`lines` are (place, quantity, subtotal, tax); `back` is what the payment gave back."""
    paid = {"kind": "refund", "status": "success", "amount": back, "currency": "USD"}
    return {
        "id": number,
        "created_at": "2026-01-07T09:00:00-05:00",
        "processed_at": "2026-01-07T09:00:00-05:00",
        "refund_line_items": [
            {"line_item_id": 1000 + place, "quantity": units, "subtotal": amount, "total_tax": tax}
            for place, units, amount, tax in lines
        ],
        "transactions": [] if back is None else [paid],
        "order_adjustments": [],
    } | other


def woo_line(place: int, subtotal: str, total: str, quantity: int, **other: Any) -> dict[str, Any]:
    return {
        "id": 300 + place,
        "name": f"Cup {place}",
        "product_id": 400 + place,
        "quantity": quantity,
        "subtotal": subtotal,
        "subtotal_tax": "0.00",
        "total": total,
        "total_tax": "0.00",
        "sku": f"CUP-{place}",
        "price": 12.499999999,
        "meta_data": [{"key": "engraving", "value": "Ada"}],
    } | other


def woo(**other: Any) -> dict[str, Any]:
    """25.00 − 5.00 and 20.00, shipping 5.00, fees of 1.50 and −2.00, tax on top 4.45: 48.95."""
    return {
        "id": 727,
        "number": "727",
        "status": "processing",
        "currency": "EUR",
        "prices_include_tax": False,
        "date_created_gmt": "2026-01-05T08:58:12",
        "date_modified_gmt": "2026-01-05T08:58:40",
        "date_paid_gmt": "2026-01-05T08:58:40",
        "date_completed_gmt": None,
        "discount_total": "5.00",
        "total": "48.95",
        "total_tax": "4.45",
        "line_items": [woo_line(1, "25.00", "20.00", 2), woo_line(2, "20.00", "20.00", 1)],
        "shipping_lines": [{"method_title": "Parcel", "total": "5.00", "total_tax": "0.50"}],
        "fee_lines": [
            {"name": "Wrapping", "total": "1.50", "total_tax": "0.15"},
            {"name": "Friends", "total": "-2.00", "total_tax": "-0.20"},
        ],
        "coupon_lines": [{"code": "spring", "discount": "5.00"}],
        "refunds": [],
        "customer_id": 26,
        "billing": {
            "first_name": "Ada",
            "last_name": "Byron",
            "address_1": "Hauptstraße 1",
            "city": "Berlin",
            "postcode": "10115",
            "country": "DE",
            "email": "ada@example.com",
            "phone": "+49 30 1234567",
        },
        "shipping": {"first_name": "", "last_name": "", "address_1": ""},
        "payment_method": "paypal",
        "payment_method_title": "PayPal",
        "transaction_id": "8XY12345",
    } | other


def from_shopify(document: Any) -> OrderBody:
    """Raises Invalid, as the webhook would be parked for."""
    body = shopify_order(decode(msgspec.json.encode(document), ShopifyOrder), SHOP)
    read_order(body, DIGESTS, LATER)
    return body


def from_woo(document: Any) -> OrderBody:
    """Raises Invalid, as the webhook would be parked for."""
    body = woocommerce_order(decode(msgspec.json.encode(document), WooOrder), SHOP)
    read_order(body, DIGESTS, LATER)
    return body


def signature(body: bytes, secret: str = SECRET) -> str:
    return b64encode(digest(secret.encode(), body, "sha256")).decode()


# fmt: off
SHOPIFY_COLUMNS = [
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at",
    "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount",
    "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku",
    "Lineitem discount", "Cancelled at", "Payment Method", "Refunded Amount", "Source", "Duties",
    "Phone", "Notes", "Shipping Name", "Shipping Address1", "Shipping City", "Shipping Zip",
    "Shipping Province Name", "Shipping Country", "Shipping Phone",
]
# fmt: on
"""Of Shopify's export, as far as they are read; it has more."""


def shopify_rows(**other: str) -> list[dict[str, str]]:
    """The order of `shopify()` as the export tells it; `other` are cells of its own row."""
    own = {
        "Name": "#1001",
        "Email": "ada@example.com",
        "Financial Status": "paid",
        "Paid at": "2026-01-05 03:58:12 -0500",
        "Currency": "USD",
        "Subtotal": "40.00",
        "Shipping": "6.00",
        "Taxes": "3.60",
        "Total": "50.60",
        "Discount Code": "SPRING",
        "Discount Amount": "6.00",
        "Created at": "2026-01-05 03:58:12 -0500",
        "Lineitem quantity": "2",
        "Lineitem name": "Cup 1 - Blue",
        "Lineitem price": "12.50",
        "Lineitem sku": "CUP-1",
        "Lineitem discount": "5.00",
        "Payment Method": "gift_card, shopify_payments",
        "Refunded Amount": "0.00",
        "Source": "web",
        "Notes": "leave it\nwith a neighbour",
        "Shipping Name": "Ada Byron",
        "Shipping Address1": "1 Main St",
        "Shipping City": "Boston",
        "Shipping Zip": "'02108",
        "Shipping Province Name": "Massachusetts",
        "Shipping Country": "United States",
        "Shipping Phone": "+1 555 0100",
    } | other
    second = {"Lineitem quantity": "1", "Lineitem name": "Cup 2 - Blue", "Lineitem sku": "CUP-2"}
    tip = {"Lineitem quantity": "1", "Lineitem name": "Tip", "Lineitem price": "2.00"}
    name = {"Name": own["Name"]}
    return [own, name | second | {"Lineitem price": "20.00"}, name | tip]


def csv_lines(
    columns: Sequence[str], rows: Iterable[dict[str, str]], separator: str = ","
) -> list[bytes]:
    """As a file's lines, whatever stands in the cells."""
    text = io.StringIO()
    writer: csv.DictWriter[str] = csv.DictWriter(text, columns, restval="", delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode().splitlines(keepends=True)


# fmt: off
WOO_COLUMNS = [
    "order_id", "order_number", "order_date", "paid_date", "status", "shipping_total",
    "shipping_tax_total", "fee_total", "tax_total", "order_total", "order_currency",
    "payment_method", "transaction_id", "customer_id", "billing_first_name", "billing_last_name",
    "billing_address_1", "billing_city", "billing_postcode", "billing_country", "billing_email",
    "billing_phone", "refund_items", "line_item_1", "line_item_2",
]
# fmt: on


def woo_row(**other: str) -> dict[str, str]:
    """The order of `woo()` as the export suite tells it, in Berlin's time."""
    return {
        "order_id": "727",
        "order_number": "727",
        "order_date": "2026-01-05 09:58:12",
        "paid_date": "2026-01-05 09:58:40",
        "status": "processing",
        "shipping_total": "5.00",
        "shipping_tax_total": "0.50",
        "fee_total": "-0.50",
        "tax_total": "4.45",
        "order_total": "48.95",
        "order_currency": "EUR",
        "payment_method": "paypal",
        "transaction_id": "8XY12345",
        "customer_id": "26",
        "billing_first_name": "Ada",
        "billing_last_name": "Byron",
        "billing_address_1": "Hauptstraße 1",
        "billing_city": "Berlin",
        "billing_postcode": "10115",
        "billing_country": "DE",
        "billing_email": "ada@example.com",
        "billing_phone": "+49 30 1234567",
        "line_item_1": "name:Cup 1|sku:CUP-1|quantity:2|total:20.00|sub_total:25.00",
        "line_item_2": "name:Cup 2|sku:CUP-2|quantity:1|total:20.00|sub_total:20.00",
    } | other
