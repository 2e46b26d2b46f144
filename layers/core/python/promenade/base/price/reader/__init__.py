"""What prices let quotes and shelves read: contracts.prices.PriceReader, ShelfPriceReader. Claims
stand beside it: who prices a cart loads nothing of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial

import msgspec

from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.choosing import Chosen, choose, edges, ground, next_edge
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.store.records import (
    BOOKS,
    TABLE,
    Key,
    PriceRecord,
    ReadForQuotes,
    Register,
    prices_key,
)
from promenade.contracts.prices import Ground, PriceFacts, PricesInForce, Venue
from promenade.kit import dynamo
from promenade.kit.codes import code
from promenade.kit.lookups import Lookup
from promenade.kit.values import Value

FRESH_FOR = timedelta(seconds=5)
"""How long a book that staff open or end may stay unseen by a quote, at most. Prices are read with
each quote."""

_decoder = msgspec.json.Decoder(ReadForQuotes)


class Asked(Value, frozen=True):
    """`skus` and `venues` are by the codes as they were asked for, however they were spelt."""

    skus: Mapping[str, str]
    venues: Mapping[str, Venue]
    now: datetime

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(map(prices_key, self.skus.values()))


Books = Mapping[str, PriceBook]


class DynamoPriceReader:
    """Keeps the books. They are read with the prices of a quote once they are due; prices are not
    asked for while no book is known to serve a venue."""

    def __init__(self) -> None:
        self._books: Books = {}
        self._due_at: datetime | None = None

    def lookup(self, skus: Sequence[str], venue: Venue, now: datetime) -> Lookup[PricesInForce]:
        return self.lookup_each(dict.fromkeys(skus, venue), now)

    def lookup_each(self, venues: Mapping[str, Venue], now: datetime) -> Lookup[PricesInForce]:
        asked = Asked({sku: code(sku) for sku in venues}, venues, now)
        keys: tuple[Key, ...] = ()
        if self._due_at is None or any(self._serving(asked).values()):
            keys += asked.keys
        if self._due_at is None or now >= self._due_at:
            keys += (BOOKS,)
        return Lookup(TABLE, keys, partial(self._read, asked, keys))

    def _read(self, asked: Asked, keys: Collection[Key], bodies: Sequence[str]) -> PricesInForce:
        documents = [*map(_decoded, bodies)]
        if BOOKS in keys:
            registers = (each for each in documents if isinstance(each, Register))
            self._books = {book.id: book for each in registers for book in each.books}
            self._due_at = asked.now + FRESH_FOR
        serving = self._serving(asked)
        if (
            any(serving.values()) and asked.keys[0] not in keys
        ):  # the first one after a book was opened
            documents = [*map(_decoded, dynamo.find_bodies(PriceRecord, asked.keys))]
        held = {each.sku: each for each in documents if isinstance(each, SkuPrices)}
        offered = {
            sku: (held[own], serving[asked.venues[sku]])
            for sku, own in asked.skus.items()
            if own in held
        }
        return PricesInForce(dict(_facts(offered, asked.now)), _changes_at(offered, asked.now))

    def _serving(self, asked: Asked) -> Mapping[Venue, Books]:
        there = [each for each in self._books.values() if not each.is_over(asked.now)]
        return {
            venue: {each.id: each for each in there if each.serves(venue)}
            for venue in {*asked.venues.values()}
        }


Offered = Mapping[str, tuple[SkuPrices, Books]]
"""By SKU as it was asked for, with the books that serve its venue."""


def _facts(offered: Offered, now: datetime) -> Iterator[tuple[str, PriceFacts]]:
    for sku, (prices, books) in offered.items():
        chosen = choose(prices, books, now)
        if chosen is not None:
            yield sku, _priced(chosen, ground(chosen, prices, books, now))


def _priced(chosen: Chosen, by: Ground) -> PriceFacts:
    terms = chosen.entry.terms
    return PriceFacts(
        book_id=chosen.book.id,
        entry_id=chosen.entry.id,
        currency=chosen.book.currency,
        list_price_minor=terms.list_minor,
        sale_price_minor=terms.sale_minor,
        floor_price_minor=terms.floor_minor,
        cost_price_minor=terms.cost_minor,
        was_price_minor=chosen.entry.was_minor,
        ground=by,
    )


def _changes_at(offered: Offered, now: datetime) -> datetime | None:
    return next_edge((edge for each in offered.values() for edge in edges(*each)), now)


@lru_cache(maxsize=1_024)
def _decoded(body: str) -> SkuPrices | Register:
    """Equal documents give the same value."""
    document: SkuPrices | Register = _decoder.decode(body)
    return document
