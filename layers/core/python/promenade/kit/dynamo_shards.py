"""Allotments in DynamoDB (see `kit.shards`).

| item | pk | sk |
|---|---|---|
| allotment | `<owner>#<key>` | `ALLOTMENT` |
| shard | `<owner>#<key>#<number>` | `SHARD` |

Who takes or gives back writes shards alone. The allotment changes with its total and with the
number of its shards that are open.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import NotFound
from promenade.kit.holds import Part
from promenade.kit.patience import Contended
from promenade.kit.shard_items import (
    Change,
    ShardItems,
    ShardRecord,
    allotment_of,
    moved,
    shards_of,
)
from promenade.kit.shards import Allotment, Draw, Place, Shard, count_for, share, widened
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

_KNOWN_FOR = timedelta(seconds=10)


class Look(Value, frozen=True):
    """An allotment and its open shards, not read at one instant."""

    allotment: Allotment
    shards: Mapping[int, Shard]

    @property
    def left(self) -> int:
        return sum(shard.left for shard in self.shards.values())


class DynamoShards:
    """`kind` is of the table that holds them; `owner` begins their keys."""

    def __init__(self, kind: type[ShardRecord], owner: str) -> None:
        self._items = ShardItems(kind, owner)
        self._known: dict[str, tuple[Allotment, datetime]] = {}

    def find(self, key: str) -> Allotment | None:
        place = self._items.root_key(key)
        record = dynamo.find(self._items.kind, *place, consistent=True)
        return allotment_of(record) if record else None

    def get(self, key: str) -> Allotment:
        found = self.find(key)
        if found is None:
            raise NotFound("Nothing was allotted here.", key=key)
        return found

    def known(self, key: str, at: datetime) -> Allotment:
        """As it was within the last ten seconds: enough to know where to look first."""
        found, since = self._known.get(key, (None, at))
        if found is None or at - since >= _KNOWN_FOR:
            found = self.get(key)
            self._known[key] = (found, at)
        return found

    def forget(self, key: str) -> None:
        self._known.pop(key, None)

    def look(self, allotment: Allotment) -> Look:
        """Raises Contended where shards were opened or closed since the allotment was read."""
        root = self._items.root_key(allotment.key)
        keys = [*self._keys(allotment, allotment.open_count), root]
        records = dynamo.find_many(self._items.kind, keys, consistent=True)
        found = {record.pk: record for record in records}
        if allotment_of(found.pop(root[0])).version != allotment.version:
            raise Contended
        return Look(allotment, shards_of(found.values()))

    def all(self, key: str) -> tuple[Allotment, list[Shard]]:
        """With closed shards, for sums: as of one instant only while nobody else writes."""
        allotment = self.get(key)
        keys = self._keys(allotment, allotment.made_count)
        found = shards_of(dynamo.find_many(self._items.kind, keys, consistent=True))
        return allotment, [found[number] for number in sorted(found)]

    def at_rest(self, key: str) -> tuple[Allotment, list[Shard]]:
        """As `all`, as of one instant. Raises Contended while others take or give: two looks that
        see the same had nothing between them, for what comes back makes a shard rise."""
        found = self.all(key)
        if self.all(key) != found:
            raise Contended
        return found

    def totals(self, keys: Iterable[str]) -> dict[str, int]:
        """Of those that there are; one round trip per 100."""
        return {allotment.key: allotment.total for allotment in self._roots(keys)}

    def left_in(self, keys: Iterable[str]) -> dict[str, int]:
        """As `totals`, and one more per 100 open shards."""
        left = dict.fromkeys(keys, 0)
        owners = {
            shard: allotment.key
            for allotment in self._roots(left)
            for shard in self._keys(allotment, allotment.open_count)
        }
        for record in dynamo.find_many(self._items.kind, owners, consistent=True):
            left[owners[record.pk, record.sk]] += record.left or 0
        return left

    def fill(self, key: str, amount: int, wanted: int, usual: int, stamp: Stamp) -> Part:
        """`amount` (1 or more) is added to the total, over at most `wanted` shards (a power of
        two, 64 at most). Who takes it from elsewhere does so in the same transaction."""
        before = self.find(key)
        if before and before.probed_count < before.open_count:
            raise Contended
        count = count_for(amount, usual, wanted)
        new = Allotment(key, amount, usual, count, count, count, 1)
        after = widened(before, new) if before else new
        opened = self._items.open(key, share(amount, after.open_count))
        return self._part(key, (self._items.root(before, after, stamp), *opened))

    def withdraw(
        self, allotment: Allotment, draws: Sequence[Draw], stamp: Stamp, place: Place = "left"
    ) -> Part:
        """What is left there, or spent and accounted for elsewhere, is taken out of the total."""
        taken = sum(draw.amount for draw in draws)
        after = replace(allotment, total=allotment.total - taken, version=allotment.version + 1)
        changes = {draw.shard: Change(**{place: -draw.amount}) for draw in draws}
        writes = self._items.change(allotment.key, changes)
        return self._part(allotment.key, (self._items.root(allotment, after, stamp), *writes))

    def take(self, key: str, draws: Sequence[Draw]) -> tuple[Write, ...]:
        """From what is left to what is held. They fail where less is left, or a shard closed."""
        return self._items.change(key, moved(draws, "left", "held", 1))

    def turn(
        self, key: str, draws: Sequence[Draw], way: tuple[Place, Place], at: datetime
    ) -> tuple[Write, ...]:
        """Of what was taken, from one place to another; a claim guards that it is done once.
        They fail where the open shards are others than were known: forget, and ask again."""
        probed_count = self.known(key, at).probed_count if way[1] == "left" else 1
        return self._items.change(key, moved(draws, *way, probed_count))

    def collapse(self, look: Look, count: int, stamp: Stamp) -> None:
        """Down to `count` open shards, or on with what somebody else did not finish. Nothing is
        done where others are faster."""
        allotment = look.allotment
        if allotment.probed_count == allotment.open_count:
            wanted = replace(allotment, probed_count=count, version=allotment.version + 1)
            if not self._turned(allotment, wanted, stamp):
                return
            allotment = wanted
        for number in range(allotment.probed_count, allotment.open_count):
            self._close(allotment, look.shards[number])
        closed, version = allotment.probed_count, allotment.version + 1
        self._turned(allotment, replace(allotment, open_count=closed, version=version), stamp)

    def _close(self, allotment: Allotment, shard: Shard) -> None:
        """Once, whoever does it; what is left goes to an open shard in the same write."""
        key, target, left = allotment.key, shard.number % allotment.probed_count, shard.left
        while True:
            given = self._items.change(key, {target: Change(left=left)} if left else {})
            try:
                dynamo.transact([self._items.close(key, shard.number, left), *given])
            except ConditionFailed as lost:
                met: Any = lost.old[0]
                if met is None:
                    raise Contended from None
                if met.left is None:
                    return
                left = met.left
            else:
                return

    def _turned(self, before: Allotment, after: Allotment, stamp: Stamp) -> bool:
        self.forget(after.key)
        try:
            dynamo.apply(self._items.root(before, after, stamp))
        except ConditionFailed:
            return False
        return True

    def _part(self, key: str, writes: tuple[Write, ...]) -> Part:
        """Where it loses, it is to be offered anew."""
        self.forget(key)
        return Part(writes, lambda _lost: None)

    def _roots(self, keys: Iterable[str]) -> list[Allotment]:
        roots = map(self._items.root_key, keys)
        return [*map(allotment_of, dynamo.find_many(self._items.kind, roots, consistent=True))]

    def _keys(self, allotment: Allotment, count: int) -> list[tuple[str, str]]:
        return [self._items.shard_key(allotment.key, number) for number in range(count)]
