"""Files of people: CSV or JSON Lines, one customer per row."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from promenade.contracts.customers import CustomerId
from promenade.contracts.languages import Language, written
from promenade.customer.profile.model.learning import Told
from promenade.customer.profile.model.person import PLACEHOLDERS, Contact, Details, Traits
from promenade.customer.profile.model.tagging import MOST_TAGS
from promenade.customer.profile.service.importing import Imported, Result, Row
from promenade.customer.profile.wire.bodies import (
    Address,
    App,
    Name,
    Zone,
    zone_faults,
)
from promenade.customer.profile.wire.tagging import TagName
from promenade.kit.countries import Country
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault
from promenade.kit.headers import Columns
from promenade.kit.imports import FaultView, File, Line, Room, read_lines

MAX_ROWS = 500
MAX_BYTES = 1_048_576

TagNames = Annotated[tuple[TagName, ...], Meta(max_length=MOST_TAGS)]


class RowBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns, its tags as `a;b`. What is empty or left
    out stays as it is; an address takes the place of all that were known of its kind, an openid of
    those of its app. `wechat_app` is whose openid `wechat` is. A `phone` without the code of its
    country is one of the customer's country, or else mainland China's; it is kept with the code."""

    customer: CustomerId
    name: Name | None = None
    city: Name | None = None
    country: Country | None = None
    language: Language | None = None
    zone: Zone | None = None
    email: Address | None = None
    phone: Address | None = None
    wechat: Address | None = None
    wechat_app: App | None = None
    weibo: Address | None = None
    tags: TagNames = ()


COLUMNS = RowBody.__struct_fields__
_SHEET = Columns(
    names=COLUMNS,
    required=("customer",),
    lists=frozenset({"tags"}),
    emptiable=frozenset(COLUMNS) - {"customer", "tags"},
    blanks=PLACEHOLDERS,
    examples={"customer": "c-1001"},
)


class RowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1."""

    line: int
    customer: str
    result: Result
    errors: list[FaultView]


class ImportReport(View, frozen=True):
    """The counts sum to the number of rows. Of all faults the first 100 stand with their rows, and
    `more_count` says how many more there are."""

    dry_run: bool
    created_count: int
    changed_count: int
    unchanged_count: int
    rejected_count: int
    more_count: int
    rows: list[RowView]


def read_rows(file: File) -> list[Row]:
    """Raises Invalid for a file that is no text, without rows, with too many, or with a wrong
    header."""
    lines = read_lines(file, RowBody, _SHEET, most=MAX_ROWS)
    return [_row(line.number, line.body) if line.body else _refused(line) for line in lines]


def show_report(done: Iterable[Imported], language: str, *, dry_run: bool) -> ImportReport:
    room = Room(language)
    shown = [_show(each, room) for each in done]
    return ImportReport(
        dry_run=dry_run,
        created_count=_count(shown, "created"),
        changed_count=_count(shown, "changed"),
        unchanged_count=_count(shown, "unchanged"),
        rejected_count=_count(shown, "rejected"),
        more_count=room.more_count,
        rows=shown,
    )


def _refused(line: Line[RowBody]) -> Row:
    customer = str(line.values.get("customer", ""))[:128]
    return Row(line.number, customer, None, line.faults, line.more_count)


def _row(number: int, body: RowBody) -> Row:
    faults = (*zone_faults(body.zone), *_app_faults(body))
    language = written(body.language) if body.language else None
    traits = Traits(language, body.zone, body.country)
    details = Details(body.name, body.city, tuple(_contacts(body)))
    return Row(number, body.customer, Told(body.customer, traits, details, body.tags), faults)


def _contacts(body: RowBody) -> Iterator[Contact]:
    if body.email:
        yield Contact("email", body.email.strip())
    if body.phone:
        yield Contact("phone", body.phone.strip())
    if body.wechat:
        yield Contact("wechat", body.wechat.strip(), body.wechat_app)
    if body.weibo:
        yield Contact("weibo", body.weibo.strip())


def _app_faults(body: RowBody) -> Iterator[Fault]:
    if body.wechat_app and not body.wechat:
        yield Fault("/wechat", "missing", "Send the openid that belongs to this app.")


def _show(done: Imported, room: Room) -> RowView:
    row = done.row
    errors = room.show(row.faults, row.more_count)
    return RowView(line=row.line, customer=row.customer, result=done.result, errors=errors)


def _count(rows: Sequence[RowView], result: Result) -> int:
    return sum(1 for row in rows if row.result == result)
