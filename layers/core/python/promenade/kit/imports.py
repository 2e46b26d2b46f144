"""Files of rows, CSV or JSON Lines: every row read or refused with all its faults."""

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

import msgspec

from promenade.kit.decoding import UNREADABLE, Strict, View, receive, tidy
from promenade.kit.encodings import text_of
from promenade.kit.errors import MOST_FAULTS, Fault, Invalid
from promenade.kit.headers import Columns
from promenade.kit.sheets import Values, read_sheet, require_row_count
from promenade.kit.values import Value

CSV = "text/csv"
JSON_LINES = "application/x-ndjson"

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
    """`number` counts from 1, with a CSV's header as line 1. Without a `body` there are faults,
    `more_count` beside those told; `values` are what could be read of such a row."""

    number: int
    body: B | None
    values: Values = {}  # noqa: RUF012  each value gets its own
    faults: tuple[Fault, ...] = ()
    more_count: int = 0


class Room:
    """What a report has room for: MOST_FAULTS faults of all its rows together."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._left = MOST_FAULTS
        self.more_count = 0

    def show(self, found: Sequence[Fault], more_count: int) -> list[FaultView]:
        """Those that there is room for; the others and `more_count` are counted."""
        told = found[: self._left]
        self._left -= len(told)
        self.more_count += len(found) - len(told) + more_count
        return [
            FaultView(pointer=fault.pointer, code=fault.code, detail=fault.said(self._language))
            for fault in told
        ]


class File(Value, frozen=True):
    """What was sent, and what its content type says of it; `charset` may be empty."""

    media_type: str
    raw: bytes
    charset: str = ""


def read_lines(file: File, shape: type[B], columns: Columns, *, most: int) -> list[Line[B]]:
    """Raises Invalid for a file that is no text, without rows, with more than `most`, or with a
    wrong header."""
    text = text_of(file.raw, file.charset)
    read = _csv(text, shape, columns, most) if file.media_type == CSV else _json(text, shape, most)
    return list(read)


def _csv(text: str, shape: type[B], columns: Columns, most: int) -> Iterator[Line[B]]:
    for number, values, broken in read_sheet(text, columns, most):
        yield line_of(number, values, broken, shape)


def line_of(number: int, values: Values, broken: Sequence[Fault], shape: type[B]) -> Line[B]:
    named = {fault.pointer for fault in broken}
    if "" in named:
        return Line(number, None, values, tuple(broken))
    try:
        body = tidy(values, shape)
    except Invalid as error:
        found = (*broken, *(fault for fault in error.faults if fault.pointer not in named))
        return Line(number, None, values, found, error.more_count)
    return Line(number, None if broken else body, values, tuple(broken))


def _json(text: str, shape: type[B], most: int) -> Iterator[Line[B]]:
    lines = text.split("\n")
    require_row_count(sum(1 for line in lines if line.strip()), most)
    for number, content in enumerate(lines, 1):
        if not content.strip():
            continue
        try:
            yield Line(number, receive(content.encode(), shape))
        except Invalid as error:
            yield Line(number, None, _said(content), error.faults, error.more_count)


def _said(line: str) -> Values:
    """The texts of an object that is not of the form asked for."""
    try:
        said = msgspec.json.decode(line)
    except UNREADABLE:
        return {}
    given = said.items() if isinstance(said, dict) else ()
    return {name: value for name, value in given if isinstance(value, str)}
