"""The first line of a file: which columns it has."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from promenade.kit.errors import Fault
from promenade.kit.messages import Facts
from promenade.kit.values import Value

_MOST_COLUMNS = 200
_TOO_MANY = "The header has {count} columns; {most} are the most."
_SEPARATED = {
    ";": "This file looks separated by semicolons: save it with commas.",
    "\t": "This file looks separated by tabs: save it with commas.",
    "|": "This file looks separated by bars: save it with commas.",
}
_MISSING = "The header has no column “{column}”, which holds values such as {example}."
_UNKNOWN = "The column “{column}” is not known here. Known are {known}."
_REPEATED = "The column “{column}” is there twice."
_NAMELESS = "A column has no name; it stands after “{before}”."

_between = re.compile(r"[\s_-]")


class Columns(Value, frozen=True, kw_only=True):
    """`names` may be there, `required` must. Cells hold text, whole numbers, lists `a;b` or maps
    `k=v;k=v`; an empty cell of `emptiable` says null, and one of `blanks` is empty. `examples` show
    what a column holds. Where it `is_open`, columns of other names are left out; where it
    `is_partial`, an empty cell says nothing."""

    names: Sequence[str]
    required: Sequence[str]
    integers: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    maps: frozenset[str] = frozenset()
    emptiable: frozenset[str] = frozenset()
    blanks: frozenset[str] = frozenset()
    examples: Mapping[str, str] = {}
    is_open: bool = False
    is_partial: bool = False


def read_names(cells: Sequence[str], columns: Columns) -> list[str]:
    """Names of ours, however they are spaced: “E-Mail” is `email`, and “Customer ID” `customer`.
    Others in lower case; of too many, none is looked at."""
    if len(cells) > _MOST_COLUMNS:
        return list(cells)
    ours = {f"{_compact(name)}id": name for name in columns.required}
    ours |= {_compact(name): name for name in columns.names}
    said = [unicodedata.normalize("NFKC", cell).strip().lower() for cell in cells]
    return [ours.get(_compact(name), name) for name in said]


def _compact(name: str) -> str:
    return _between.sub("", name)


def header_faults(names: Sequence[str], columns: Columns) -> Iterator[Fault]:
    if len(names) > _MOST_COLUMNS:
        facts: Facts = {"count": len(names), "most": _MOST_COLUMNS}
        yield Fault("", "too_many_columns", _TOO_MANY, facts=facts)
        return
    for name in columns.required:
        if name not in names:
            facts = {"column": name, "example": columns.examples[name]}
            yield Fault("", "missing_column", _MISSING, facts=facts)
    for place, name in enumerate(names):
        if name not in columns.names:
            if not columns.is_open:
                yield _unknown(name, names[place - 1] if place else "", columns)
        elif name in names[:place]:
            yield Fault("", "repeated_column", _REPEATED, facts={"column": name})


def _unknown(name: str, before: str, columns: Columns) -> Fault:
    separator = next((each for each in _SEPARATED if each in name), None)
    if separator:
        return Fault("", "unknown_column", _SEPARATED[separator])
    facts = {"column": name, "before": before, "known": ", ".join(columns.names)}
    return Fault("", "unknown_column", _UNKNOWN if name else _NAMELESS, facts=facts)
