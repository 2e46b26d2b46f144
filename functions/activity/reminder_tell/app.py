"""Every minute: tells of discounts and flash sales that open soon, to who asked for it."""

from typing import Any

from promenade.activity.flash_sale.reader import DynamoFlashOpenings
from promenade.activity.reminder import service
from promenade.activity.reminder.store import DynamoReminderStore
from promenade.base.promotion.reader import DynamoLimitedDiscounts
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("reminder")
doors = service.Doors(DynamoReminderStore(), DynamoLimitedDiscounts(), DynamoFlashOpenings())


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("reminded", told_count=service.tell_all(system_clock, doors))
