"""Files of stock movements: CSV or JSON Lines with `sku`, `kind`, `count`, `reason` and, where
it is not the main one, `warehouse`.

A movement's id comes from the file's content and the line, so that the same file again records
nothing twice."""

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from promenade.base.stock.model import MovementKind, RowOutcome, StockRow
from promenade.base.stock.wire import Difference, MovementBody, Reason, Spelt, read_movement
from promenade.contracts.stock import MAIN
from promenade.kit.codes import NO_CODE, code, is_code
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.findings import faults
from promenade.kit.headers import Columns
from promenade.kit.ids import keyed_id
from promenade.kit.imports import FaultView, File, Line, Room, read_lines
from promenade.kit.stamp import Stamp

MAX_ROWS = 500
MAX_BYTES = 262_144


class RowBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns."""

    sku: str
    kind: MovementKind
    count: Difference
    reason: Reason
    warehouse: Spelt = MAIN


_SHEET = Columns(
    names=RowBody.__struct_fields__,
    required=("sku", "kind", "count", "reason"),
    integers=frozenset({"count"}),
    examples={
        "sku": "MUG-S",
        "kind": "receive",
        "count": "10",
        "reason": "Delivery 4711",
        "warehouse": "EAST",
    },
)


class RowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1; the balance is what is on hand then."""

    line: int
    sku: str | None
    result: Literal["recorded", "unchanged", "rejected"]
    balance_count: int | None
    errors: list[FaultView]


class StockImportReport(View, frozen=True):
    """The three counts sum to the number of rows. Of all faults the first 100 stand with their
    rows, and `more_count` says how many more there are."""

    dry_run: bool
    recorded_count: int
    unchanged_count: int
    rejected_count: int
    more_count: int
    rows: list[RowView]


def read_rows(file: File, stamp: Stamp) -> list[StockRow]:
    """Raises Invalid for a file that is no text, without rows, with too many, or with a wrong
    header."""
    lines = read_lines(file, RowBody, _SHEET, most=MAX_ROWS)
    return [_row(line.number, line.body, stamp) if line.body else _refused(line) for line in lines]


def show_report(
    outcomes: Iterable[RowOutcome], language: str, *, dry_run: bool
) -> StockImportReport:
    room = Room(language)
    rows = [_show(outcome, room) for outcome in outcomes]
    results = [row.result for row in rows]
    return StockImportReport(
        dry_run=dry_run,
        recorded_count=results.count("recorded"),
        unchanged_count=results.count("unchanged"),
        rejected_count=results.count("rejected"),
        more_count=room.more_count,
        rows=rows,
    )


def _refused(line: Line[RowBody]) -> StockRow:
    return StockRow(line.number, None, line.faults, line.more_count)


def _row(line: int, body: RowBody, stamp: Stamp) -> StockRow:
    sku = code(body.sku)
    wrong = [] if is_code(sku) else [Fault("/sku", "malformed", NO_CODE)]
    shape: Any = MovementBody
    asked = {name: getattr(body, name) for name in ("kind", "count", "reason", "warehouse")}
    wrong += faults(asked, shape)
    if wrong:
        return StockRow(line, None, tuple(wrong))
    movement_id = keyed_id("movement", f"{stamp.actor} {stamp.fingerprint}", str(line))
    try:
        return StockRow(line, read_movement(movement_id, sku, msgspec.convert(asked, shape)))
    except Invalid as error:
        return StockRow(line, None, error.faults)


def _show(outcome: RowOutcome, room: Room) -> RowView:
    command = outcome.row.command
    return RowView(
        line=outcome.row.line,
        sku=command.sku if command else None,
        result=outcome.result,
        balance_count=outcome.balance_count,
        errors=room.show(outcome.faults, outcome.row.more_count),
    )
