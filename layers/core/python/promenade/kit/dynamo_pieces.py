"""Pieces in DynamoDB (see `kit.pieces`).

| item | pk | sk |
|---|---|---|
| shard | `PIECES#<key>#<number>` | `-` |
"""

from collections import OrderedDict

from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.dynamo import Write
from promenade.kit.lookups import KEYS
from promenade.kit.pieces import Fullness, Pieces
from promenade.kit.records import Record

_MOST_REMEMBERED = 100


class PieceRecord(Record):
    """What pieces add to the items of a table."""

    taken = IntegerAttribute(null=True)


class DynamoPieces:
    """Made once per container, which remembers the shards that it found full; `kind` is of the
    table that holds them."""

    def __init__(self, kind: type[PieceRecord]) -> None:
        self._kind = kind
        self._fullness: OrderedDict[Pieces, Fullness] = OrderedDict()

    def choose(self, pieces: Pieces, taker: str, tries: int) -> int:
        """Raises AllTaken."""
        return self._of(pieces).choose(taker, tries)

    def take(self, pieces: Pieces, shard: int) -> Write:
        """One piece of the shard. Loses where it is full."""
        taken, record = self._kind.taken, self._kind(*shard_key(pieces, shard))
        is_left = taken.does_not_exist() | (taken < pieces.part(shard))
        return Write("Update", record, is_left, [taken.add(1)])

    def missed(self, pieces: Pieces, shard: int, taker: str, tries: int) -> None:
        """It was full. From the second miss on many shards are looked at in one round trip, which
        is no promise that a piece will still be there."""
        fullness = self._of(pieces)
        fullness.add(shard)
        if tries and not fullness.is_all:
            self._look(pieces, fullness.unknown(taker, tries, KEYS))

    def taken(self, pieces: Pieces) -> int:
        """In all, read shard by shard: exact only while nobody takes any."""
        return sum(self.shards(pieces).values())

    def shards(self, pieces: Pieces) -> dict[int, int]:
        """What was taken of each shard that anybody took from; a round trip a hundred."""
        places = {shard_key(pieces, shard): shard for shard in range(pieces.shard_count)}
        found = dynamo.find_many(self._kind, places, only=["pk", "sk", "taken"])
        return {places[record.pk, record.sk]: record.taken or 0 for record in found}

    def _look(self, pieces: Pieces, shards: list[int]) -> None:
        places = {shard_key(pieces, shard): shard for shard in shards}
        for record in dynamo.find_many(self._kind, places, only=["pk", "sk", "taken"]):
            shard = places[record.pk, record.sk]
            if (record.taken or 0) >= pieces.part(shard):
                self._of(pieces).add(shard)

    def _of(self, pieces: Pieces) -> Fullness:
        found = self._fullness.get(pieces)
        if found is None:
            found = self._fullness[pieces] = Fullness(pieces)
            if len(self._fullness) > _MOST_REMEMBERED:
                self._fullness.popitem(last=False)
        return found


def shard_key(pieces: Pieces, shard: int) -> tuple[str, str]:
    return f"PIECES#{pieces.key}#{shard}", "-"
