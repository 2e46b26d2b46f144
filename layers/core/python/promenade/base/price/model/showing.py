"""Every price that a SKU has at an instant, and what a reduction from it has to be held to."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from promenade.base.price.model.book import PriceBook, is_for_everybody, rule_of
from promenade.base.price.model.choosing import Chosen, in_books, is_in_force
from promenade.base.price.model.entry import SkuPrices
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.claims import Question, Shown


def shown(
    sku: SkuFacts, held: SkuPrices, books: Mapping[str, PriceBook], at: datetime
) -> Iterator[Shown]:
    """The catalogue's own is shown unless a book for everybody hides it."""
    found = [each for each in in_books(held, books) if is_in_force(each, at)]
    yield from (_in_book(held.sku, each, at) for each in found)
    if not any(_hides(each.book, sku.currency) for each in found):
        asked = Question(held.sku, rule_of(sku.currency), at, sku.currency)
        yield Shown(asked, sku.list_price_minor, sku.sale_price_minor, sku.floor_price_minor)


def _in_book(sku: str, chosen: Chosen, at: datetime) -> Shown:
    book, terms = chosen.book, chosen.entry.terms
    asked = Question(
        sku=sku,
        rule=book.rule,
        at=at,
        currency=book.currency,
        channel=book.channel,
        zone=book.zone,
    )
    return Shown(asked, terms.list_minor, terms.sale_minor, terms.floor_minor)


def _hides(book: PriceBook, currency: str) -> bool:
    return book.currency == currency and is_for_everybody(book)
