"""Every minute: reads the meters that are due, and tells what is nearly or all used up."""

from typing import Any

from promenade.base.promotion.service.metering import read_meters
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("promotion")
store = DynamoPromotionStore()
allotments = DynamoAllotments()


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("metered", changed_count=read_meters(store, allotments, system_clock))
