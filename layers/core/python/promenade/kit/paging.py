"""Pages: `limit` and a sealed, opaque `cursor`; no offsets, no scans."""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

import msgspec

from promenade.kit.errors import Fault, Invalid
from promenade.kit.seals import Seals
from promenade.kit.values import Value

T = TypeVar("T")

Position = dict[str, str]
"""Where a listing goes on: the store's own key of the last item shown."""


class Page(Value, Generic[T], frozen=True):
    items: tuple[T, ...]
    next: Position | None


MOST_READS = 10
"""For one page of what somebody sees only parts of."""


def filled(
    read: Callable[[int, Position | None], Page[T]],
    limit: int,
    after: Position | None,
    most_reads: int = MOST_READS,
) -> Page[T]:
    """Reads what is missing until there is enough, or no more. So a page that has a next is empty
    only where `most_reads` times `limit` in a row are nothing for who asks."""
    found: list[T] = []
    for _ in range(most_reads):
        page = read(limit - len(found), after)
        found += page.items
        after = page.next
        if after is None or len(found) >= limit:
            break
    return Page(tuple(found), after)


class PageQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The `next` of a page is the `cursor` of the one after it; null where there is none."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, msgspec.Meta(max_length=4096)] | None = None


class Cursors:
    """Seals positions for one listing (`scope`: the route and whatever filters it), so that a
    cursor can be neither read, forged nor carried to another listing."""

    def __init__(self, secret: Callable[[], bytes]) -> None:
        self._seals = Seals(secret)

    def seal(self, position: Position | None, scope: str) -> str | None:
        if position is None:
            return None
        return self._seals.seal(msgspec.json.encode(position), scope)

    def open(self, cursor: str | None, scope: str) -> Position | None:
        """Raises Invalid when the cursor was not sealed here for `scope`."""
        if cursor is None:
            return None
        content = self._seals.open(cursor, scope)
        if content is None:
            raise _refused()
        return msgspec.json.decode(content, type=Position)


def _refused() -> Invalid:
    detail = "Use the `next` of the page before, with the same filters."
    return Invalid([Fault("/cursor", "unknown_cursor", detail, "query")])
