"""Every minute: who joined the queue of a flash sale is drawn, and as many are let in as there are
units for."""

from typing import Any

from promenade.activity.flash_sale.service.drawing import Doors, draw_all
from promenade.activity.flash_sale.service.tickets import Tickets
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.queues import DynamoQueueStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger

log = logger("flash_sale")
sales, queues, tickets = DynamoSaleStore(), DynamoQueueStore(), Tickets(digests().proof)


def app(_event: dict[str, Any], _context: object) -> None:
    gone_on = draw_all(system_clock, Doors(sales, DynamoClaimStore(), queues, tickets))
    log.info("drawn", queue_count=gone_on)
