"""Calls that take many: SQS and EventBridge take ten entries and 256 KB in one."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

MOST = 10
MOST_BYTES = 240_000


def packs(
    entries: Iterable[T], size: Callable[[T], int], *, most: int = MOST, room: int = MOST_BYTES
) -> Iterator[list[T]]:
    """The entries in order, in as few packs as fit: at most `most`, whose sizes sum to at most
    `room` (what exceeds it alone has a pack to itself)."""
    pack: list[T] = []
    total = 0
    for entry in entries:
        weight = size(entry)
        if pack and (len(pack) == most or total + weight > room):
            yield pack
            pack, total = [], 0
        pack.append(entry)
        total += weight
    if pack:
        yield pack
