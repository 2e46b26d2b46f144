"""Files of rows, CSV or JSON Lines: every row read or refused with all its faults."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

import msgspec

from promenade.kit.decoding import Strict, View, decode, faults, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.sheets import Columns, Values, read_sheet
from promenade.kit.values import Value

CSV = "text/csv"
JSON_LINES = "application/x-ndjson"

_MOST_FAULTS = 20_000

B = TypeVar("B", bound=Strict)


class ImportQuery(Strict, frozen=True):
    """A dry run reports what the file would do, and does nothing."""

    dry_run: bool = False


class FaultView(View, frozen=True):
    """`pointer` names the column, or is empty for the row as a whole."""

    pointer: str
    code: str
    detail: str


class Line(Value, Generic[B], frozen=True):
    """`number` counts from 1, with a CSV's header as line 1. Without a `body` there are faults;
    `values` are what could be read of such a row."""

    number: int
    body: B | None
    values: Values = {}  # noqa: RUF012  each value gets its own
    faults: tuple[Fault, ...] = ()


def read_lines(
    media_type: str, raw: bytes, shape: type[B], columns: Columns, *, most: int
) -> list[Line[B]]:
    """Raises Invalid for a file without rows, with more than `most`, with a wrong header, or with
    more faults than a report has room for."""
    found = _csv(raw, shape, columns) if media_type == CSV else _json(raw, shape)
    lines = list(found)
    if not 0 < len(lines) <= most:
        detail = f"The file has {len(lines)} rows; send 1 to {most}."
        raise Invalid([Fault("", "wrong_row_count", detail)])
    if (count := sum(len(line.faults) for line in lines)) > _MOST_FAULTS:
        detail = f"The rows have {count} faults; mend some of them first."
        raise Invalid([Fault("", "too_many_faults", detail)])
    return lines


def show_faults(found: Iterable[Fault]) -> list[FaultView]:
    return [show(fault, FaultView) for fault in found]


def _csv(raw: bytes, shape: type[B], columns: Columns) -> Iterator[Line[B]]:
    for number, values, broken in read_sheet(raw, columns):
        named = {fault.pointer for fault in broken}
        wrong = [] if "" in named else faults(values, shape)
        found = (*broken, *(fault for fault in wrong if fault.pointer not in named))
        body = None if found else msgspec.convert(values, shape)
        yield Line(number, body, values, found)


def _json(raw: bytes, shape: type[B]) -> Iterator[Line[Any]]:
    for number, content in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not content.strip():
            continue
        try:
            yield Line(number, decode(content, shape))
        except Invalid as error:
            yield Line(number, None, faults=error.faults)
