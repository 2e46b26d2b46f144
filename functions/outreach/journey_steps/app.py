"""Walks people on whose next step is due."""

from typing import Any

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.outreach.campaign.reader import DynamoCampaigns
from promenade.outreach.delivery.reader import DynamoHandlings
from promenade.outreach.journey.service.ports import Doors
from promenade.outreach.journey.service.walking import walk
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from promenade.outreach.journey.wire.happenings import DeliveryRequests, read_step
from promenade.outreach.segment.reader import segments_by

log = logger("journey")
parked = setting("JOURNEY_STEPS_DEAD_LETTERS_URL")
doors = Doors(
    DynamoTravellerStore(),
    DynamoCampaigns(system_clock),
    segments_by(DynamoScoring(), DynamoBehaviour(), system_clock),
    DeliveryRequests(Queue(setting("DELIVERY_REQUESTS_QUEUE_URL"))),
    DynamoHandlings(),
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _walk, parked=parked, log=log)


def _walk(body: bytes) -> None:
    way = walk(read_step(body), system_clock, doors)
    log.info("walked", step=way.step if way else None)
