"""Every minute: ends holds that are over, tells the ledger what pools sold, empties closed ones."""

from typing import Any

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.service import holdings, pools
from promenade.base.stock.store.holdings import DynamoHoldingStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.kit.clock import system_clock
from promenade.kit.stamp import Stamp
from promenade.kit.telemetry import logger

log = logger("stock")
store = DynamoPoolStore()
doors = holdings.Doors(DynamoHoldingStore(), DynamoStockHolds())


def app(event: dict[str, Any], _context: object) -> None:
    stamp = Stamp("system:stock", system_clock(), event["id"], event["id"])
    expired, moved = holdings.expire_holdings(stamp, doors), pools.tend_pools(stamp, store)
    log.info("tended", expired_count=expired, moved_count=moved)
