"""Pools in DynamoDB: what they have is an allotment (`kit.dynamo_shards`) that its level lends.

What a pool has left, holds, and has sold since the ledger was last told is part of the level's
`reserved_count` and its `lent_count`, always: each write that changes the pool's total changes
the level by as much.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from promenade.base.stock.model import Level, Movement, MoveStock, record
from promenade.base.stock.model.pools import SPREAD, CarveStock, Pool, carved
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pool_items import (
    ENDED,
    TENDED,
    decoded,
    encoded,
    guard,
    lending,
    turn,
)
from promenade.base.stock.store.records import StockRecord
from promenade.contracts.stock import PoolCarved, PoolReturned
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.dynamo_shards import DynamoShards
from promenade.kit.errors import Conflict
from promenade.kit.holds import Part, Refused, join
from promenade.kit.ids import keyed_id
from promenade.kit.ledger import Step
from promenade.kit.patience import Contended, patiently
from promenade.kit.shards import MOST_SHARDS, Balance, balance, shards_for, whole
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace

_MOST_SETTLED = 64
_levels = DynamoStockStore()


class DynamoPoolStore:
    def __init__(self) -> None:
        self.shards = DynamoShards(StockRecord, "POOL")

    def find(self, key: str) -> Stored[Pool] | None:
        places = [(TENDED, key), (ENDED, key)]
        found = next(iter(dynamo.find_many(StockRecord, places, consistent=True)), None)
        return Stored(decoded(found), found.fingerprint or "") if found else None

    def list_tended(self) -> Sequence[Pool]:
        return [decoded(each) for each in dynamo.all_between(StockRecord, TENDED, "0", "~")]

    def list_of(self, sku: str) -> Sequence[Pool]:
        found = [
            decoded(each)
            for partition in (TENDED, ENDED)
            for each in dynamo.all_between(
                StockRecord, partition, f"{sku}#", f"{sku}@~", consistent=True
            )
        ]
        return [pool for pool in found if pool.sku == sku]

    def retire(self, pool: Pool) -> None:
        ended = StockRecord(ENDED, pool.key, version=pool.version, body=encoded(pool))
        is_same = StockRecord.version == pool.version
        gone = Write("Delete", StockRecord(TENDED, pool.key), is_same)
        _write_all([gone, Write("Put", ended)])

    def balance(self, key: str) -> Balance:
        return balance(self.shards.all(key)[1])

    def left_in(self, keys: Iterable[str]) -> Mapping[str, int]:
        return self.shards.left_in(keys)

    def find_carving(self, id_: str, stamp: Stamp) -> Pool | None:
        done = dynamo.find(StockRecord, f"CARVING#{id_}", "-", consistent=True)
        if done and done.fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return decoded(done) if done else None

    def carve(self, command: CarveStock, after: Pool, stamp: Stamp) -> Pool:
        own = guard(f"CARVING#{command.id}", after, stamp)
        _join(own, lambda: self.carving(command, after, stamp))
        return self.find_carving(command.id, stamp) or after

    def carving(self, command: CarveStock, after: Pool, stamp: Stamp) -> list[Part]:
        """What makes the pool so, for a transaction that is done once."""
        wanted, usual = shards_for(command.rate_per_s), command.usual_count
        filled = self.shards.fill(after.key, command.count, wanted, usual, stamp)
        return [turn(after, PoolCarved, stamp), lending(after, command.count, stamp), filled]

    def spread(self, pool: Pool, count: int, stamp: Stamp) -> bool:
        """So many units of its level that is not spread yet; whether this one try did. What staff
        closed is left to them."""
        stored = self.find(pool.key)
        before = stored.value if stored else pool
        if not before.is_open:
            return False
        after = replace(carved(before, count), spread_at=stamp.at)
        (lent,) = lending(after, count, stamp).writes
        is_there: Any = lent.condition
        lent = replace(lent, condition=is_there & StockRecord.is_spread.does_not_exist())
        try:
            filled = self.shards.fill(after.key, count, MOST_SHARDS, 1, stamp)
            _write_all([*turn(after, PoolCarved, stamp).writes, lent, *filled.writes])
        except Contended:
            return False
        return True

    def close(self, after: Pool, stamp: Stamp) -> None:
        self._narrow(after.key, stamp)
        _join(turn(after, PoolReturned, stamp), lambda: self._returning(after, stamp))

    def closing(self, after: Pool, stamp: Stamp) -> list[Part]:
        """The same, for a transaction of somebody else's."""
        self._narrow(after.key, stamp)
        return [turn(after, PoolReturned, stamp), *self._returning(after, stamp)]

    def is_selling(self, pool: Pool) -> bool:
        level = _levels.find(pool.level_key)
        is_spread = bool(level and level.value.is_spread)
        return pool.is_open and (is_spread or pool.name != SPREAD)

    def recall(self, pool: Pool, stamp: Stamp) -> int:
        return patiently(lambda: self._recall(pool, stamp), Contended)

    def settle(self, pool: Pool, stamp: Stamp) -> int:
        return patiently(lambda: self._settle(pool, stamp), Contended)

    def _narrow(self, key: str, stamp: Stamp) -> None:
        """To one shard, which is emptied more easily than many while others take from them."""
        look = self.shards.look(self.shards.get(key))
        if look.allotment.open_count > 1:
            self.shards.collapse(look, 1, stamp)

    def _returning(self, pool: Pool, stamp: Stamp) -> list[Part]:
        look = self.shards.look(self.shards.get(pool.key))
        draws = whole(look.shards.values())
        taken = self.shards.withdraw(look.allotment, draws, stamp)
        return [lending(pool, -look.left, stamp), taken]

    def _recall(self, pool: Pool, stamp: Stamp) -> int:
        """Where nothing is left, it only is no longer spread."""
        allotment = self.shards.find(pool.key)
        if allotment is None:
            return 0
        left = self.shards.look(allotment).left
        if left or pool.name == SPREAD:
            parts = self._returning(pool, stamp)
            _write_all([write for part in parts for write in part.writes])
        return left

    def _settle(self, pool: Pool, stamp: Stamp) -> int:
        allotment, shards = self.shards.all(pool.key)
        draws = whole(shards, "spent")[:_MOST_SETTLED]
        sold = sum(draw.amount for draw in draws)
        if not sold:
            return 0
        taken = self.shards.withdraw(allotment, draws, stamp, "spent")
        id_ = keyed_id("movement", pool.key, str(allotment.version))
        command = MoveStock(id_, pool.sku, "sale", -sold, pool.name, pool.warehouse)
        step = _sale(command, pool, stamp)
        _write_all([*taken.writes, *_levels.settle(step, stamp)])
        return sold


def _sale(command: MoveStock, pool: Pool, stamp: Stamp) -> Step[Level, Movement]:
    stored = _levels.find(pool.level_key)
    before = stored.value if stored else None
    after, movement = record(before, command, stamp)
    return Step(pool.level_key, before, after, movement)


def _join(own: Part, offers: Any) -> None:
    try:
        join(own, offers)
    except Refused as refused:
        raise refused.refusals[0] from None


def _write_all(writes: Sequence[Write]) -> None:
    try:
        dynamo.transact_once(writes)
    except ConditionFailed:
        raise Contended from None
