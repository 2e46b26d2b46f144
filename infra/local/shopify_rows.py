"""The rows of one order in Shopify's export, as its webhook would have told it.

An order's own columns are filled in its first row alone, and every row has a line. Not told are
whether tax is included, what a discount took off which line, and when money went back: the first
is what lets the total balance, the second is shared out (N4), the third is the last date told.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import product
from typing import Any, NamedTuple

from infra.local.foreign_sheets import Cells
from infra.local.online_retail_rows import WHOLE, BadRow
from promenade.customer.order.wire.platforms.amounts import minor, read_number
from promenade.customer.order.wire.platforms.payload import amount
from promenade.kit.currencies import plain
from promenade.kit.money import allocate

COLUMNS = frozenset(
    {
        "Name", "Financial Status", "Currency", "Subtotal", "Shipping", "Taxes", "Total",
        "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price",
    }
)  # fmt: skip
_DATES = ("Created at", "Paid at", "Fulfilled at", "Cancelled at")


class _Line(NamedTuple):
    """In minor units; `off` is the line's own discount."""

    gross: int
    off: int
    is_tip: bool


class Sheet:
    """An order's first row, which has its amounts, and those that have a line."""

    def __init__(self, first: Cells, rows: Sequence[Cells]) -> None:
        self.rows = rows
        self.first = first
        self.currency = self.first["Currency"]

    def minor(self, column: str, cells: Cells | None = None) -> int:
        """Raises BadRow or Invalid."""
        text = (self.first if cells is None else cells).get(column) or "0"
        if read_number(text.encode()) is None:
            raise BadRow(f"{column} is {text!r}")
        return minor(amount(text), self.currency, f"/{column}")

    def major(self, amount: int) -> str:
        return plain(amount, self.currency)


def shopify_payload(rows: Sequence[Cells]) -> dict[str, Any]:
    """Raises BadRow or Invalid."""
    if not rows[0]["Created at"]:
        raise BadRow(f"the row that has the amounts of {rows[0]['Name']} is not before this one")
    sheet = Sheet(rows[0], [row for row in rows if row["Lineitem quantity"]])
    lines = [_line(sheet, row) for row in sheet.rows]
    offs = _offs(sheet, lines)
    tip = sum(line.gross for line in lines if line.is_tip)
    taxes_included, shipping_off = _ways(sheet, tip, sum(offs))
    told = [found for found in (_instant(sheet.first, name) for name in _DATES) if found]
    return _about(sheet.first) | {
        "updated_at": max(told),
        "taxes_included": taxes_included,
        "subtotal_price": sheet.first["Subtotal"],
        "total_tax": sheet.first["Taxes"] or None,
        "total_tip_received": sheet.major(tip),
        "total_price": sheet.first["Total"],
        "original_total_duties_set": {"shop_money": {"amount": sheet.first.get("Duties") or "0"}},
        "line_items": [_item(sheet, at, lines[at], offs[at]) for at in range(len(lines))],
        "shipping_lines": [_shipping(sheet, shipping_off)],
        "refunds": _refunds(sheet, max(told)),
    }


def _line(sheet: Sheet, row: Cells) -> _Line:
    quantity = row["Lineitem quantity"]
    if not WHOLE.fullmatch(quantity):
        raise BadRow(f"Lineitem quantity is {quantity!r}: send whole units")
    is_tip = row["Lineitem name"].casefold() == "tip" and not row.get("Lineitem sku")
    gross = int(quantity) * sheet.minor("Lineitem price", row)
    return _Line(gross, sheet.minor("Lineitem discount", row), is_tip)


def _offs(sheet: Sheet, lines: Sequence[_Line]) -> list[int]:
    """What is taken off each line: its own discount, and its share of what the order's takes off
    goods."""
    goods = [0 if line.is_tip else line.gross for line in lines]
    own = [0 if line.is_tip else line.off for line in lines]
    rest = sum(goods) - sum(own) - sheet.minor("Subtotal")
    if rest < 0:
        own, rest = [0] * len(lines), sum(goods) - sheet.minor("Subtotal")
    weights = [gross - off for gross, off in zip(goods, own, strict=True)]
    if not 0 < rest <= sum(weights) or min(weights) < 0:
        return own
    return [off + part for off, part in zip(own, allocate(rest, weights), strict=True)]


def _ways(sheet: Sheet, tip: int, goods_off: int) -> tuple[bool, int]:
    """Whether tax is included, and what a discount takes off shipping: as the total balances."""
    beside = sheet.minor("Subtotal") + sheet.minor("Shipping") + sheet.minor("Duties") + tip
    off = max(0, min(sheet.minor("Shipping"), sheet.minor("Discount Amount") - goods_off))
    for shipping_off, included in product((off, 0), (False, True)):
        tax = 0 if included else sheet.minor("Taxes")
        if beside - shipping_off + tax == sheet.minor("Total"):
            return included, shipping_off
    return False, 0


def _item(sheet: Sheet, place: int, line: _Line, off: int) -> dict[str, Any]:
    row = sheet.rows[place]
    return {
        "id": place + 1,
        "name": row["Lineitem name"],
        "sku": row.get("Lineitem sku"),
        "quantity": int(row["Lineitem quantity"]),
        "price": row["Lineitem price"],
        "discount_allocations": [{"amount": sheet.major(off)}],
        "tip_payment_method": "tip" if line.is_tip else None,
    }


def _shipping(sheet: Sheet, off: int) -> dict[str, Any]:
    return {
        "price": sheet.first["Shipping"] or "0",
        "discount_allocations": [{"amount": sheet.major(off)}],
    }


def _refunds(sheet: Sheet, at: datetime) -> list[dict[str, Any]]:
    amount = sheet.minor("Refunded Amount")
    paid = {"kind": "refund", "status": "success", "amount": sheet.major(amount)}
    return [{"id": 1, "created_at": at, "transactions": [paid]}] if amount else []


def _about(first: Cells) -> dict[str, Any]:
    method = first.get("Payment Method")
    return {
        "name": first["Name"],
        "currency": first["Currency"],
        "created_at": _instant(first, "Created at"),
        "paid_at": _instant(first, "Paid at"),
        "cancelled_at": _instant(first, "Cancelled at"),
        "financial_status": first["Financial Status"],
        "fulfillment_status": first.get("Fulfillment Status"),
        "source_name": first.get("Source"),
        "email": first.get("Email"),
        "phone": first.get("Phone"),
        "shipping_address": _address(first, "Shipping"),
        "billing_address": _address(first, "Billing"),
        "payment_gateway_names": [method] if method else [],
    }


def _address(first: Cells, kind: str) -> dict[str, str] | None:
    columns = {
        "name": "Name", "phone": "Phone", "address1": "Address1", "address2": "Address2",
        "city": "City", "province": "Province Name", "country": "Country", "zip": "Zip",
    }  # fmt: skip
    found = {field: first.get(f"{kind} {name}", "") for field, name in columns.items()}
    found["zip"] = found["zip"].removeprefix("'")
    return found if any(found.values()) else None


def _instant(first: Cells, column: str) -> datetime | None:
    text = first.get(column)
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        raise BadRow(f"{column} is {text!r}") from None
