"""Books, terms, entries and changes of prices, for tests."""

from datetime import datetime, timedelta
from typing import Any

from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.change import PriceChange
from promenade.base.price.model.entry import Entry, SkuPrices
from promenade.base.price.model.terms import Terms
from tests.support.stamps import NOON


def hour(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def terms(sale_minor: int = 1_000, **other: Any) -> Terms:
    return Terms(**{"list_minor": max(sale_minor, 1_000), "sale_minor": sale_minor} | other)


def book(book_id: str = "B", **other: Any) -> PriceBook:
    given: dict[str, Any] = {"id": book_id, "name": book_id, "currency": "CNY", "version": 1}
    return PriceBook(**given | {"request": book_id} | other)


def entry(id_: str, start: float, end: float | None = None, **other: Any) -> Entry:
    """From and to hours after noon."""
    given: dict[str, Any] = {
        "id": id_,
        "book_id": "B",
        "start": hour(start),
        "end": None if end is None else hour(end),
        "terms": terms(),
    }
    return Entry(**given | other)


def prices(*entries: Entry, **other: Any) -> SkuPrices:
    given: dict[str, Any] = {"sku": "MUG", "version": len(entries), "entries": entries}
    return SkuPrices(**given | other)


def change(id_: str = "change_1", **other: Any) -> PriceChange:
    given: dict[str, Any] = {
        "id": id_,
        "sku": "MUG",
        "book_id": "B",
        "currency": "CNY",
        "terms": terms(),
        "start": NOON,
        "end": None,
        "supersede": False,
        "reason": "Because",
        "created_at": NOON,
        "created_by": "staff:maria",
        "request": f"request of {id_}",
        "version": 1,
    }
    return PriceChange(**given | other)
