"""Stock in memory, for tests of what uses it."""

from collections.abc import Mapping, Sequence

from promenade.base.stock.model import Level, Movement
from promenade.contracts.stock import StockFact
from promenade.kit.errors import NotFound
from promenade.kit.lookups import Lookup
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.ledger import FakeLedger


class FakeStockStore(FakeLedger[Level, Movement]):
    def set_level(self, level: Level, _fact: type[StockFact], stamp: Stamp) -> Level:
        stored = self.find(level.sku)
        if stored is None:
            raise NotFound("There is no such thing here.")
        if stored.is_done(level.version - 1, stamp):
            return stored.value
        self.aggregates[level.sku] = Stored(level, stamp.fingerprint)
        return level


class FakeStockReader:
    """StockReader over given units."""

    def __init__(self, units: Mapping[str, int] | None = None) -> None:
        self._units = units or {}
        self.asked: list[Sequence[str]] = []

    def lookup(self, skus: Sequence[str]) -> Lookup[Mapping[str, int]]:
        self.asked.append(skus)
        found = {sku: self._units.get(sku, 0) for sku in skus}
        return Lookup("stock", (), lambda _: found)
