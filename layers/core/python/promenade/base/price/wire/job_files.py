"""Jobs that move the prices of a file, on the wire."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.price.model.adjustment import AddAmount, Ending
from promenade.base.price.model.job import Asked, FileRows
from promenade.base.price.service.jobs import FileRow
from promenade.base.price.wire.adjustments import move_of, starts_at
from promenade.base.price.wire.fields import Id, Name, Reason, Zones
from promenade.kit.codes import code
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict
from promenade.kit.errors import Fault, Invalid
from promenade.kit.headers import Columns
from promenade.kit.http.routes import Call
from promenade.kit.imports import File, Line, read_lines
from promenade.kit.windows import Moment

MAX_BYTES = 2_500_000
MAX_ROWS = 50_000
"""All of them at fault are told within two seconds of CPU (N29)."""

_SHEET = Columns(
    names=("sku", "add_minor"),
    required=("sku", "add_minor"),
    integers=frozenset({"add_minor"}),
    examples={"sku": "MUG-S", "add_minor": "-500"},
)


class JobFileQuery(Strict, frozen=True):
    """A file has at most 50,000 rows; `book_id`, `currency` and `reason` hold for all of them."""

    book_id: Id
    currency: Currency
    reason: Reason
    ending: Ending | None = None
    moves_list: bool = False
    start: Moment | None = None


class RowBody(Strict, frozen=True):
    sku: Name
    add_minor: Annotated[int, Meta(ge=-99_999_999, le=99_999_999)]


def read_file(
    call: Call[bytes, JobFileQuery], now: datetime, zones: Zones
) -> tuple[Asked, list[FileRow]]:
    """Raises Invalid, also for a file of which a row is at fault."""
    query, id_ = call.query, call.new_id("price_job")
    rows = _read_rows(File(call.media_type, call.body, call.charset))
    move = move_of(AddAmount(0), query)
    start = starts_at(query.start, query.book_id, now, zones) if query.start else None
    selection = FileRows(len(rows))
    return Asked(id_, query.book_id, move, query.reason, selection, start), rows


def _read_rows(file: File) -> list[FileRow]:
    lines = read_lines(file, RowBody, _SHEET, most=MAX_ROWS)
    found: dict[str, FileRow] = {}
    wrong: list[Fault] = []
    for line in lines:
        row, faults = _row(line, found)
        wrong += faults
        if row:
            found[row.sku] = row
    if wrong:
        raise Invalid(wrong)
    return list(found.values())


def _row(line: Line[RowBody], found: dict[str, FileRow]) -> tuple[FileRow | None, list[Fault]]:
    if line.body is None:
        return None, [each.within(f"/{line.number}") for each in line.faults]
    sku = code(line.body.sku)
    if sku in found:
        detail = "An earlier line names this SKU."
        return None, [Fault(f"/{line.number}/sku", "repeated", detail)]
    return FileRow(sku, line.body.add_minor), []
