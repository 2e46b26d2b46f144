"""Every minute: who slept when a message was to be sent is asked for again."""

from typing import Any

from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.outreach.delivery.service.sweeping import sweep
from promenade.outreach.delivery.store.gate import DynamoLaterStore
from promenade.outreach.delivery.wire.requests import request_body

log = logger("delivery")
queue = Queue(setting("DELIVERY_REQUESTS_QUEUE_URL"))
store = DynamoLaterStore()


def app(_event: dict[str, Any], _context: object) -> None:
    count = sweep(system_clock(), lambda found: queue.send([*map(request_body, found)]), store)
    log.info("swept", request_count=count)
