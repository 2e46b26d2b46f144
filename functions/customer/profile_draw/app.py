"""Every hour: draws the boundaries by which customers are scored."""

from typing import Any

from promenade.customer.profile.service.scoring import draw
from promenade.customer.profile.store.population import DynamoScoringStore
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("profile")
store = DynamoScoringStore()


def app(_event: dict[str, Any], _context: object) -> None:
    drawn = draw(store, system_clock)
    log.info("drawn", version=drawn.version, people_count=drawn.people_count)
