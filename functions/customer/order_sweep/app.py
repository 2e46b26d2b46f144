"""Every minute: wakes the orders of which something was due and that nothing else has woken."""

from typing import Any

from promenade.customer.order.service import waking
from promenade.customer.order.store import OrderRecord
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.due_marks import DueMarks
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger

log = logger("order")
marks = DueMarks(OrderRecord)
queue = Queue(setting("ORDER_WAKE_QUEUE_URL"))


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("swept", woken_count=waking.sweep(system_clock(), marks, queue))
