"""Every minute: people whose next step is due, to the queue of those who walk them."""

from collections.abc import Sequence
from typing import Any

from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.outreach.journey.service.sweeping import sweep
from promenade.outreach.journey.store.records import key_of, marks
from promenade.outreach.journey.wire.happenings import step_body

log = logger("journey")
queue = Queue(setting("JOURNEY_STEPS_QUEUE_URL"))


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("swept", due_count=sweep(system_clock, marks, _send))


def _send(names: Sequence[str]) -> None:
    queue.send([step_body(key_of(name)) for name in names])
