"""Every minute: tells of which templates coupons are nearly or all gone."""

from typing import Any

from promenade.activity.coupon.service.metering import read_meters
from promenade.activity.coupon.store.meters import DynamoMeters
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("coupon")
meters = DynamoMeters()


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("metered", changed_count=read_meters(meters, system_clock()))
