"""Every hour: has all people judged by what is followed, for time alone brings some in."""

from typing import Any

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger
from promenade.outreach.segment.service import computing
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore

log = logger("segment")
doors = Doors(
    DynamoSegmentStore(),
    DynamoPersonStore(),
    DynamoRunStore(),
    DynamoScoring(),
    DynamoBehaviour(),
)


def app(_event: dict[str, Any], _context: object) -> None:
    run = computing.follow_hourly(system_clock(), doors)
    log.info("followed", run_id=run.id if run else None)
