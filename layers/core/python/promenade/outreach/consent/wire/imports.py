"""Files of consents: CSV or JSON Lines, one channel and purpose of a customer per row."""

from collections.abc import Iterable, Sequence

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentState
from promenade.contracts.customers import CustomerId
from promenade.contracts.languages import Language
from promenade.contracts.references import Reference
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault
from promenade.kit.headers import Columns
from promenade.kit.imports import FaultView, File, Line, Room, read_lines
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.consent import Source
from promenade.outreach.consent.service.importing import Imported, Result, Row
from promenade.outreach.consent.wire.consents import (
    ConsentBody,
    Instant,
    Wording,
    WordingVersion,
    faults_of,
    said_in,
    time_faults,
)

MAX_ROWS = 500
MAX_BYTES = 1_048_576


class RowBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns. Who withdraws consent needs no `locale`
    and no `wording`."""

    customer: CustomerId
    channel: Channel
    purpose: Purpose
    state: ConsentState
    given_at: Instant
    locale: Language | None = None
    wording: Wording | None = None
    wording_version: WordingVersion | None = None
    reference: Reference | None = None


_NO_LOCALE = "Send the language of what the customer read."
COLUMNS = RowBody.__struct_fields__
_OPTIONAL = ("locale", "wording", "wording_version", "reference")
_EXAMPLES = {
    "customer": "c-1001",
    "channel": "email",
    "purpose": "marketing",
    "state": "given",
    "given_at": "2025-11-20T10:00:00+08:00",
    "locale": "zh-CN",
    "wording": "Yes, send me offers.",
    "wording_version": "2025-10",
    "reference": "form 4711",
}
_SHEET = Columns(
    names=COLUMNS,
    required=tuple(name for name in COLUMNS if name not in _OPTIONAL),
    emptiable=frozenset(_OPTIONAL),
    examples=_EXAMPLES,
)


class RowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1. What is `outdated` changed nothing: the
    customer said something else since, or refused at the same instant."""

    line: int
    customer: str
    result: Result
    errors: list[FaultView]


class ImportReport(View, frozen=True):
    """The counts sum to the number of rows. Of all faults the first 100 stand with their rows, and
    `more_count` says how many more there are."""

    dry_run: bool
    recorded_count: int
    confirmed_count: int
    unchanged_count: int
    outdated_count: int
    rejected_count: int
    more_count: int
    rows: list[RowView]


def read_rows(file: File, stamp: Stamp) -> list[Row]:
    """Raises Invalid for a file that is no text, without rows, with too many, or with a wrong
    header."""
    lines = read_lines(file, RowBody, _SHEET, most=MAX_ROWS)
    return [_row(line.number, line.body, stamp) if line.body else _refused(line) for line in lines]


def show_report(done: Iterable[Imported], language: str, *, dry_run: bool) -> ImportReport:
    room = Room(language)
    shown = [_show(each, room) for each in done]
    return ImportReport(
        dry_run=dry_run,
        recorded_count=_count(shown, "recorded"),
        confirmed_count=_count(shown, "confirmed"),
        unchanged_count=_count(shown, "unchanged"),
        outdated_count=_count(shown, "outdated"),
        rejected_count=_count(shown, "rejected"),
        more_count=room.more_count,
        rows=shown,
    )


def _refused(line: Line[RowBody]) -> Row:
    customer = str(line.values.get("customer", ""))[:128]
    return Row(line.number, customer, None, line.faults, line.more_count)


def _row(number: int, body: RowBody, stamp: Stamp) -> Row:
    if not body.locale and body.state == "given":
        return Row(number, body.customer, None, (Fault("/locale", "missing", _NO_LOCALE),))
    said = ConsentBody(
        channel=body.channel,
        purpose=body.purpose,
        state=body.state,
        wording=body.wording,
        wording_version=body.wording_version,
        given_at=body.given_at,
        locale=body.locale or "",
        reference=body.reference,
    )
    faults = (*faults_of(said), *time_faults(body.given_at, stamp.at))
    saying = None if faults else said_in(said, Source.IMPORT, stamp)
    return Row(number, body.customer, saying, faults)


def _show(done: Imported, room: Room) -> RowView:
    row = done.row
    errors = room.show(done.faults, row.more_count)
    return RowView(line=row.line, customer=row.customer, result=done.result, errors=errors)


def _count(rows: Sequence[RowView], result: Result) -> int:
    return sum(1 for row in rows if row.result == result)
