"""Pieces: a number of equal things that are given away one by one and never come back (coupons,
places of a sale), to so many at once that they are counted in shards.

A shard is an item with a partition key of its own that counts what was taken of its part. It is
made by whoever takes from it first, so that a million pieces cost nothing to open, and one that is
full stays full. Who takes a piece writes what he gets for it in the same transaction; that item's
own key is what gives him one and no more, however often he asks.

Σ taken ≤ the total at any time, for no shard gives more than its part.
"""

from math import ceil

from promenade.kit.errors import DomainError
from promenade.kit.shards import start_of
from promenade.kit.values import Value

MOST_SHARDS = 4_096
"""From the simulation in tests/bench: 30,000 takers a second meet at few of them."""

USUAL_PART = 16
"""How many pieces a shard has where there are no more shards than MOST_SHARDS."""


class AllTaken(DomainError):
    """No piece is left."""


class Pieces(Value, frozen=True):
    """`total` (1 or more) of what `key` names; the number of shards follows from it, and from how
    many a shard has where that is not the usual part."""

    key: str
    total: int
    usual: int | None = None

    @property
    def shard_count(self) -> int:
        return min(ceil(self.total / (self.usual or USUAL_PART)), MOST_SHARDS)

    def part(self, shard: int) -> int:
        """How many pieces a shard has; the first ones have one more."""
        each, more = divmod(self.total, self.shard_count)
        return each + (shard < more)

    def first(self, taker: str, tries: int) -> int:
        """Where this taker looks at this try, on any machine."""
        return start_of(f"{taker} {tries}", self.shard_count)


class Fullness:
    """Which shards are known to be full: they stay so."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._full: set[int] = set()

    @property
    def is_all(self) -> bool:
        return len(self._full) == self._pieces.shard_count

    def add(self, shard: int) -> None:
        self._full.add(shard)

    def choose(self, taker: str, tries: int) -> int:
        """A shard that may have a piece: the taker's own, or the next after it. Raises AllTaken."""
        return self.unknown(taker, tries, 1)[0]

    def unknown(self, taker: str, tries: int, most: int) -> list[int]:
        """At most so many shards that may have pieces, from the taker's own on. Raises
        AllTaken."""
        count = self._pieces.shard_count
        if self.is_all:
            raise AllTaken("No piece is left.", key=self._pieces.key)
        start, found = self._pieces.first(taker, tries), []
        for place in range(start, start + count):
            shard = place % count
            if shard not in self._full:
                found.append(shard)
                if len(found) == most:
                    break
        return found
