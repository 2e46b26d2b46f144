"""Gives what paid orders give, and takes back what refunded ones gave."""

from secrets import SystemRandom
from typing import Any

from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.service.occasions import AutoTemplates, give_for, take_back
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
coupons = DynamoCouponStore(digests().pseudonym)
giver = Giver(coupons, SystemRandom().randint)
parked = setting("COUPON_ORDERS_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _follow, parked=parked, log=log)


def _follow(body: bytes) -> None:
    told = wire.read_order(body, system_clock())
    if told and told.ended:
        take_back(told.paid, told.ended, told.stamp, coupons)
    elif told:
        give_for(told.paid, told.stamp, templates, giver)
