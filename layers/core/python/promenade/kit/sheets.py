"""CSV as people's spreadsheets write it: one header line, cells between commas, semicolons or tabs;
a text that would run as a formula is escaped by an apostrophe, as our own exports do."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from promenade.kit.cells import read_list, read_pairs
from promenade.kit.codes import repeated
from promenade.kit.errors import Fault, Invalid
from promenade.kit.headers import Columns, header_faults, read_names
from promenade.kit.values import Value, replace

_integer = re.compile(r"-?[0-9]{1,12}")
_NO_CSV = "Lines {first} to {last} are no CSV: look for a quote that is missing or stands alone."
_NO_CSV_LINE = "Line {line} is no CSV: look for a quote that is missing or stands alone."
_NO_ROW = (
    "The row has {count} cells, the header {expected}: put quotes around a text with a comma in it."
)
_SEPARATORS = ",;\t"
_MOST_LINES_OF_HEADER = 1_000
_said_separator = re.compile(r'"?sep=([,;\t|])"?[,;\t]*\r?\n', re.IGNORECASE)
_escape = re.compile(r"\A'(?='*(?:[=+\-@＝＋－＠]|[0-9]+$))")
_PHONE = r"[+＋][0-9](?:[ ()-]{0,2}[0-9]){5,14}\)?$"
_formula = re.compile(
    rf"[=＝@＠]|(?!{_PHONE})[+\-＋－](?:[0-9\s.,%^*/+()-]*$|.*\||\s*[A-Za-z.]+\()",
    re.DOTALL,
)

_STARTS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")

Values = dict[str, Any]
Line = tuple[int, list[str], list[Fault]]


def inert(text: str) -> str:
    """A text of a cell that is written: no spreadsheet runs it, and who reads it takes away no
    apostrophe of its own."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) or _escape.match(text) else text


def read_sheet(
    content: str, columns: Columns, most: int
) -> Iterator[tuple[int, Values, list[Fault]]]:
    """(line, values of the cells, faults of the cells) of each row. A cell that says nothing has
    no value, a row that says nothing is none. Raises Invalid for a header that is not one, for no
    rows and for more than `most`."""
    text = _text(content, columns)
    _, header, faults = _first(text)
    names = _header(header, faults, columns)
    require_row_count(sum(1 for _ in _rows(text)) - 1, most)
    for line, cells, broken in islice(_rows(text), 1, None):
        yield line, *_read_cells(names, cells, broken, columns)


def column_names(content: str, columns: Columns) -> list[str]:
    """Of the first line, as `columns` name them; others in lower case."""
    _, header, _ = _first(_text(content, columns))
    return read_names(header, columns)


def column_spellings(content: str, columns: Columns) -> Values:
    """What the file itself calls each column, by the name that `column_names` gives it."""
    _, header, _ = _first(_text(content, columns))
    return dict(zip(read_names(header, columns), map(str.strip, header), strict=True))


def require_row_count(count: int, most: int) -> None:
    """Raises Invalid."""
    if not 0 < count <= most:
        facts = {"count": count, "most": most}
        detail = "The file has {count} rows; send 1 to {most}."
        raise Invalid([Fault("", "wrong_row_count", detail, facts=facts)])


class _Text(Value, frozen=True):
    """`skipped` are lines before the header."""

    content: str
    separator: str
    skipped: int = 0


def _text(content: str, columns: Columns) -> _Text:
    """By the separator that Excel's own first line says, else by that which parts the header into
    most of the known columns."""
    if said := _said_separator.match(content):
        return _Text(content[said.end() :], said[1], skipped=1)

    def known_count(separator: str) -> int:
        _, header, _ = _first(_Text(content, separator))
        return len({*read_names(header, columns)} & {*columns.names})

    return _Text(content, max(_SEPARATORS, key=known_count))


def _first(text: _Text) -> Line:
    """The header; below many lines in which nothing stands there is none."""
    head = "".join(islice(io.StringIO(text.content, newline=""), _MOST_LINES_OF_HEADER))
    return next(_rows(replace(text, content=head)), (1, [], []))


def _rows(text: _Text) -> Iterator[Line]:
    """(line, cells, what makes it no CSV) of each line in which something stands."""
    lines = io.StringIO(text.content, newline="")
    reader = csv.reader(lines, strict=True, delimiter=text.separator)
    while True:
        line = text.skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, [], [_no_csv(line, text.skipped + reader.line_num)]
        else:
            if cells and any(map(str.strip, cells)):
                yield line, cells, []


def _no_csv(first: int, last: int) -> Fault:
    if first == last:
        return Fault("", "malformed_csv", _NO_CSV_LINE, facts={"line": first})
    return Fault("", "malformed_csv", _NO_CSV, facts={"first": first, "last": last})


def _header(cells: list[str], faults: list[Fault], columns: Columns) -> list[str]:
    names = read_names(cells, columns)
    found = faults or list(header_faults(names, columns))
    if found:
        raise Invalid(found)
    return names


def _read_cells(
    names: list[str], cells: list[str], faults: list[Fault], columns: Columns
) -> tuple[Values, list[Fault]]:
    if not faults and len(cells) != len(names):
        facts = {"count": len(cells), "expected": len(names)}
        return {}, [Fault("", "wrong_cell_count", _NO_ROW, facts=facts)]
    values: Values = {}
    found = list(faults)
    for name, cell in zip(names, cells, strict=False):
        if name not in columns.names:
            continue
        text = "" if cell.strip() in columns.blanks else cell.strip()
        plain = _escape.sub("", text, count=1)
        if plain == text and name not in columns.integers and _formula.match(text):
            detail = "This would run as a formula; put an apostrophe before it if it is text."
            found.append(Fault(f"/{name}", "formula", detail))
        else:
            found += repeated(_names(name, plain, columns), f"/{name}")
            values |= _value(name, plain, columns)
    return values, found


def _names(name: str, cell: str, columns: Columns) -> list[str]:
    return [each for each, _ in read_pairs(cell)] if name in columns.maps else []


def _value(name: str, cell: str, columns: Columns) -> Values:
    if not cell and columns.is_partial:
        return {}
    if name in columns.lists:
        return {name: read_list(cell)}
    if name in columns.maps:
        return {name: dict(read_pairs(cell))}
    if not cell:
        return {name: None} if name in columns.emptiable else {}
    return {name: int(cell) if name in columns.integers and _integer.fullmatch(cell) else cell}
