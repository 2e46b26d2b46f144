"""Every minute: has those told who asked for it that a discount or a flash sale opens soon."""

from typing import Any

from promenade.activity.flash_sale.reader import DynamoFlashOpenings
from promenade.activity.reminder import service, wire
from promenade.base.promotion.reader import DynamoLimitedDiscounts
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger

log = logger("reminder")
occasions = service.Occasions(DynamoLimitedDiscounts(), DynamoFlashOpenings())
queue = Queue(setting("REMINDER_TELL_QUEUE_URL"))


def app(_event: dict[str, Any], _context: object) -> None:
    found = service.pieces(system_clock(), occasions)
    queue.send([wire.piece_body(each) for each in found])
    log.info("swept", piece_count=len(found))
