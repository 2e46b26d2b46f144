"""Carries runs out, part by part: a worker goes on for some seconds, then the next one does."""

from typing import Any

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.outreach.segment.service import computing
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore
from promenade.outreach.segment.wire import runs as wire

log = logger("segment")
parked = setting("SEGMENT_RUNS_DEAD_LETTERS_URL")
queue = Queue(setting("SEGMENT_RUNS_QUEUE_URL"))
doors = Doors(
    DynamoSegmentStore(),
    DynamoPersonStore(),
    DynamoRunStore(),
    DynamoScoring(),
    DynamoBehaviour(),
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _work, parked=parked, log=log)


def _work(body: bytes) -> None:
    asked, stamp = wire.read_work(body, system_clock)
    ahead = computing.carry_out(asked, stamp, system_clock, doors)
    queue.send([wire.task_body(each) for each in ahead])
