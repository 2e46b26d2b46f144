"""Files of stock movements: CSV or JSON Lines with `sku`, `kind`, `count`, `reason` and, where
it is not the main one, `warehouse`.

A movement's id comes from what its row says, so that a file that comes again, longer or mended,
records nothing twice (ADR 46)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from promenade.base.stock.model import MovementKind, RowOutcome, StockRow
from promenade.base.stock.wire import Difference, MovementBody, Reason, Spelt, read_movement
from promenade.contracts.references import NAME, NO_NAME
from promenade.contracts.stock import MAIN
from promenade.kit.codes import NO_CODE, code, is_code
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.findings import faults
from promenade.kit.headers import Columns
from promenade.kit.ids import keyed_id
from promenade.kit.imports import FaultView, File, ImportQuery, Line, Room, read_lines
from promenade.kit.values import replace

MAX_ROWS = 500
MAX_BYTES = 262_144


class RowBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns. A `stock_take` counts what is on the
    shelf without units of orders that are paid, sent or not."""

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


class StockImportQuery(ImportQuery, frozen=True):
    """Rows that say the same are recorded once, and as often as the longest file has them. `batch`,
    a delivery note or the name of a count, tells equal rows of another occasion apart."""

    batch: Annotated[str, Meta(pattern=NAME, extra={"says": NO_NAME})] = ""


class RowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1; the balance is what was on hand when the
    row was recorded, at `recorded_at`: earlier, where it is `unchanged`."""

    line: int
    sku: str | None
    result: Literal["recorded", "unchanged", "rejected"]
    balance_count: int | None
    recorded_at: datetime | None
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


def read_rows(file: File, batch: str) -> list[StockRow]:
    """Raises Invalid for a file that is no text, without rows, with too many, or with a wrong
    header."""
    lines = read_lines(file, RowBody, _SHEET, most=MAX_ROWS)
    read = (_row(each.number, each.body) if each.body else _refused(each) for each in lines)
    return list(_identified(read, batch))


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


def _identified(rows: Iterable[StockRow], batch: str) -> Iterator[StockRow]:
    """By what they say, and which of several equal rows they are."""
    met: Counter[bytes] = Counter()
    for row in rows:
        if row.command is None:
            yield row
            continue
        said = msgspec.json.encode(row.command)
        met[said] += 1
        id_ = keyed_id("movement", f"import {batch}", f"{met[said]} {said.decode()}")
        yield replace(row, command=replace(row.command, id=id_))


def _refused(line: Line[RowBody]) -> StockRow:
    said = line.values.get("sku")
    sku = code(said) if isinstance(said, str) else None
    return StockRow(line.number, None, line.faults, line.more_count, sku)


def _row(line: int, body: RowBody) -> StockRow:
    sku = code(body.sku)
    wrong = [] if is_code(sku) else [Fault("/sku", "malformed", NO_CODE)]
    shape: Any = MovementBody
    asked = {name: getattr(body, name) for name in ("kind", "count", "reason", "warehouse")}
    wrong += faults(asked, shape)
    if wrong:
        return StockRow(line, None, tuple(wrong), sku=sku)
    try:
        return StockRow(line, read_movement("", sku, msgspec.convert(asked, shape)), sku=sku)
    except Invalid as error:
        return StockRow(line, None, error.faults, sku=sku)


def _show(outcome: RowOutcome, room: Room) -> RowView:
    movement = outcome.movement
    return RowView(
        line=outcome.row.line,
        sku=outcome.row.sku,
        result=outcome.result,
        balance_count=movement.balance_count if movement else None,
        recorded_at=movement.occurred_at if movement else None,
        errors=room.show(outcome.faults, outcome.row.more_count),
    )
