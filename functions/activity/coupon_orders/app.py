"""Gives what paid orders give."""

from secrets import SystemRandom
from typing import Any

from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.service.occasions import AutoTemplates, give_for
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import occasions as wire
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger

log = logger("coupon")
templates = AutoTemplates(DynamoTemplateStore())
giver = Giver(DynamoCouponStore(digests().pseudonym), SystemRandom().randint)
parked = setting("COUPON_ORDERS_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _give, parked=parked, log=log)


def _give(body: bytes) -> None:
    if paid := wire.read_paid(body, system_clock()):
        occasion, stamp = paid
        give_for(occasion, stamp, templates, giver)
