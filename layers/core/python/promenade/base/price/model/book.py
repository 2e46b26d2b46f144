"""Price books: for whom, where and when their entries hold, and which of two goes before."""

from collections.abc import Iterator
from datetime import datetime

from promenade.contracts.claims import Rule
from promenade.contracts.prices import Venue
from promenade.kit.clock import to_wire
from promenade.kit.errors import Conflict, DomainError, Fault
from promenade.kit.values import Document, Value, replace
from promenade.kit.windows import When, end_of
from promenade.kit.zones import is_zone

MAX_BOOKS = 200
"""Even with the longest names they stay under 400 KB, in one item."""


class TooManyBooks(DomainError):
    """More books are open than a quote can look at."""


class EndInPast(Conflict):
    """A book that has ended stays as it was."""


class BookOver(Conflict):
    """Nothing holds in a book from its end on."""


class EndLater(Conflict):
    """A book that has an end has no later one."""


class PriceBook(Document, frozen=True):
    """Half-open [start, end); None of either, of channel, group or zone: any. `time_zone` (IANA) is
    the one that dates of its prices are of. Of a book that was opened only its name and its end may
    change: what was offered when is evidence. `request` is the fingerprint of the request that
    opened it."""

    id: str
    name: str
    currency: str
    version: int
    channel: str | None = None
    group: str | None = None
    zone: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    priority: int = 0
    rule: Rule = "cn7"
    time_zone: str = "UTC"
    request: str = ""

    @property
    def rank(self) -> tuple[int, int]:
        """The least goes before: higher priority, then the one that asks for more."""
        asked = (self.channel, self.group, self.zone)
        return -self.priority, asked.count(None)

    def serves(self, venue: Venue) -> bool:
        """At some time."""
        return (
            self.currency == venue.currency
            and self.channel in (None, venue.channel)
            and self.zone in (None, venue.zone)
            and (self.group is None or self.group in venue.groups)
        )

    def is_open(self, at: datetime) -> bool:
        return (self.start is None or self.start <= at) and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        return self.end is not None and self.end <= at


def is_for_everybody(book: PriceBook) -> bool:
    return (book.channel, book.group, book.zone) == (None,) * 3


def rule_of(currency: str) -> Rule:
    """What an old price in it is held to where nobody says."""
    return "cn7" if currency == "CNY" else "eu30"


class EditBook(Value, frozen=True):
    """What may change of a book."""

    name: str
    end: When | None


def book_faults(book: PriceBook) -> Iterator[Fault]:
    if not is_zone(book.time_zone):
        yield Fault("/time_zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")
    if book.start and book.end and book.end <= book.start:
        yield Fault("/end", "before_start", "A window ends after it starts.")


def opening_faults(book: PriceBook, now: datetime) -> Iterator[Fault]:
    """Of one that is opened now."""
    found = [*book_faults(book)]
    yield from found
    if book.is_over(now) and not any(each.pointer == "/end" for each in found):
        yield Fault("/end", "in_past", "A book ends after it is opened.")


def require_open(book: PriceBook, start: datetime) -> None:
    """For a price from `start` on. Raises BookOver."""
    if book.end is not None and book.is_over(start):
        told = "This price book ends at {end}, and no price starts in it by then: take another one."
        raise BookOver(told, book_id=book.id, end=to_wire(book.end))


def edit(book: PriceBook, asked: EditBook, now: datetime) -> PriceBook:
    """Raises EndLater, EndInPast: nobody ends a book before now, or opens it again after its
    end."""
    end = end_of(asked.end, book.time_zone) if asked.end else None
    if book.end and not book.is_over(now) and (end is None or end > book.end):
        told = "What it asks was agreed to until its end: open another book."
        raise EndLater(told, book_id=book.id)
    if end != book.end and (book.is_over(now) or (end and end < now)):
        raise EndInPast("A book ends now or later, and once.", book_id=book.id)
    return replace(book, name=asked.name, end=end, version=book.version + 1)
