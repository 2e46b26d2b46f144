"""A SKU that many want at once is spread over shards, unasked, and gathered again when it is quiet.

What is measured is how often its level changed, by those who lost to others there. How many more
would have come is not known: it is spread as far as its units are enough for.
"""

from datetime import datetime, timedelta

from promenade.base.stock.model.pools import Pool
from promenade.kit.shards import MOST_SHARDS, count_for, shards_for
from promenade.kit.values import Value

MEASURED_FOR = timedelta(seconds=10)
_MEASURED_AT_LEAST_S = 0.25
_SPREAD_FOR_AT_LEAST = timedelta(minutes=15)
_TENDED_EVERY_S, _HELD_FOR_S = 60, 900


class Reading(Value, frozen=True):
    """`changes` are all since there is the level."""

    changes: int
    at: datetime


def is_rush(before: Reading, now: Reading) -> bool:
    """Not while one shard would do, or where too little time has passed to tell."""
    passed_s = (now.at - before.at).total_seconds()
    if passed_s < _MEASURED_AT_LEAST_S:
        return False
    return shards_for((now.changes - before.changes) / passed_s) > 1


def to_spread(available_count: int) -> int:
    """How many of the units, or none where they are too few. A tenth stays, so that those who buy
    meanwhile are not in the way."""
    count = available_count - available_count // 10
    return count if count_for(count, 1, MOST_SHARDS) > 1 else 0


def is_quiet(pool: Pool, sold_count: int, held_count: int, now: datetime) -> bool:
    """Of a pool that nobody asked for, by what was sold within a minute and is held within the
    quarter of an hour that a hold usually lasts."""
    if pool.spread_at is None or now - pool.spread_at < _SPREAD_FOR_AT_LEAST:
        return False
    return shards_for(sold_count / _TENDED_EVERY_S + held_count / _HELD_FOR_S) == 1
