"""What is ahead: which launches campaigns are sent by in a span of time, and where they meet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, islice, takewhile

from promenade.contracts.channels import Channel
from promenade.kit.values import Value, replace
from promenade.outreach.campaign.model.campaign import PAUSED, Campaign
from promenade.outreach.campaign.model.launch_times import coming
from promenade.outreach.campaign.model.terms import OneOff, Recurring

_MOMENT = timedelta(microseconds=1)
"""A launch that lasts until the start of a span sends nothing in it."""


class Span(Value, frozen=True):
    """Half-open."""

    start: datetime
    end: datetime


class Launch(Value, frozen=True):
    """Of `campaign` at an instant; some of it may be sent before `until`. `meets` are other
    campaigns that are sent to the same segment by the same channel meanwhile."""

    campaign: Campaign
    at: datetime
    until: datetime
    segment_id: str
    channel: Channel
    meets: tuple[str, ...] = ()


def launches(campaign: Campaign, span: Span, most_count: int) -> Iterator[Launch]:
    """Those of which something may be sent in the span, `most_count` at most; none of one that
    waits for people."""
    terms, plan = campaign.terms, campaign.terms.plan
    if not isinstance(plan, OneOff | Recurring) or campaign.ended_at is not None:
        return
    opened = {run.until - terms.lasts for run in campaign.open_runs}
    under_way = sorted(at for at in opened if at + terms.lasts > span.start)
    ahead = (at for at in coming(terms, _since(campaign, span)) if at not in opened)
    times = takewhile(lambda at: at < span.end, chain(under_way, ahead))
    for at in islice(times, most_count):
        yield Launch(campaign, at, at + terms.lasts, plan.segment_id, plan.channel)


def _since(campaign: Campaign, span: Span) -> datetime:
    """From its next launch on, where that is before the span and lasts into it. What came due of
    one that is paused is not made up for."""
    if campaign.next_at is None or campaign.stage in PAUSED:
        return span.start
    return min(span.start, max(campaign.next_at, span.start - campaign.terms.lasts + _MOMENT))


def is_ongoing(campaign: Campaign, span: Span) -> bool:
    """Of one that waits for people: in some of the span."""
    end = campaign.terms.end
    return not campaign.is_mass and (end is None or end > span.start)


def met(found: Iterable[Launch]) -> list[Launch]:
    """In their order of time, each with those that it meets."""
    groups = defaultdict[tuple[str, Channel], list[Launch]](list)
    for each in sorted(found, key=lambda each: (each.at, each.campaign.id)):
        groups[each.segment_id, each.channel].append(each)
    told = [each for group in groups.values() for each in _met_in(group)]
    return sorted(told, key=lambda each: (each.at, each.campaign.id))


def _met_in(group: Sequence[Launch]) -> Iterator[Launch]:
    """Of one audience, in order of time."""
    meets = defaultdict[int, set[str]](set)
    open_: list[int] = []
    for place, launch in enumerate(group):
        open_ = [each for each in open_ if group[each].until > launch.at]
        for each in open_:
            if group[each].campaign.id != launch.campaign.id:
                meets[each].add(launch.campaign.id)
                meets[place].add(group[each].campaign.id)
        open_.append(place)
    for place, launch in enumerate(group):
        yield replace(launch, meets=tuple(sorted(meets[place])))
