"""Every minute: units that buyers gave back are sold again, sales that are over give the stock the
rest, and those of what is not on sale any more are paused."""

from typing import Any

from promenade.activity.flash_sale.service import tending
from promenade.activity.flash_sale.service.watching import watch
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.stock.holds.pools import DynamoStockPools
from promenade.kit.clock import system_clock
from promenade.kit.stamp import Stamp
from promenade.kit.telemetry import logger

log = logger("flash_sale")
sales, pools, catalogue = DynamoSaleStore(), DynamoStockPools(), DynamoCatalogueReader()


def app(event: dict[str, Any], _context: object) -> None:
    stamp = Stamp("system:flash_sale", system_clock(), event["id"], event["id"])
    gone_on = tending.tend(stamp, tending.Doors(sales, DynamoClaimStore(), pools))
    paused = watch(stamp, catalogue, sales)
    log.info("tended", sale_count=gone_on, paused_count=paused)
