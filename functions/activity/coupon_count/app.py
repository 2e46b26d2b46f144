"""Counts what became of coupons."""

from typing import Any

from promenade.activity.coupon.service.counting import count
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.store.funnel import DynamoFunnel
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import statistics as wire
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("coupon")
funnel, templates = DynamoFunnel(), CurrentTemplates(DynamoTemplateStore())
parked = setting("COUPON_COUNT_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _count, parked=parked, log=log)


def _count(body: bytes) -> None:
    count(wire.read_step(body), funnel, templates)
