"""Notices which SKUs many want at once, of what those lose who hold units, and spreads them.

Who loses a level twice in one request looks at it; two looks tell how fast it changes. Others pay
nothing.
"""

from collections import Counter

from promenade.base.stock.model.pools import SPREAD, Pool
from promenade.base.stock.model.rushes import MEASURED_FOR, Reading, is_rush, to_spread
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.store.records import StockRecord
from promenade.contracts.stock import parts_of
from promenade.kit import dynamo
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

_LOST_TWICE = 3
_MOST_REMEMBERED = 1_000
_levels = DynamoStockStore()


class Rushes:
    """Made once per container."""

    def __init__(self, pools: DynamoPoolStore) -> None:
        self._pools = pools
        self._tries: Counter[str] = Counter()
        self._request: Stamp | None = None
        self._readings: dict[str, Reading] = {}

    def met(self, where: str, stamp: Stamp) -> StockRecord | None:
        """To be asked at each try of a request, which has one stamp: from the third on the level
        as it is, and spread if that is worth while."""
        if stamp is not self._request:
            self._request, self._tries = stamp, Counter()
        self._tries[where] += 1
        return self._look(where, stamp) if self._tries[where] >= _LOST_TWICE else None

    def _look(self, where: str, stamp: Stamp) -> StockRecord | None:
        place = (_levels.owner(where), _levels.names.aggregate)
        level = dynamo.find(StockRecord, *place, consistent=True)
        if level is None or level.is_spread:
            return level
        count = to_spread(level.available_count or 0)
        if self._is_rush(where, level, stamp) and count and self._spread(where, count, stamp):
            level.is_spread = 1
        return level

    def _is_rush(self, where: str, level: StockRecord, stamp: Stamp) -> bool:
        now = Reading((level.version or 0) + (level.turns or 0), stamp.at)
        before = self._readings.get(where)
        if before is None or now.at - before.at >= MEASURED_FOR:
            if len(self._readings) >= _MOST_REMEMBERED:
                self._readings.clear()
            self._readings[where] = now
        return before is not None and is_rush(before, now)

    def _spread(self, where: str, count: int, stamp: Stamp) -> bool:
        sku, warehouse, _ = parts_of(where)
        own = replace(stamp, actor="system:stock")
        return self._pools.spread(Pool(sku, warehouse, SPREAD), count, own)
