"""Files of stock movements: CSV or JSON Lines with `sku`, `kind`, `count` and `reason`.

A movement's id comes from the file's content and the line, so that the same file again records
nothing twice."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

from promenade.capabilities.stock.model import MovementKind, RowOutcome, StockRow
from promenade.capabilities.stock.wire import Difference, MovementBody, Reason, read_movement
from promenade.kit.codes import code, is_code
from promenade.kit.decoding import Strict, View, decode, faults
from promenade.kit.errors import Fault, Invalid
from promenade.kit.ids import keyed_id
from promenade.kit.sheets import Columns, read_sheet
from promenade.kit.stamp import Stamp

CSV = "text/csv"
JSON_LINES = "application/x-ndjson"
MAX_ROWS = 500
MAX_BYTES = 262_144


class ImportQuery(Strict, frozen=True):
    """A dry run reports what the file would do, and does nothing."""

    dry_run: bool = False


class RowBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns."""

    sku: str
    kind: MovementKind
    count: Difference
    reason: Reason


_SHEET = Columns(
    names=RowBody.__struct_fields__,
    required=RowBody.__struct_fields__,
    integers=frozenset({"count"}),
)


class FaultView(View, frozen=True):
    """`pointer` names the column, or is empty for the row as a whole."""

    pointer: str
    code: str
    detail: str


class RowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1; the balance is what is on hand then."""

    line: int
    sku: str | None
    result: Literal["recorded", "unchanged", "rejected"]
    balance_count: int | None
    errors: list[FaultView]


class StockImportReport(View, frozen=True):
    """The three counts sum to the number of rows."""

    dry_run: bool
    recorded_count: int
    unchanged_count: int
    rejected_count: int
    rows: list[RowView]


def read_rows(media_type: str, raw: bytes, stamp: Stamp) -> list[StockRow]:
    """Raises Invalid for a file without rows, with too many, or with a wrong header."""
    lines = _csv_lines(raw) if media_type == CSV else _json_lines(raw)
    rows = [_row(line, body, found, stamp) for line, body, found in lines]
    if not 0 < len(rows) <= MAX_ROWS:
        detail = f"The file has {len(rows)} rows; send 1 to {MAX_ROWS}."
        raise Invalid([Fault("", "wrong_row_count", detail)])
    return rows


def show_report(outcomes: Iterable[RowOutcome], *, dry_run: bool) -> StockImportReport:
    rows = [_show(outcome) for outcome in outcomes]
    results = [row.result for row in rows]
    return StockImportReport(
        dry_run=dry_run,
        recorded_count=results.count("recorded"),
        unchanged_count=results.count("unchanged"),
        rejected_count=results.count("rejected"),
        rows=rows,
    )


Line = tuple[int, RowBody | None, list[Fault]]


def _csv_lines(raw: bytes) -> Iterator[Line]:
    for line, values, broken in read_sheet(raw, _SHEET):
        named = {fault.pointer for fault in broken}
        wrong = [] if "" in named else faults(values, RowBody)
        found = [*broken, *(fault for fault in wrong if fault.pointer not in named)]
        yield line, None if found else msgspec.convert(values, RowBody), found


def _json_lines(raw: bytes) -> Iterator[Line]:
    for line, content in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if content.strip():
            try:
                yield line, decode(content, RowBody), []
            except Invalid as error:
                yield line, None, list(error.faults)


def _row(line: int, body: RowBody | None, found: list[Fault], stamp: Stamp) -> StockRow:
    if body is None:
        return StockRow(line, None, tuple(found))
    sku = code(body.sku)
    wrong = [] if is_code(sku) else [Fault("/sku", "malformed", "This is not a code.")]
    shape: Any = MovementBody
    asked = {"kind": body.kind, "count": body.count, "reason": body.reason}
    wrong += faults(asked, shape)
    if wrong:
        return StockRow(line, None, tuple(wrong))
    movement_id = keyed_id("movement", f"{stamp.actor} {stamp.fingerprint}", str(line))
    try:
        return StockRow(line, read_movement(movement_id, sku, msgspec.convert(asked, shape)))
    except Invalid as error:
        return StockRow(line, None, error.faults)


def _show(outcome: RowOutcome) -> RowView:
    command = outcome.row.command
    errors = [
        FaultView(pointer=fault.pointer, code=fault.code, detail=fault.detail)
        for fault in outcome.faults
    ]
    return RowView(
        line=outcome.row.line,
        sku=command.sku if command else None,
        result=outcome.result,
        balance_count=outcome.balance_count,
        errors=errors,
    )
