"""Items of the prices' table, and the documents in them."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.change import PriceChange
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.model.listing import Listing
from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord, Record, WaitingRecord
from promenade.kit.values import Document

Key = tuple[str, str]
D = TypeVar("D", bound=Document)

TABLE = setting("PRICE_TABLE")
BOOKS: Key = ("BOOKS", "-")


class PriceRecord(WaitingRecord, IndexedRecord):
    class Meta:
        table_name = TABLE


class Register(Document, frozen=True, tag_field="kind", tag="books"):
    """Every book that a quote may go by, or evidence be about."""

    version: int = 0
    books: tuple[PriceBook, ...] = ()


ReadForQuotes = SkuPrices | Register
book_of = msgspec.json.Decoder(PriceBook)
change_of = msgspec.json.Decoder(PriceChange)
listing_of = msgspec.json.Decoder(Listing)
prices_of = msgspec.json.Decoder(SkuPrices)
register_of = msgspec.json.Decoder(Register)


def book_key(book_id: str) -> Key:
    return f"BOOK#{book_id}", "-"


def prices_key(sku: str) -> Key:
    return f"SKU#{sku}", "PRICES"


def listing_key(sku: str) -> Key:
    return f"SKU#{sku}", "LISTING"


def change_key(sku: str, change_id: str) -> Key:
    return f"SKU#{sku}", f"CHANGE#{change_id}"


def adjustment_key(adjustment_id: str) -> Key:
    return f"ADJUSTMENT#{adjustment_id}", "-"


def encode(document: Document) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()


def books_in(register: PriceRecord | None) -> Mapping[str, PriceBook]:
    """By id."""
    books = register_of.decode(register.body).books if register else ()
    return {each.id: each for each in books}


def is_next(version: int) -> Condition:
    """The condition that what is stored is of the version before."""
    is_first: Condition = Record.pk.does_not_exist()
    is_after: Condition = Record.version == version - 1
    return is_first if version == 1 else is_after
