"""Every minute: tells of limited-time discounts that open soon, to who asked for it."""

from typing import Any

from promenade.activity.discount_reminder import service
from promenade.activity.discount_reminder.store import DynamoReminderStore
from promenade.base.promotion.reader import DynamoLimitedDiscounts
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("discount_reminder")
doors = service.Doors(DynamoReminderStore(), DynamoLimitedDiscounts())


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("reminded", told_count=service.tell_all(system_clock, doors))
