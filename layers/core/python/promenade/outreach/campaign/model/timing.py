"""What time does with campaigns: they are launched, miss their time, and are over."""

from collections.abc import Collection
from datetime import datetime
from itertools import takewhile

from promenade.kit.values import replace
from promenade.outreach.campaign.model.campaign import (
    FOR_AUDIENCE,
    FOR_TIME,
    Campaign,
    OpenRun,
    done,
    later_at,
    turned,
)
from promenade.outreach.campaign.model.launch_times import coming
from promenade.outreach.campaign.model.runs import Run
from promenade.outreach.campaign.model.terms import OneOff, Recurring


def launch(campaign: Campaign, now: datetime) -> Campaign:
    """Of one that is due and not too late."""
    after = replace(turned(campaign), stage="running", launched_at=campaign.launched_at or now)
    if not campaign.is_mass:
        return replace(after, next_at=None)
    number = campaign.run_count + 1
    opened = OpenRun(number, due_at(campaign, now) + campaign.terms.lasts)
    after = replace(after, run_count=number, open_runs=(*campaign.open_runs, opened))
    return replace(after, next_at=later_at(after, now))


def is_due(campaign: Campaign, now: datetime) -> bool:
    can_launch = campaign.state in {"scheduled", "running"}
    return can_launch and campaign.next_at is not None and campaign.next_at <= now


def due_at(campaign: Campaign, now: datetime) -> datetime:
    """The last of the times that came by now; those before it are not made up for."""
    first = campaign.next_at or now
    if not isinstance(campaign.terms.plan, Recurring):
        return first
    return max(takewhile(lambda at: at <= now, coming(campaign.terms, first)), default=first)


def is_too_late(campaign: Campaign, now: datetime) -> bool:
    return campaign.is_mass and now >= due_at(campaign, now) + campaign.terms.lasts


def miss(campaign: Campaign, now: datetime) -> Campaign:
    """What is due and too late is not launched: the next time is, or somebody's word is waited
    for."""
    if isinstance(campaign.terms.plan, Recurring):
        return replace(turned(campaign), next_at=later_at(campaign, now))
    return hinder(campaign, FOR_TIME)


def hinder(campaign: Campaign, reason: str) -> Campaign:
    """One that is due and cannot be launched."""
    return replace(turned(campaign), stage="paused", paused_for=reason)


def count_audience(campaign: Campaign, count: int) -> Campaign:
    """Of a run; where it is another than the last one's by more than 30 %, somebody has to say
    that this is meant."""
    before = campaign.audience_count
    after = replace(turned(campaign), audience_count=count)
    is_other = before is not None and abs(count - before) * 10 > before * 3
    if is_other and campaign.stage == "running":
        return replace(after, stage="paused", paused_for=FOR_AUDIENCE)
    return after


def take_back(campaign: Campaign, run: Run, reason: str) -> Campaign:
    """A launch by which nobody was sent anything: its audience is another than was approved, or its
    costs are. What was to be sent once can still be."""
    is_first = run.number == 1 or isinstance(campaign.terms.plan, OneOff)
    return replace(
        turned(campaign),
        stage="paused",
        paused_for=reason,
        open_runs=tuple(each for each in campaign.open_runs if each.number != run.number),
        next_at=campaign.next_at or run.due_at,
        launched_at=None if is_first else campaign.launched_at,
    )


def close_runs(campaign: Campaign, closed: Collection[int], now: datetime) -> Campaign:
    """Runs whose people are all decided, or whose time is over; after the last one it is done."""
    left = tuple(run for run in campaign.open_runs if run.number not in closed)
    after = replace(turned(campaign), open_runs=left)
    return done(after, now) if is_over(after, now) else after


def is_over(campaign: Campaign, now: datetime) -> bool:
    """Whether nothing can come of one under way any more."""
    has_ended = campaign.terms.end is not None and campaign.terms.end <= now
    if not campaign.is_mass:
        return has_ended
    return not campaign.open_runs and (campaign.next_at is None or has_ended)


def end(campaign: Campaign, now: datetime) -> Campaign:
    """One that is over."""
    return done(turned(campaign), now)
