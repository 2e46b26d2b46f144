"""Every five minutes: tells of coupons whose end is near, each once."""

from typing import Any

from promenade.activity.coupon.service import reminding
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.records import CouponRecord
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.kit.clock import system_clock
from promenade.kit.due_marks import DueMarks
from promenade.kit.telemetry import logger

log = logger("coupon")
doors = reminding.Doors(
    DueMarks(CouponRecord),
    DynamoCouponStore(lambda customer: customer),
    CurrentTemplates(DynamoTemplateStore()),
)


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("reminded", told_count=reminding.sweep(system_clock, doors))
