"""Journeys that run, which no sample can have: reviewers and time stand between."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import msgspec

from promenade.contracts.behaviour import Act, Acted, PersonActed
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import person_digest
from promenade.contracts.deliveries import Choice
from promenade.contracts.journeys import Deed, Send, Step, Trigger
from promenade.kit import dynamo
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.stamp import Stamp
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.terms import Journey, Terms
from promenade.outreach.campaign.reader import DynamoCampaigns
from promenade.outreach.campaign.store.records import CampaignRecord, campaign_key
from promenade.outreach.journey.model.happening import happenings_of
from promenade.outreach.journey.service.entering import Entering, Running
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from tests.support.clock import SAMPLE_TIME

ID = "campaign_1"
CARTED = Deed(Act.CART, cool_down_days=7)
HELLO = Send("hello", Channel.IN_APP, (Choice("plain", "message_template_1"),))


def run(*steps: Step, trigger: Trigger = CARTED, **terms: Any) -> None:
    """Since the time of the samples."""
    plan = Journey(trigger, steps or (HELLO,))
    given = {"purpose": Purpose.TRANSACTIONAL, "zone": "Asia/Shanghai", "currency": "CNY"}
    met = Campaign(ID, Terms(name="Hello", plan=plan, **given | terms), SAMPLE_TIME, "request-1")
    keep(msgspec.structs.replace(met, stage="running", launched_at=SAMPLE_TIME))


def begin() -> None:
    """The way of the samples, which is due."""
    run()
    stamp = Stamp("system:journey", SAMPLE_TIME, "sample-request", "heard")
    at = datetime(2026, 1, 5, 9, 22, 5, tzinfo=UTC)
    acted = PersonActed("amelie", (Acted(Act.CART, 1, at),))
    running = Running(DynamoCampaigns(system_clock), system_clock)
    entering = Entering(running, DynamoTravellerStore(), partial(person_digest, digests=digests()))
    entering.heed(happenings_of(acted, SAMPLE_TIME), stamp)


def keep(campaign: Campaign) -> None:
    """Silently, over whatever there is."""
    record = CampaignRecord(*campaign_key(campaign.id), version=campaign.version)
    record.gsi1pk, record.gsi1sk = f"CAMPAIGNS#{campaign.state}", campaign.id
    record.body = msgspec.json.encode(campaign).decode()
    dynamo.put(record)
