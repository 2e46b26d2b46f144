"""What is other in one document than in another, field by field."""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from promenade.kit.decoding import Strict, View

_UNTOLD = frozenset({"version", "request"})


VersionNumber = Annotated[int, Meta(ge=1, le=999_999_999)]


class DiffQuery(Strict, frozen=True):
    """Of the two versions `before` may be the later one."""

    before: VersionNumber
    after: VersionNumber


class Difference(View, frozen=True):
    """`path` is a pointer into the stored document; null stands for what is not there."""

    path: str
    before: Any
    after: Any


def differences(before: object, after: object) -> tuple[Difference, ...]:
    """Version numbers, which always differ, are left out."""
    return tuple(_between(msgspec.to_builtins(before), msgspec.to_builtins(after), ""))


def _between(before: Any, after: Any, path: str) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            if name not in _UNTOLD:
                yield from _between(before.get(name), after.get(name), f"{path}/{_token(name)}")
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        yield from _between_lists(before, after, path)
    else:
        yield Difference(path=path, before=before, after=after)


def _between_lists(before: Any, after: Any, path: str) -> Iterator[Difference]:
    """Place by place where there are clauses; names are one value."""
    if not any(isinstance(each, dict) for each in (*before, *after)):
        yield Difference(path=path, before=before, after=after)
        return
    for place in range(max(len(before), len(after))):
        one, other = (each[place] if place < len(each) else None for each in (before, after))
        yield from _between(one, other, f"{path}/{place}")


def _token(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
