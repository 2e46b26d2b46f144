"""One row of WooCommerce's order export (“Order Export” of its import and export suite), as its
webhook would have told it.

Dates are the shop's own time. Whether prices include tax is not told: amounts are without it, and
tax is on top.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.foreign_sheets import Cells
from infra.local.online_retail_rows import WHOLE, BadRow
from promenade.customer.order.wire.platforms.amounts import read_number

COLUMNS = frozenset(
    {"order_id", "order_date", "status", "order_currency", "order_total", "line_item_1"}
)
ANALYTICS = frozenset({"Order #", "Product(s)"})
_MOST_PLACES = 20
_LINE = re.compile(r"line_item_[0-9]+")
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%m/%d/%Y %H:%M:%S", "%Y-%m-%d %H:%M")


def woocommerce_payload(row: Cells, zone: ZoneInfo) -> dict[str, Any]:
    """Raises BadRow."""
    customer = row.get("customer_id") or row.get("customer_user") or "0"
    return _dates(row, zone) | {
        "number": row.get("order_number") or row["order_id"],
        "status": row["status"],
        "currency": row["order_currency"],
        "total": row["order_total"],
        "total_tax": str(_total_tax(row)),
        "line_items": list(_lines(row)),
        "shipping_lines": [{"total": row.get("shipping_total") or "0"}],
        "fee_lines": [{"total": row.get("fee_total") or "0"}],
        "refunds": list(_refunds(row)),
        "customer_id": int(customer) if WHOLE.fullmatch(customer) else 0,
        "billing": _address(row, "billing"),
        "shipping": _address(row, "shipping"),
        "payment_method": row.get("payment_method"),
        "payment_method_title": row.get("payment_method_title"),
        "transaction_id": row.get("transaction_id"),
    }


def _dates(row: Cells, zone: ZoneInfo) -> dict[str, str | None]:
    """The last one told stands for the last change."""
    placed, paid, completed = (
        _gmt(row, f"{name}_date", zone) for name in ("order", "paid", "completed")
    )
    return {
        "date_created_gmt": placed,
        "date_modified_gmt": max(filter(None, (placed, paid, completed)), default=None),
        "date_paid_gmt": paid,
        "date_completed_gmt": completed,
    }


def _total_tax(row: Cells) -> Decimal:
    """Some versions of the export count the tax of shipping in, some beside: as the total
    balances."""
    goods = sum((_decimal(line["total"], "line_item") for line in _lines(row)), Decimal(0))
    beside = _amount(row, "shipping_total") + _amount(row, "fee_total")
    rest = _amount(row, "order_total") - goods - beside
    tax = _amount(row, "tax_total")
    with_shipping = tax + _amount(row, "shipping_tax_total")
    return with_shipping if tax != rest == with_shipping else tax


def _lines(row: Cells) -> Iterator[dict[str, Any]]:
    for column, cell in row.items():
        if cell and _LINE.fullmatch(column):
            parts = _parts(cell)
            quantity = parts.get("quantity", "")
            if not WHOLE.fullmatch(quantity):
                raise BadRow(f"the quantity in {column} is {quantity!r}: send whole units")
            total = parts.get("total", "")
            yield {
                "name": parts.get("name"),
                "sku": parts.get("sku"),
                "quantity": int(quantity),
                "total": total,
                "subtotal": parts.get("sub_total") or parts.get("subtotal") or total,
            }


def _refunds(row: Cells) -> Iterator[dict[str, Any]]:
    """`amount:5.00|reason:…;amount:…`, as many as there were."""
    for place, cell in enumerate(filter(None, row.get("refund_items", "").split(";")), 1):
        if amount := _parts(cell).get("amount"):
            yield {"id": place, "total": str(-_decimal(amount, "refund_items"))}


def _parts(cell: str) -> dict[str, str]:
    """`name:Cup|sku:CUP-1|quantity:2`."""
    pairs = (part.partition(":") for part in cell.split("|"))
    return {name.strip(): text.strip() for name, _, text in pairs}


def _address(row: Cells, kind: str) -> dict[str, str]:
    names = (
        "first_name", "last_name", "address_1", "address_2", "city", "state", "postcode",
        "country", "email", "phone",
    )  # fmt: skip
    return {name: row.get(f"{kind}_{name}", "") for name in names}


def _amount(row: Cells, column: str) -> Decimal:
    return _decimal(row.get(column) or "0", column)


def _decimal(text: str, column: str) -> Decimal:
    found = read_number(text.encode())
    if found is None or abs(found.adjusted()) > _MOST_PLACES:
        raise BadRow(f"{column} is {text!r}")
    return found


def _gmt(row: Cells, column: str, zone: ZoneInfo) -> str | None:
    """Of an hour that occurs twice, the first."""
    text = row.get(column)
    if not text:
        return None
    for form in _FORMS:
        try:
            local = datetime.strptime(text, form)  # noqa: DTZ007
        except ValueError:
            continue
        return local.replace(tzinfo=zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    raise BadRow(f"{column} is {text!r}")
