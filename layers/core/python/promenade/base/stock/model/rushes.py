"""A SKU that many want at once is spread over shards, unasked, and gathered again when it is quiet.

What is measured is how often its level changed. Who looks at it has met others there, so more would
have changed it than could.
"""

from datetime import datetime, timedelta

from promenade.base.stock.model.pools import Pool
from promenade.kit.shards import count_for, shards_for
from promenade.kit.values import Value

MEASURED_FOR = timedelta(seconds=10)
_MEASURED_AT_LEAST_S = 0.25
_WANTED = 4
"""How many times as many come as get through."""

_SPREAD_FOR_AT_LEAST = timedelta(minutes=15)
_TENDED_EVERY_S, _HELD_FOR_S = 60, 900


class Reading(Value, frozen=True):
    """`changes` are all since there is the level."""

    changes: int
    at: datetime


def wanted_per_s(before: Reading, now: Reading) -> float:
    """Nothing, while one transaction after the other has room, or too little time has passed."""
    passed_s = (now.at - before.at).total_seconds()
    if passed_s < _MEASURED_AT_LEAST_S:
        return 0
    rate = (now.changes - before.changes) / passed_s
    return rate * _WANTED if shards_for(rate) > 1 else 0


def to_spread(available_count: int, rate_per_s: float) -> int:
    """How many of the units, or none where they are too few. A tenth stays, so that those who buy
    meanwhile are not in the way."""
    count = available_count - available_count // 10
    return count if count_for(count, 1, shards_for(rate_per_s)) > 1 else 0


def is_quiet(pool: Pool, sold_count: int, held_count: int, now: datetime) -> bool:
    """Of a pool that nobody asked for, by what was sold within a minute and is held within the
    quarter of an hour that a hold usually lasts."""
    if pool.spread_at is None or now - pool.spread_at < _SPREAD_FOR_AT_LEAST:
        return False
    return shards_for(sold_count / _TENDED_EVERY_S + held_count / _HELD_FOR_S) == 1
