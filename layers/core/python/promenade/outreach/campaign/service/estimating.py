"""Whom a campaign would reach now, and what that costs."""

from collections.abc import Mapping
from datetime import datetime

from promenade.contracts.deliveries import Frequencies
from promenade.contracts.journeys import Send
from promenade.contracts.messages import MessageTemplate, Templates
from promenade.contracts.segments import Audience, Audiences
from promenade.kit.values import Value
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.reach import Asked, Reach, reach
from promenade.outreach.campaign.model.terms import OneOff, Recurring, Terms
from promenade.outreach.campaign.model.wording import Wording
from promenade.outreach.campaign.service.managing import get
from promenade.outreach.campaign.service.ports import CampaignStore


class Doors(Value, frozen=True):
    """`link` is as long as those that people are sent."""

    campaigns: CampaignStore
    audiences: Audiences
    templates: Templates
    frequencies: Frequencies
    link: str


class SendEstimate(Value, frozen=True):
    """`reach` is None of a send that waits for people, and where the segment is gone. `wording`
    tells what one message costs."""

    send: Send
    templates: Mapping[str, MessageTemplate]
    wording: Wording
    reach: Reach | None


class CampaignEstimate(Value, frozen=True):
    """By the terms that are reviewed, or to be reviewed next."""

    campaign: Campaign
    at: datetime
    sends: tuple[SendEstimate, ...]


def estimate(campaign_id: str, now: datetime, doors: Doors) -> CampaignEstimate:
    """Reads people and writes nothing. Raises NotFound, Unavailable."""
    campaign = get(campaign_id, doors.campaigns)
    terms = campaign.reviewed
    wanted = {choice.template_id for each in terms.sends for choice in each.choices}
    templates = doors.templates.of(sorted(wanted))
    audience = _audience(terms, doors)
    sends = (
        _send(Asked(campaign.id, terms, each), audience, templates, doors) for each in terms.sends
    )
    return CampaignEstimate(campaign, now, tuple(sends))


def _audience(terms: Terms, doors: Doors) -> Audience | None:
    """How many a trigger concerns nobody knows."""
    if not isinstance(terms.plan, OneOff | Recurring):
        return None
    return doors.audiences.of(terms.plan.segment_id)


def _send(
    asked: Asked,
    audience: Audience | None,
    templates: Mapping[str, MessageTemplate],
    doors: Doors,
) -> SendEstimate:
    wording = Wording(asked.send, asked.terms, templates, doors.link)
    found = reach(asked, audience, wording, doors.frequencies.counted) if audience else None
    return SendEstimate(asked.send, templates, wording, found)
