"""Price books on the wire."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.price.model.book import EditBook, PriceBook, rule_of
from promenade.base.price.wire.fields import ShortName
from promenade.contracts.claims import Rule
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View, show
from promenade.kit.paging import Page
from promenade.kit.stamp import Stamp
from promenade.kit.windows import Moment, end_of, read_all, start_of
from promenade.kit.zones import is_zone

Priority = Annotated[int, Meta(ge=-1_000, le=1_000)]


class BookBody(Strict, frozen=True):
    """Half-open [start, end). Without a channel, a group or a zone it is for every one. Of two that
    serve a cart, the one of the higher priority prices it. `rule` says what an old price in it is
    held to: the lowest paid in the seven days before (cn7, where it is in CNY), or the lowest
    offered in thirty (eu30, else), unless it is given; `time_zone` (IANA) whose days its dates
    are."""

    name: ShortName
    currency: Currency
    channel: ShortName | None = None
    group: ShortName | None = None
    zone: ShortName | None = None
    start: Moment | None = None
    end: Moment | None = None
    priority: Priority = 0
    rule: Rule | None = None
    time_zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"


class EditBookBody(Strict, frozen=True):
    """All that may change of a book: what was offered when is evidence."""

    name: ShortName
    end: Moment | None = None


class BookView(View, frozen=True):
    id: str
    name: str
    currency: str
    channel: str | None
    group: str | None
    zone: str | None
    start: datetime | None
    end: datetime | None
    priority: int
    rule: Rule
    time_zone: str
    version: int


class BookPage(View, frozen=True):
    items: list[BookView]
    next: str | None


def read_book(book_id: str, body: BookBody, stamp: Stamp) -> PriceBook:
    """Raises Invalid."""
    start, end = read_all({"/start": body.start, "/end": body.end})
    zone = body.time_zone if is_zone(body.time_zone) else "UTC"
    return PriceBook(
        id=book_id,
        name=body.name,
        currency=body.currency,
        version=1,
        channel=body.channel,
        group=body.group,
        zone=body.zone,
        start=start_of(start, zone) if start else None,
        end=end_of(end, zone) if end else None,
        priority=body.priority,
        rule=body.rule or rule_of(body.currency),
        time_zone=body.time_zone,
        request=stamp.fingerprint,
    )


def read_edit(body: EditBookBody) -> EditBook:
    """Raises Invalid."""
    (end,) = read_all({"/end": body.end})
    return EditBook(body.name, end)


def show_books(page: Page[PriceBook], cursor: str | None) -> BookPage:
    return BookPage(items=[show(each, BookView) for each in page.items], next=cursor)
