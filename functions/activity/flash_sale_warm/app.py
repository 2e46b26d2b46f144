"""Every minute in production: what announced sales need is ready for their buyers."""

from typing import Any

from promenade.activity.flash_sale.service import warming
from promenade.activity.flash_sale.store.machines import AwsMachines
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("flash_sale")
sales, machines = DynamoSaleStore(), AwsMachines()


def app(_event: dict[str, Any], _context: object) -> None:
    kept = warming.warm(system_clock(), sales, machines)
    log.info(
        "kept ready",
        page_count=kept.page_count,
        claim_count=kept.claim_count,
        queue_count=kept.queue_count,
    )
