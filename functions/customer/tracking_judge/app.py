"""Judges touches, once all that came with them are there."""

from typing import Any

from promenade.customer.tracking.service.touching import JudgeDoors, judge
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.store.touches import DynamoTouchStore
from promenade.customer.tracking.wire.links import judging_stamp, read_whose
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("tracking")
doors = JudgeDoors(DynamoLinkStore(), DynamoTouchStore())
parked = setting("TRACKING_TOUCHES_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _judge, parked=parked, log=log)


def _judge(body: bytes) -> None:
    whose = read_whose(body)
    count = judge(whose, judging_stamp(whose, system_clock), doors)
    log.info("judged", set_key=whose.set_key, touch_count=count)
