"""One line of the Online Retail set, read strictly."""

import csv
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from promenade.customer.order.wire.platforms.amounts import read_number

COLUMNS = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)
WHOLE = re.compile("-?[0-9]{1,18}")
ZONE = "Europe/London"
_HIGHEST_PRICE = Decimal(10**7)


class BadRow(Exception):
    """Why a row is no invoice line."""


@dataclass(frozen=True, slots=True)
class Row:
    """A negative price has been turned into a negative quantity: the amount is the same."""

    sku: str
    title: str
    quantity: int
    unit_price_minor: int
    at: datetime
    customer: str | None

    @property
    def amount_minor(self) -> int:
        return self.quantity * self.unit_price_minor


def split_line(line: bytes) -> tuple[str, ...]:
    """Each line by itself, so that an open quote spoils no other row."""
    try:
        cells = tuple(next(csv.reader((line.decode(),), strict=True), ()))
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadRow(f"no CSV in UTF-8: {error}") from None
    if len(cells) != len(COLUMNS) or not cells[0]:
        raise BadRow(f"{len(cells)} cells instead of 8, or no InvoiceNo")
    return cells


def read_row(cells: tuple[str, ...]) -> Row:
    _, sku, title, quantity, at, price, customer, _ = cells
    units, unit_price = _quantity(quantity), _price(price)
    if unit_price < 0:
        units, unit_price = -units, -unit_price
    return Row(sku, title.strip(), units, unit_price, _instant(at), customer or None)


@lru_cache(maxsize=10_000)
def _quantity(text: str) -> int:
    if not WHOLE.fullmatch(text):
        raise BadRow(f"Quantity is {text!r}")
    return int(text)


@lru_cache(maxsize=10_000)
def _price(text: str) -> int:
    """In pence; two of the set's prices are a tenth of a penny."""
    price = read_number(text.encode())
    if price is None or abs(price) >= _HIGHEST_PRICE:
        raise BadRow(f"UnitPrice is {text!r}")
    return int((price * 100).to_integral_value(ROUND_HALF_UP))


@lru_cache(maxsize=10_000)
def _instant(text: str) -> datetime:
    """Naive times of the shop in London; of an hour that occurs twice, the first."""
    try:
        local = datetime.strptime(text, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        raise BadRow(f"InvoiceDate is {text!r}") from None
    return local.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
