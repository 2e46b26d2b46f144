"""What happens to people: starts their ways, leads them on, and lets those go who are no more."""

from functools import partial
from typing import Any

from promenade.contracts.consents import person_digest
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.outreach.campaign.reader import DynamoCampaigns
from promenade.outreach.journey.service.entering import Entering, Running
from promenade.outreach.journey.service.following import Following
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from promenade.outreach.journey.wire.happenings import read_heard, step_body

log = logger("journey")
store, digest = DynamoTravellerStore(), partial(person_digest, digests=digests())
entering = Entering(Running(DynamoCampaigns(system_clock), system_clock), store, digest)
following = Following(store, digest)
queue = Queue(setting("JOURNEY_STEPS_QUEUE_URL"))
parked = setting("JOURNEY_TRIGGERS_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _heed, parked=parked, log=log)


def _heed(body: bytes) -> None:
    heard = read_heard(body, system_clock)
    if heard.person:
        following.follow(heard.person, heard.stamp)
    if heard.erased:
        following.forget(heard.erased, heard.stamp)
    due = entering.heed(heard.happenings, heard.stamp)
    queue.send([step_body(way.key) for way in due])
