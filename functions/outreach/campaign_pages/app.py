"""Audiences of campaigns, page by page to the gate, and what became of them."""

from typing import Any

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.deliveries import MessagesHandled
from promenade.contracts.tracking import as_long_as_a_link
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.outreach.campaign.model.runs import PageTask
from promenade.outreach.campaign.service import sending
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.store.runs import DynamoRunStore
from promenade.outreach.campaign.wire.work import read_pages
from promenade.outreach.channel.reader import DynamoTemplates
from promenade.outreach.segment.reader import segments_by

log = logger("campaign")
parked = setting("CAMPAIGN_PAGES_DEAD_LETTERS_URL")
doors = sending.Doors(
    campaigns=DynamoCampaignStore(),
    runs=DynamoRunStore(),
    segments=segments_by(DynamoScoring(), DynamoBehaviour(), system_clock),
    templates=DynamoTemplates(),
    pages=Queue(setting("CAMPAIGN_PAGES_QUEUE_URL")),
    requests=Queue(setting("DELIVERY_REQUESTS_QUEUE_URL")),
    link=as_long_as_a_link(setting("API_BASE_URL")),
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _work, parked=parked, log=log)


def _work(body: bytes) -> None:
    work, stamp = read_pages(body, system_clock)
    if isinstance(work, PageTask):
        count = sending.send_pages(work, doors)
        log.info("asked", campaign=work.campaign, run=work.run, request_count=count)
    elif isinstance(work, MessagesHandled):
        sending.count(work, stamp, doors)
    else:
        sending.take(work, stamp, doors)
