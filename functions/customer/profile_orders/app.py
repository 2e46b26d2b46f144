"""Counts recorded orders for who placed them, in their figures and in what they did."""

from typing import Any

from promenade.activity.behaviour.holds import DynamoSeenActs
from promenade.customer.profile.service.acting import tell
from promenade.customer.profile.service.counting import count
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.wire.orders import read_order
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("profile")
store, acts = DynamoProfileStore(), DynamoSeenActs(system_clock)
parked = setting("PROFILE_ORDERS_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _count, parked=parked, log=log)


def _count(body: bytes) -> None:
    order, stamp = read_order(body, system_clock)
    count(order, stamp, store)
    tell(order, stamp.at, acts, store)
