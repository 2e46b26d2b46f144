"""What others tell of a campaign's people, into how far they came and whose orders are its; what
people did with a message is theirs."""

from typing import Any

from promenade.activity.behaviour.holds import DynamoSeenActs
from promenade.customer.tracking.service.following import FollowDoors, follow
from promenade.customer.tracking.store.effects import DynamoEffectStore
from promenade.customer.tracking.store.journal import DynamoJournal
from promenade.customer.tracking.wire.effect_facts import read_told
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger

log = logger("tracking")
acts = DynamoSeenActs(system_clock)
doors = FollowDoors(DynamoEffectStore(), DynamoJournal(digests()), acts)
parked = setting("TRACKING_FACTS_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _follow, parked=parked, log=log)


def _follow(body: bytes) -> None:
    if count := follow(read_told(body), system_clock(), doors):
        log.info("recounted", order_count=count)
