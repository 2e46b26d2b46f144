"""Tells subscribers of what opens soon, piece by piece."""

from typing import Any

from promenade.activity.flash_sale.reader import DynamoFlashOpenings
from promenade.activity.reminder import service, wire
from promenade.activity.reminder.store import DynamoReminderStore
from promenade.base.promotion.reader import DynamoLimitedDiscounts
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("reminder")
parked = setting("REMINDER_TELL_DEAD_LETTERS_URL")
occasions = service.Occasions(DynamoLimitedDiscounts(), DynamoFlashOpenings())
doors = service.Doors(DynamoReminderStore(), occasions)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _tell, parked=parked, log=log)


def _tell(body: bytes) -> None:
    piece = wire.read_piece(body)
    count = service.tell(piece, system_clock, doors)
    log.info("told", occasion=piece.occasion.id, shard=piece.shard, count=count)
