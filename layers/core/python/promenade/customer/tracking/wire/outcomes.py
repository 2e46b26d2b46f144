"""Files of outcomes: CSV or JSON Lines, one person of an experiment per row."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from promenade.contracts.references import Reference
from promenade.customer.tracking.model.experiments import Outcome
from promenade.customer.tracking.service.experiments import Imported, Result, Row
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault
from promenade.kit.headers import Columns
from promenade.kit.imports import FaultView, File, Line, Room, read_lines

MAX_ROWS = 500
MAX_BYTES = 262_144
Flag = Annotated[int, Meta(ge=0, le=1)]


class OutcomeBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns. A subject may be a customer's id, or any
    other name of who took part; who `visited` or `converted` is 1, else 0. Who converted has
    visited, and who spent has converted."""

    subject: Reference
    arm: Reference
    visited: Flag
    converted: Flag
    spend_minor: Annotated[int, Meta(ge=0, le=9_999_999_999)] = 0


COLUMNS = OutcomeBody.__struct_fields__
_EXAMPLES = {
    "subject": "c-1001",
    "arm": "mail",
    "visited": "1",
    "converted": "0",
    "spend_minor": "0",
}
_SHEET = Columns(
    names=COLUMNS,
    required=COLUMNS[:-1],
    integers=frozenset({"visited", "converted", "spend_minor"}),
    examples=_EXAMPLES,
)


class OutcomeRowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1. Who is `known` was counted before; who
    `differs` was counted with another outcome, which stands."""

    line: int
    subject: str
    result: Result
    errors: list[FaultView]


class OutcomeReport(View, frozen=True):
    """The counts sum to the number of rows; only rows that were not counted are listed. Of all
    faults the first 100 stand with their rows, and `more_count` says how many more there are."""

    dry_run: bool
    counted_count: int
    known_count: int
    differing_count: int
    rejected_count: int
    more_count: int
    rows: list[OutcomeRowView]


def read_rows(file: File) -> list[Row]:
    """Raises Invalid for a file that is no text, without rows, with too many, or with a wrong
    header."""
    return [_row(line) for line in read_lines(file, OutcomeBody, _SHEET, most=MAX_ROWS)]


def show_report(done: Sequence[Imported], language: str, *, dry_run: bool) -> OutcomeReport:
    room = Room(language)
    shown = [_show(each, room) for each in done if each.result != "counted"]
    return OutcomeReport(
        dry_run=dry_run,
        counted_count=_count(done, "counted"),
        known_count=_count(done, "known"),
        differing_count=_count(done, "differs"),
        rejected_count=_count(done, "rejected"),
        more_count=room.more_count,
        rows=shown,
    )


def _row(line: Line[OutcomeBody]) -> Row:
    body = line.body
    if body is None:
        subject = str(line.values.get("subject", ""))[:128]
        return Row(line.number, subject, None, line.faults, line.more_count)
    if faults := [*_contradictions(body)]:
        return Row(line.number, body.subject, None, tuple(faults))
    found = Outcome(body.arm, bool(body.visited), bool(body.converted), body.spend_minor)
    return Row(line.number, body.subject, found)


def _contradictions(body: OutcomeBody) -> Iterator[Fault]:
    if body.converted and not body.visited:
        yield Fault("/converted", "contradiction", "Who converted has visited before.")
    if body.spend_minor and not body.converted:
        yield Fault("/spend_minor", "contradiction", "Who spent something has converted.")


def _show(done: Imported, room: Room) -> OutcomeRowView:
    row = done.row
    errors = room.show(row.faults, row.more_count)
    return OutcomeRowView(line=row.line, subject=row.subject, result=done.result, errors=errors)


def _count(rows: Iterable[Imported], result: Result) -> int:
    return sum(1 for each in rows if each.result == result)
