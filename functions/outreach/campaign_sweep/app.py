"""Every minute: wakes the campaigns of which something was due and that nothing else has woken."""

from typing import Any

from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.outreach.campaign.service import waking
from promenade.outreach.campaign.store.records import marks

log = logger("campaign")
queue = Queue(setting("CAMPAIGN_WAKE_QUEUE_URL"))


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("swept", woken_count=waking.sweep(system_clock(), marks, queue))
