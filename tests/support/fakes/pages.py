"""Pages of lists in memory."""

from collections.abc import Sequence
from typing import TypeVar

from promenade.kit.paging import Page, Position

T = TypeVar("T")


def page(items: Sequence[T], limit: int, after: Position | None) -> Page[T]:
    start = int(after["offset"]) if after else 0
    end = start + limit
    return Page(tuple(items[start:end]), {"offset": str(end)} if end < len(items) else None)
