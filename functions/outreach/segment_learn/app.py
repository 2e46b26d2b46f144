"""What others tell of people, into what segments judge them by."""

from functools import partial
from typing import Any

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.consents import person_digest
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger
from promenade.outreach.segment.service.learning import Learner
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore
from promenade.outreach.segment.wire.lessons import read_lesson

log = logger("segment")
parked = setting("SEGMENT_PEOPLE_DEAD_LETTERS_URL")
doors = Doors(
    DynamoSegmentStore(),
    DynamoPersonStore(),
    DynamoRunStore(),
    DynamoScoring(),
    DynamoBehaviour(),
)
learner = Learner(doors, partial(person_digest, digests=digests()))


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _learn, parked=parked, log=log)


def _learn(body: bytes) -> None:
    learner.learn(*read_lesson(body, system_clock))
