"""The most expensive requests that a shape's bounds and a number of bytes let in."""

from collections.abc import Iterator
from typing import Any

from msgspec import inspect

Entries = list[tuple[str, int]]
"""The lists on the way to a place, outermost first: the field's name and how many it takes."""

_ENDLESS = 10**9


def bodies(shape: Any, room: int) -> Iterator[tuple[str, bytes]]:
    """(what is wrong, body of at most `room` bytes)."""
    yield "unknown names", _fill(b"{", b'"%x":0', b"}", room)
    yield "a long name", b'{"' + b"a" * (room - 6) + b'":0}'
    yield "deep", b"[" * room
    yield "no end", b'"' + b"\\u4e00" * ((room - 1) // 6)
    yield "digits", b"9" * room
    for entries in _lists(inspect.type_info(shape), (), 3):
        name = "/".join(each for each, _ in entries)
        yield f"{name} full of nothing", _nested(entries, room)
        yield (
            f"{name} beyond its length",
            _nested([*entries[:-1], (entries[-1][0], _ENDLESS)], room),
        )


def _fill(start: bytes, entry: bytes, end: bytes, room: int) -> bytes:
    count = (room - len(start) - len(end)) // 12
    return start + b",".join(entry % place for place in range(count)) + end


def _lists(node: Any, way: tuple[tuple[str, int], ...], depth: int) -> Iterator[Entries]:
    """Through objects and lists, `depth` lists deep."""
    if isinstance(node, inspect.UnionType):
        for each in node.types:
            yield from _lists(each, way, depth)
    elif isinstance(node, inspect.StructType):
        for field in node.fields:
            yield from _field(field.encode_name, field.type, way, depth)


def _field(name: str, node: Any, way: tuple[tuple[str, int], ...], depth: int) -> Iterator[Entries]:
    if isinstance(node, inspect.UnionType):
        node = next(each for each in node.types if not isinstance(each, inspect.NoneType))
    if isinstance(node, inspect.VarTupleType | inspect.ListType) and depth:
        here = (*way, (name, node.max_length or _ENDLESS))
        yield list(here)
        yield from _lists(node.item_type, here, depth - 1)


def _nested(entries: Entries, room: int) -> bytes:
    """The outer lists are as long as they may be, the innermost is what then fits."""
    (name, most), *inner = entries
    start, end = b'{"' + name.encode() + b'":[', b"]}"
    left = room - len(start) - len(end)
    if not inner:
        return start + b",".join([b"{}"] * min(most, left // 3)) + end
    count = min(most, max(1, left // 200))
    return start + b",".join([_nested(inner, left // count - 1)] * count) + end
