"""Which entry prices a SKU on an occasion, and until when the clock leaves it so."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.entry import Entry, SkuPrices
from promenade.contracts.prices import Ground
from promenade.kit.values import Value, replace


class Chosen(Value, frozen=True):
    """An entry and the book that it stands in."""

    book: PriceBook
    entry: Entry

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """The least goes before: its book's rank, then what the buyer pays less, then the id."""
        return *self.book.rank, self.entry.terms.sale_minor, self.book.id


_GROUNDS: tuple[Ground, ...] = ("priority", "scope", "lowest_price", "id")


def choose(held: SkuPrices, books: Mapping[str, PriceBook], at: datetime) -> Chosen | None:
    """Of the books that serve the occasion, the first by rank that has a price at the instant."""
    return min(_in_force(held, books, at), key=lambda each: each.rank, default=None)


def ground(chosen: Chosen, held: SkuPrices, books: Mapping[str, PriceBook], at: datetime) -> Ground:
    """What it went before the next one by."""
    others = [each.rank for each in _in_force(held, books, at) if each != chosen]
    if not others:
        return "only"
    differs = (own != other for own, other in zip(chosen.rank, min(others), strict=True))
    return next(name for name, unlike in zip(_GROUNDS, differs, strict=True) if unlike)


def _in_force(held: SkuPrices, books: Mapping[str, PriceBook], at: datetime) -> Iterator[Chosen]:
    return (each for each in in_books(held, books) if is_in_force(each, at))


def edges(held: SkuPrices, books: Mapping[str, PriceBook]) -> Iterator[datetime]:
    """Instants at which another entry may be chosen."""
    for each in in_books(held, books):
        spans = (each.entry.start, each.entry.end, each.book.start, each.book.end)
        yield from (instant for instant in spans if instant is not None)


def in_books(held: SkuPrices, books: Mapping[str, PriceBook]) -> Iterator[Chosen]:
    return (Chosen(books[entry.book_id], entry) for entry in held.entries if entry.book_id in books)


def bounded(held: SkuPrices, books: Mapping[str, PriceBook]) -> SkuPrices:
    """The entries as their books let them hold: within their windows, or not at all."""
    found = (_within(each) for each in in_books(held, books))
    return replace(held, entries=tuple(each for each in found if not each.is_over(each.start)))


def _within(chosen: Chosen) -> Entry:
    entry, book = chosen.entry, chosen.book
    start = max(entry.start, book.start or entry.start)
    ends = [each for each in (entry.end, book.end) if each is not None]
    return replace(entry, start=start, end=min(ends, default=None))


def next_edge(instants: Iterable[datetime], after: datetime) -> datetime | None:
    return min((each for each in instants if each > after), default=None)


def is_in_force(chosen: Chosen, at: datetime) -> bool:
    return chosen.entry.holds(at) and chosen.book.is_open(at)
