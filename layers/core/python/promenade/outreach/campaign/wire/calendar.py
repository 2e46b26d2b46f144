"""The calendar of campaigns as staff see it."""

from datetime import datetime, timedelta

import msgspec

from promenade.contracts.campaigns import CampaignKind, CampaignState
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.shops import Zone
from promenade.kit.decoding import View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.values import replace
from promenade.kit.windows import Moment, instant_of, no_moment
from promenade.kit.zones import is_zone
from promenade.outreach.campaign.model.calendar import Launch, Span
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.launch_times import wall_of_launch
from promenade.outreach.campaign.service.planning import Calendar

MOST_DAYS = 92
_MOST_MET = 20


class CalendarQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """At most 92 days."""

    start: Moment = msgspec.field(name="from")
    end: Moment = msgspec.field(name="to")
    zone: Zone | None = None


class LaunchView(View, frozen=True):
    """`until` then some of it may still be sent. With a `local_time` each person is sent it as
    their own clock shows that, the first on earth `at` that time: before the span, where it is
    still sent in it. `meets` are other campaigns, 20 at most, that are sent to the very same
    segment by the same channel meanwhile; segments of other ids may have people in common all the
    same, and what waits for people is not looked at."""

    at: datetime
    until: datetime
    local_time: str | None
    campaign_id: str
    name: str
    kind: CampaignKind
    state: CampaignState
    purpose: Purpose
    segment_id: str
    channel: Channel
    meets: list[str]


class OngoingView(View, frozen=True):
    """A campaign that waits for what people do, until its end, if it has one."""

    campaign_id: str
    name: str
    kind: CampaignKind
    state: CampaignState
    purpose: Purpose
    channels: list[Channel]
    until: datetime | None


class CalendarView(View, frozen=True):
    """What may be sent from `start` to before `end`, of campaigns that are scheduled, running or
    paused; `start` is now at the earliest where `end` is ahead, and what is behind is in their
    runs: nothing is in a span that is over. Where it is not whole there is more than this: ask for
    a shorter time."""

    start: datetime
    end: datetime
    launches: list[LaunchView]
    ongoing: list[OngoingView]
    is_whole: bool


def read_span(query: CalendarQuery, shop_zone: str, now: datetime) -> Span:
    """From now on at the earliest; one that is over stays as it is. Raises Invalid."""
    zone = query.zone or shop_zone
    if not is_zone(zone):
        raise _refused("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")
    start = instant_of(query.start, zone, is_end=False)
    end = instant_of(query.end, zone, is_end=True)
    texts = {"/from": (query.start, start), "/to": (query.end, end)}
    wrong = [no_moment(at, text) for at, (text, found) in texts.items() if found is None]
    if start is None or end is None:
        raise Invalid([replace(each, source="query") for each in wrong])
    if end <= start:
        raise _refused("/to", "not_after_start", "A window ends after it starts.")
    if end - start > timedelta(days=MOST_DAYS):
        raise _refused("/to", "too_long", "Ask for {most} days at most.", most=MOST_DAYS)
    return Span(start if end <= now else max(start, now), end)


def _refused(pointer: str, code: str, detail: str, **facts: int) -> Invalid:
    return Invalid([Fault(pointer, code, detail, "query", facts)])


def show_calendar(span: Span, found: Calendar) -> CalendarView:
    return CalendarView(
        start=span.start,
        end=span.end,
        launches=[_launch(each) for each in found.launches],
        ongoing=[_ongoing(each) for each in found.ongoing],
        is_whole=found.is_whole,
    )


def _launch(launch: Launch) -> LaunchView:
    campaign, terms = launch.campaign, launch.campaign.terms
    wall = wall_of_launch(terms, launch.at)
    return LaunchView(
        at=launch.at,
        until=launch.until,
        local_time=wall.isoformat(timespec="minutes") if wall else None,
        campaign_id=campaign.id,
        name=terms.name,
        kind=terms.kind,
        state=campaign.state,
        purpose=terms.purpose,
        segment_id=launch.segment_id,
        channel=launch.channel,
        meets=list(launch.meets[:_MOST_MET]),
    )


def _ongoing(campaign: Campaign) -> OngoingView:
    terms = campaign.terms
    return OngoingView(
        campaign_id=campaign.id,
        name=terms.name,
        kind=terms.kind,
        state=campaign.state,
        purpose=terms.purpose,
        channels=list(terms.channels),
        until=terms.end,
    )
