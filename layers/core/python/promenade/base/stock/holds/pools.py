"""Pools of activities in transactions of others: contracts.stock.StockPools."""

from collections.abc import Sequence
from functools import partial

from promenade.base.stock.model import StockShort
from promenade.base.stock.model.pools import CarveStock, Pool, carved, closed
from promenade.base.stock.store.claims import out_of_stock
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.contracts.stock import parts_of
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.errors import DomainError, NotFound
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


class DynamoStockPools:
    def __init__(self) -> None:
        self._store = DynamoPoolStore()

    def carve(self, where: str, count: int, rate_per_s: int, stamp: Stamp) -> Sequence[Part]:
        pool = Pool(*parts_of(where), is_owned=True)
        command = CarveStock(pool.key, pool, count, rate_per_s, usual_count=1)
        parts = self._store.carving(command, carved(pool, count), stamp)
        return [replace(each, refuse=partial(_refusal, where, count, each)) for each in parts]

    def close(self, where: str, stamp: Stamp) -> Sequence[Part]:
        return self._store.closing(closed(self._get(where)), stamp)

    def used(self, where: str) -> int:
        return self._get(where).carved_count - self._store.balance(where).left

    def _get(self, where: str) -> Pool:
        stored = self._store.find(where)
        if stored is None:
            raise NotFound("There is no such pool.")
        return stored.value


def _refusal(where: str, count: int, part: Part, lost: ConditionFailed) -> DomainError | None:
    refusal = part.refuse(lost)
    if isinstance(refusal, StockShort):
        available = refusal.facts["available_count"]
        return out_of_stock(where, count, int(available or 0))
    return refusal
