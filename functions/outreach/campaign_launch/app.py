"""Campaigns of which something is due: they are launched, go on, and are over."""

from typing import Any

from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.queues import Queue
from promenade.kit.schedules import Schedules
from promenade.kit.telemetry import logger
from promenade.outreach.campaign.service import launching, waking
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.store.runs import DynamoRunStore
from promenade.outreach.campaign.wire.work import read_wake
from promenade.outreach.segment.holds import DynamoSnapshots

log = logger("campaign")
parked = setting("CAMPAIGN_WAKE_DEAD_LETTERS_URL")
doors = waking.Doors(
    launching.Doors(DynamoCampaignStore(), DynamoRunStore(), DynamoSnapshots()),
    Queue(setting("CAMPAIGN_PAGES_QUEUE_URL")),
    Schedules(setting("CAMPAIGN_WAKE_QUEUE_ARN"), setting("CAMPAIGN_WAKE_ROLE_ARN")),
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _wake, parked=parked, log=log)


def _wake(body: bytes) -> None:
    asked, stamp = read_wake(body, system_clock)
    campaign = waking.wake(asked, stamp, doors)
    log.info("woken", campaign=asked.campaign, state=campaign.state if campaign else None)
