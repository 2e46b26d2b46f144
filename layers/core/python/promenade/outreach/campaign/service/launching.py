"""What time does with campaigns: they are woken, launched, and over."""

from collections.abc import Sequence
from datetime import datetime

from promenade.contracts.campaigns import CampaignDone, CampaignLaunched, CampaignPaused
from promenade.contracts.segments import Snapshots
from promenade.kit.errors import DomainError, Stale, Unavailable
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.campaign.model import timing
from promenade.outreach.campaign.model.campaign import FOR_SEGMENT, UNDER_WAY, Campaign
from promenade.outreach.campaign.model.runs import Run, run_id
from promenade.outreach.campaign.model.terms import OneOff, Recurring
from promenade.outreach.campaign.service.ports import CampaignStore, Offers, RunStore, nothing_else


class Doors(Value, frozen=True):
    campaigns: CampaignStore
    runs: RunStore
    snapshots: Snapshots


def wake(campaign_id: str, stamp: Stamp, doors: Doors) -> Campaign | None:
    """Does what is due, once whoever wakes it and however often; None where there is no such
    campaign. Raises Stale where others changed it just now."""
    stored = doors.campaigns.find(campaign_id)
    if stored is None:
        return None
    campaign, now = _closed(stored.value, stamp, doors), stamp.at
    if not timing.is_due(campaign, now):
        return campaign
    if timing.is_too_late(campaign, now):
        return _hindered(campaign, timing.miss(campaign, now), stamp, doors)
    try:
        return _launched(campaign, stamp, doors)
    except (Stale, Unavailable):
        raise
    except DomainError:
        return _hindered(campaign, timing.hinder(campaign, FOR_SEGMENT), stamp, doors)


def _closed(campaign: Campaign, stamp: Stamp, doors: Doors) -> Campaign:
    """Without runs whose time is over, and done where all of it is."""
    if campaign.stage not in UNDER_WAY:
        return campaign
    late = {run.number for run in campaign.open_runs if run.until <= stamp.at}
    if late or timing.is_over(campaign, stamp.at):
        return close_runs(campaign, late, stamp, doors.campaigns)
    return campaign


def close_runs(
    campaign: Campaign, numbers: set[int], stamp: Stamp, campaigns: CampaignStore
) -> Campaign:
    """Raises Stale."""
    after = timing.close_runs(campaign, numbers, stamp.at)
    return campaigns.save(after, CampaignDone if after.stage == "done" else None, stamp)


def _hindered(before: Campaign, after: Campaign, stamp: Stamp, doors: Doors) -> Campaign:
    fact = CampaignPaused if after.stage != before.stage else None
    return doors.campaigns.save(after, fact, stamp)


def _launched(campaign: Campaign, stamp: Stamp, doors: Doors) -> Campaign:
    """In one write with its run, and with the snapshot of its audience that is asked for."""
    after = timing.launch(campaign, stamp.at)
    plan = campaign.terms.plan
    offers: Offers = nothing_else
    if isinstance(plan, OneOff | Recurring):
        run = _run(after, timing.due_at(campaign, stamp.at), stamp)
        segment_id = plan.segment_id

        def opened() -> Sequence[Part]:
            asked = doors.snapshots.ask(run.id, segment_id, stamp)
            return doors.runs.open(run), asked

        offers = opened
    return doors.campaigns.save(after, CampaignLaunched, stamp, offers)


def _run(campaign: Campaign, due_at: datetime, stamp: Stamp) -> Run:
    opened = campaign.open_runs[-1]
    return Run(
        id=run_id(campaign.id, opened.number),
        campaign=campaign.id,
        number=opened.number,
        due_at=due_at,
        until=opened.until,
        opened_at=stamp.at,
    )
