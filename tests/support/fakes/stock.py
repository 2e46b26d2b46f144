"""Stock in memory, for tests of what uses it."""

from promenade.base.stock.model import Level, Movement
from promenade.contracts.stock import StockFact
from promenade.kit.errors import NotFound
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
