"""The items of an allotment and the writes that change them (see `kit.dynamo_shards`)."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.dynamo import Write
from promenade.kit.records import Record
from promenade.kit.shards import Allotment, Draw, Place, Shard
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class ShardRecord(Record):
    """What shards add to the items of a table. A shard is open while it has `left`."""

    left = IntegerAttribute(null=True)
    held = IntegerAttribute(null=True)
    spent = IntegerAttribute(null=True)
    rises = IntegerAttribute(null=True)


class Change(Value, frozen=True):
    """Of one shard."""

    left: int = 0
    held: int = 0
    spent: int = 0


Changes = Mapping[int, Change]


class ShardItems:
    """`kind` is of the table that holds them; `owner` begins their keys."""

    def __init__(self, kind: type[ShardRecord], owner: str) -> None:
        self.kind = kind
        self._owner = owner

    def root_key(self, key: str) -> tuple[str, str]:
        return f"{self._owner}#{key}", "ALLOTMENT"

    def shard_key(self, key: str, number: int) -> tuple[str, str]:
        return f"{self._owner}#{key}#{number}", "SHARD"

    def root(self, before: Allotment | None, after: Allotment, stamp: Stamp) -> Write:
        record = self.kind(*self.root_key(after.key), version=after.version)
        record.body = msgspec.json.encode(after).decode()
        is_next = Record.version == before.version if before else Record.pk.does_not_exist()
        return Write("Put", record.stamped(stamp), is_next)

    def open(self, key: str, parts: Sequence[int]) -> tuple[Write, ...]:
        """The first shards, made, opened again or only filled up."""
        rise = self.kind.rises.add(1)
        return tuple(
            self._write(key, number, None, [self.kind.left.add(part), rise])
            for number, part in enumerate(parts)
        )

    def change(self, key: str, changes: Changes) -> tuple[Write, ...]:
        """They fail where less is left than they take, or where a shard that they give to has
        closed."""
        return tuple(
            self._write(key, number, self._condition(change), self._actions(change))
            for number, change in changes.items()
        )

    def close(self, key: str, number: int, left: int) -> Write:
        """If so much is left there, which is to go elsewhere in the same transaction."""
        return self._write(key, number, self.kind.left == left, [self.kind.left.remove()])

    def _condition(self, change: Change) -> Condition | None:
        if change.left < 0:
            return self.kind.left >= -change.left
        return self.kind.left.exists() if change.left else None

    def _actions(self, change: Change) -> list[Action]:
        counts = {"left": change.left, "held": change.held, "spent": change.spent}
        rises = {"rises": int(change.left > 0)}
        moved = {name: delta for name, delta in (counts | rises).items() if delta}
        return [getattr(self.kind, name).add(delta) for name, delta in moved.items()]

    def _write(
        self, key: str, number: int, condition: Condition | None, actions: list[Action]
    ) -> Write:
        return Write("Update", self.kind(*self.shard_key(key, number)), condition, actions)


def allotment_of(record: Record) -> Allotment:
    return msgspec.json.decode(record.body or "", type=Allotment)


def shards_of(records: Iterable[ShardRecord]) -> dict[int, Shard]:
    shards = map(_shard_of, records)
    return {shard.number: shard for shard in shards}


def moved(draws: Sequence[Draw], before: Place, after: Place, probed_count: int) -> Changes:
    """What closed shards give back goes to open ones."""
    changes: dict[int, Change] = {}
    for draw in draws:
        into = draw.shard if after != "left" else draw.shard % probed_count
        _add(changes, draw.shard, before, -draw.amount)
        _add(changes, into, after, draw.amount)
    return changes


def _add(changes: dict[int, Change], shard: int, place: Place, amount: int) -> None:
    before = changes.get(shard, Change())
    changes[shard] = replace(before, **{place: getattr(before, place) + amount})


def _shard_of(record: ShardRecord) -> Shard:
    counts = (record.left or 0, record.held or 0, record.spent or 0, record.rises or 0)
    return Shard(int(record.pk.rpartition("#")[2]), *counts, record.left is not None)
