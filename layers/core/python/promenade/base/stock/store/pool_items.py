"""The items of pools, and what they write at the level that lends them units."""

from typing import Any

import msgspec

from promenade.base.stock.model import StockShort
from promenade.base.stock.model.pools import SPREAD, Pool
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.records import StockRecord
from promenade.contracts.stock import PoolFact
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict, DomainError, Stale
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp

TENDED, ENDED = "POOLS", "POOLS#ENDED"
_levels = DynamoStockStore()


def lending(pool: Pool, count: int, stamp: Stamp) -> Part:
    """Out of what is available at the level, or back."""
    level = StockRecord(_levels.owner(pool.level_key), _levels.names.aggregate)
    actions = [
        StockRecord.available_count.add(-count),
        StockRecord.reserved_count.add(count),
        StockRecord.lent_count.add(count),
        *turned(stamp),
    ]
    if pool.name == SPREAD:
        spread = StockRecord.is_spread
        actions.append(spread.set(1) if count > 0 else spread.remove())
    is_there = StockRecord.available_count >= count if count > 0 else None
    return Part((Write("Update", level, is_there, actions),), lambda lost: _short(pool, lost))


def turned(stamp: Stamp) -> list[Any]:
    """What each change of a level's counts says of itself, that makes no version."""
    return [
        StockRecord.turns.add(1),
        StockRecord.actor.set(stamp.actor),
        StockRecord.updated_at.set(stamp.at),
        StockRecord.correlation_id.set(stamp.correlation_id),
    ]


def _short(pool: Pool, lost: ConditionFailed) -> DomainError:
    met: Any = lost.old[0]
    available = (met.available_count or 0) if met else 0
    told = f"{pool.sku} has {available} available; this would take more."
    return StockShort(told, sku=pool.sku, available_count=available)


def guard(pk: str, pool: Pool, stamp: Stamp) -> Part:
    record = StockRecord(pk, "-", version=1, body=encoded(pool))
    put = Write("Put", record.stamped(stamp), StockRecord.pk.does_not_exist())
    told = "This Idempotency-Key was used for another request."
    return Part((put,), lambda _lost: Conflict(told))


def turn(pool: Pool, fact: type[PoolFact], stamp: Stamp) -> Part:
    record = StockRecord(TENDED, pool.key, version=pool.version, body=encoded(pool))
    is_next: Any = StockRecord.version == pool.version - 1
    if pool.version == 1:
        is_next = StockRecord.pk.does_not_exist()
    put = Write("Put", record.stamped(stamp, fact), is_next)
    return Part((put,), lambda _lost: Stale("It has been changed since."))


def encoded(pool: Pool) -> str:
    return msgspec.json.encode(pool).decode()


def decoded(found: Any) -> Pool:
    return msgspec.json.decode(found.body, type=Pool)
