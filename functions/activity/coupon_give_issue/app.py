"""Carries out issues of coupons."""

from secrets import SystemRandom
from typing import Any

from promenade.activity.coupon.service import issuing
from promenade.activity.coupon.service.giving import CurrentTemplates, Giver
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.issues import DynamoIssueStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import issues as wire
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger

log = logger("coupon")
parked = setting("COUPON_ISSUES_DEAD_LETTERS_URL")
keyed = digests().pseudonym
giver = Giver(DynamoCouponStore(keyed), SystemRandom().randint)
templates = CurrentTemplates(DynamoTemplateStore())
doors = issuing.Doors(DynamoIssueStore(keyed), templates, giver)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _give, parked=parked, log=log)


def _give(body: bytes) -> None:
    issue_id, stamp = wire.read_requested(body, system_clock)
    issue = issuing.run(issue_id, stamp, doors)
    log.info("issued", issue_id=issue_id, state=issue.state, given_count=issue.given_count)
