"""The entries of one SKU: in no book do two hold at once, and what held stays as it was."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from promenade.base.price.model.terms import Terms
from promenade.kit.clock import to_wire
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.values import Document, replace

MAX_ENTRIES = 200
KEPT_FOR = timedelta(days=90)
"""After its end, if others need the room: longer than any rule looks back."""


class PriceOverlap(Conflict):
    """Another entry of the book holds for the SKU at the same time."""


class TooManyEntries(DomainError):
    """The SKU has as many entries as one item takes, and all may still be asked for."""


class Entry(Document, frozen=True):
    """What one change set, under its id: half-open [start, end). `follows` is the entry whose rest
    it took, `was_minor` the old price that was proven when it was entered."""

    id: str
    book_id: str
    start: datetime
    end: datetime | None
    terms: Terms
    follows: str | None = None
    was_minor: int | None = None

    def holds(self, at: datetime) -> bool:
        return self.start <= at and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        return self.end is not None and self.end <= at

    def meets(self, other: "Entry") -> bool:
        """At some instant both hold; those that touch do not."""
        return not self.is_over(other.start) and not other.is_over(self.start)


class SkuPrices(Document, frozen=True, tag_field="kind", tag="prices"):
    """All entries of a SKU, in all books, in order of their start."""

    sku: str
    version: int = 0
    entries: tuple[Entry, ...] = ()

    def find(self, entry_id: str) -> Entry | None:
        return next((each for each in self.entries if each.id == entry_id), None)

    def of(self, book_id: str) -> Iterator[Entry]:
        return (each for each in self.entries if each.book_id == book_id)


def enter(held: SkuPrices, entry: Entry, now: datetime, *, supersede: bool) -> SkuPrices:
    """With one entry more; `supersede` gives it the rest of the one that holds at its start.

    Raises PriceOverlap, TooManyEntries."""
    before = _superseded(held, entry) if supersede else None
    others = [each for each in held.entries if each != before]
    if before is not None:
        others.append(replace(before, end=entry.start))
        entry = replace(entry, end=before.end, follows=before.id)
    _refuse_overlap(others, entry)
    return _next(held, [*others, entry], now)


def withdraw(held: SkuPrices, entry_id: str, now: datetime) -> SkuPrices:
    """Without the rest of an entry. Before its start it leaves no trace, and what it would have
    superseded goes on; after it, it ends now."""
    gone = held.find(entry_id)
    if gone is None or gone.is_over(now):
        return replace(held, version=held.version + 1)
    others = [each for each in held.entries if each != gone]
    if gone.start <= now:
        others.append(replace(gone, end=now))
    else:
        others = [_rejoined(each, gone) for each in others]
    return _next(held, others, now)


def standing(held: SkuPrices, book_id: str, at: datetime) -> Entry | None:
    """What a price of this book from `at` on is compared with: what holds then, or held last."""
    before = (each for each in held.of(book_id) if each.start <= at)
    return max(before, key=lambda each: each.start, default=None)


def stood_since(held: SkuPrices, book_id: str, since: datetime, at: datetime) -> list[Terms]:
    """What the book came to ask within (since, at]."""
    return [each.terms for each in held.of(book_id) if since < each.start <= at]


Phase = Literal["coming", "holding", "over"]


def phase(held: SkuPrices, entry_id: str, at: datetime) -> Phase:
    """Of an entry that was entered once; one that is no longer kept is over."""
    entry = held.find(entry_id)
    if entry is None or entry.is_over(at):
        return "over"
    return "holding" if entry.start <= at else "coming"


def _superseded(held: SkuPrices, entry: Entry) -> Entry | None:
    """One that began before: what starts at the very instant is met, and not superseded."""
    found = (each for each in held.of(entry.book_id) if each.holds(entry.start))
    return next((each for each in found if each.start < entry.start), None)


def _rejoined(entry: Entry, gone: Entry) -> Entry:
    if entry.id == gone.follows and entry.end == gone.start:
        return replace(entry, end=gone.end)
    return replace(entry, follows=gone.follows) if entry.follows == gone.id else entry


def _refuse_overlap(others: list[Entry], entry: Entry) -> None:
    same_book = (each for each in others if each.book_id == entry.book_id)
    met = next((each for each in same_book if each.meets(entry)), None)
    if met is not None:
        start, end = to_wire(met.start), to_wire(met.end) if met.end else None
        told = f"{met.id} of this book holds from {start} until {end or 'it is superseded'}."
        facts = {"book_id": met.book_id, "start": start, "end": end}
        raise PriceOverlap(told, entry_id=met.id, **facts)


def _next(held: SkuPrices, entries: list[Entry], now: datetime) -> SkuPrices:
    kept = sorted(entries, key=lambda each: (each.start, each.id))
    if len(kept) > MAX_ENTRIES:
        kept = [each for each in kept if not each.is_over(now - KEPT_FOR)]
    if len(kept) > MAX_ENTRIES:
        told = f"A SKU has at most {MAX_ENTRIES} entries that hold, are to come or held lately."
        raise TooManyEntries(told, max_count=MAX_ENTRIES)
    return replace(held, version=held.version + 1, entries=tuple(kept))
