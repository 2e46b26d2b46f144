"""Several texts in one cell: lists `a;b` and maps `k=v;k=v`, with full-width marks as well. A
backslash takes a mark, or a backslash, as it stands; before anything else it is a text itself."""

import re
from collections.abc import Iterable, Mapping

_between = re.compile(r"(?:\\[\\;；=＝]|[^;；])+")
_name = re.compile(r"(?:\\[\\;；=＝]|[^=＝])*")
_taken = re.compile(r"\\([\\;；=＝])")
_mark = re.compile(r"[\\;；]")
_mark_of_name = re.compile(r"[\\;；=＝]")

Pairs = list[tuple[str, str]]


def read_list(cell: str) -> list[str]:
    """Those that say something."""
    return [_plain(part) for part in _parts(cell)]


def read_pairs(cell: str) -> Pairs:
    """As they stand, also of a name that is there twice; a name alone has no value."""
    named = [(part, _name.match(part)) for part in _parts(cell)]
    return [(_plain(name[0]), _plain(part[name.end() + 1 :])) for part, name in named if name]


def list_cell(texts: Iterable[str]) -> str:
    return ";".join(_mark.sub(r"\\\g<0>", each) for each in texts)


def map_cell(texts: Mapping[str, str]) -> str:
    names = (_mark_of_name.sub(r"\\\g<0>", each) for each in texts)
    values = (_mark.sub(r"\\\g<0>", each) for each in texts.values())
    return ";".join(f"{name}={value}" for name, value in zip(names, values, strict=True))


def _parts(cell: str) -> list[str]:
    return [part for part in _between.findall(cell) if part.strip()]


def _plain(part: str) -> str:
    return _taken.sub(r"\1", part.strip())
