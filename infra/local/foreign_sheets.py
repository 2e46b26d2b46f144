"""CSV as other systems and spreadsheets write it: with a mark or none, commas, semicolons or tabs,
texts over several lines. In bounded memory; what is no row is told with what it swallowed."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from infra.local.sheet_encodings import encoding_of

Cells = dict[str, str]

_LOOKED_AT = 2_000
"""So many lines decide in which encoding the file is."""

_MARK = "\ufeff"
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


@dataclass(slots=True)
class SheetRow:
    """`number` is the line where it starts, from 1, the header included; without `cells` it is no
    row, for `reason`."""

    number: int
    content: str
    cells: Cells = field(default_factory=dict)
    reason: str = ""


def read_sheet(
    lines: Iterable[bytes], check: Callable[[frozenset[str]], None], encoding: str | None = None
) -> Iterator[SheetRow]:
    """`check` gets the names of the columns; `encoding` is what somebody says of the file. Raises
    BadRow for a file that is no text."""
    source = _Source(_decoded(iter(lines), encoding))
    header = source.take_header()
    separator = max(",;\t", key=header.count)
    names = [name.strip() for name in next(csv.reader([header], delimiter=separator), [])]
    check(frozenset(names))
    reader = csv.reader(source, delimiter=separator, strict=True)
    while (row := _next(reader, source)) is not None:
        if isinstance(row, str):
            yield SheetRow(source.first, source.swallowed, reason=row)
        elif len(row) != len(names):
            told = f"{len(row)} cells instead of {len(names)}"
            yield SheetRow(source.first, source.swallowed, reason=told)
        else:
            cells = {name: _plain(cell, separator) for name, cell in zip(names, row, strict=True)}
            yield SheetRow(source.first, source.swallowed, cells)


class _Source:
    """Lines, numbered, with those that the row at hand was made of."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._number = 0
        self._taken: list[str] = []
        self.first = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._number += 1
        self._taken.append(line)
        return line

    def begin(self) -> None:
        self._taken, self.first = [], self._number + 1

    @property
    def swallowed(self) -> str:
        return "".join(self._taken).rstrip("\r\n")

    def take_header(self) -> str:
        return next(self, "").removeprefix(_MARK).rstrip("\r\n")


def _next(reader: "Iterator[list[str]]", source: _Source) -> list[str] | str | None:
    """The next row that is not empty, or why it is none; None at the end."""
    while True:
        source.begin()
        try:
            row = next(reader)
        except StopIteration:
            return None
        except csv.Error as error:
            return f"no CSV: {error}"
        if any(map(_is_broken, row)):
            return "a text in another encoding than the file's"
        if row:
            return row


def _decoded(lines: Iterator[bytes], said: str | None) -> Iterator[str]:
    head = list(islice(lines, _LOOKED_AT))
    encoding = said or encoding_of(b"".join(head))
    return (line.decode(encoding, errors="surrogateescape") for line in chain(head, lines))


def _is_broken(cell: str) -> bool:
    return any("\udc80" <= char <= "\udcff" for char in cell)


def _plain(cell: str, separator: str) -> str:
    """A spreadsheet that separates by semicolons writes 12,50."""
    text = cell.strip()
    is_decimal = separator == ";" and _DECIMAL_COMMA.fullmatch(text)
    return text.replace(",", ".") if is_decimal else text
