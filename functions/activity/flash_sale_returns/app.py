"""Orders that ended unpaid give their units back to their flash sale."""

from typing import Any

from promenade.activity.flash_sale.service.returning import give_back
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire.told import read_lapsed
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("flash_sale")
sales, claims = DynamoSaleStore(), DynamoClaimStore()
parked = setting("FLASH_SALE_RETURNS_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _follow, parked=parked, log=log)


def _follow(body: bytes) -> None:
    lapsed = read_lapsed(body, system_clock())
    give_back(lapsed.claim, lapsed.place, lapsed.stamp, sales, claims)
