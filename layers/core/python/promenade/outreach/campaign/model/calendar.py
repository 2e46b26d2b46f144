"""What is ahead: when campaigns are launched in a span of time, and where they meet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, takewhile

from promenade.contracts.channels import Channel
from promenade.kit.values import Value, replace
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.launch_times import coming
from promenade.outreach.campaign.model.terms import OneOff, Recurring


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
    """`most_count` at most; none of one that waits for people."""
    terms, plan = campaign.terms, campaign.terms.plan
    if not isinstance(plan, OneOff | Recurring) or campaign.ended_at is not None:
        return
    ahead = takewhile(lambda at: at < span.end, coming(terms, span.start))
    for at in islice(ahead, most_count):
        yield Launch(campaign, at, at + terms.lasts, plan.segment_id, plan.channel)


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
