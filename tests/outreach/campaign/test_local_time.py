"""A campaign by people's own clocks is launched as the first on earth shows its time, and lasts as
long as the last one needs."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import LocalTime
from promenade.contracts.journeys import Deed, Send
from promenade.kit.messages.zh_campaigns import CAMPAIGNS
from promenade.kit.values import replace
from promenade.kit.zones import instant_of, is_zone
from promenade.outreach.campaign.model import campaign as life
from promenade.outreach.campaign.model import timing
from promenade.outreach.campaign.model.calendar import Span, launches, met
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.faults import Named, faults, obstacles
from promenade.outreach.campaign.model.launch_times import coming, wall_ahead, wall_of_launch
from promenade.outreach.campaign.model.reach import not_reckoned
from promenade.outreach.campaign.model.terms import EARTH, FIRST_CLOCK, Journey, Terms, Triggered
from promenade.outreach.campaign.service.planning import Calendar
from promenade.outreach.campaign.wire.calendar import show_calendar
from tests.support.campaigns import (
    CHOICES,
    ID,
    FixedSegments,
    by,
    campaign,
    one_off,
    recurring,
    review,
    template,
    terms,
)
from tests.support.launched_campaigns import Shop

TEN = "2026-03-02T10:00"
WALL = datetime(2026, 3, 2, 10)  # noqa: DTZ001  as clocks show it
FIRST = datetime(2026, 3, 1, 20, tzinfo=UTC)
LAST = datetime(2026, 3, 2, 22, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
NAMED = Named(
    {"segment_1": FixedSegments().find("segment_1")},  # type: ignore[dict-item]
    {each: template(each) for each in ("template_1", "template_2")},
)


def local(plan: Any = None, **other: Any) -> Terms:
    return terms(**{"plan": plan or one_off(at=TEN), "schedule": "local_time"} | other)


def local_campaign(**other: Any) -> Campaign:
    return campaign(**{"plan": one_off(at=TEN), "schedule": "local_time"} | other)


@pytest.mark.parametrize("wall", [WALL, datetime(2026, 7, 15), datetime(2099, 12, 31, 23, 59)])  # noqa: DTZ001
def test_no_clock_on_earth_shows_a_time_before_the_first_or_after_the_last(wall: datetime) -> None:
    first = instant_of(wall, FIRST_CLOCK)
    found = {instant_of(wall, each) for each in available_timezones() if is_zone(each)}
    assert (min(found), max(found)) == (first, first + EARTH)


def test_it_is_launched_for_the_first_clock_and_over_once_the_last_ones_time_is() -> None:
    assert [*coming(local(), FIRST)] == [FIRST]
    found = replace(local_campaign(), stage="scheduled", next_at=FIRST)
    assert not timing.is_due(found, FIRST - SECOND)
    running = timing.launch(found, FIRST)
    assert [each.until for each in running.open_runs] == [LAST + 24 * HOUR]
    assert not timing.is_too_late(found, LAST + 24 * HOUR - SECOND)
    assert timing.is_too_late(found, LAST + 24 * HOUR)


def test_one_that_recurs_is_at_its_hour_by_all_clocks_whatever_the_shops_does() -> None:
    asked = local(recurring(cron="30 2 * * *", start="2026-03-28", end="2026-03-30"))
    found = [*coming(replace(asked, zone="Europe/Berlin"), FIRST)]
    assert [f"{each:%d %H:%M}" for each in found] == ["27 12:30", "28 12:30", "29 12:30"]
    walls = [wall_of_launch(asked, each) for each in found]
    assert [f"{each:%d %H:%M}" for each in walls if each] == ["28 02:30", "29 02:30", "30 02:30"]
    assert [each for each in walls if each and each.tzinfo] == []
    assert wall_ahead(asked, found[0] + SECOND) == walls[1]
    assert wall_ahead(asked, found[-1] + SECOND) is None


def test_people_wait_for_nothing_where_all_are_sent_it_at_once() -> None:
    assert wall_of_launch(terms(), FIRST) is None
    assert (terms().spread, terms().lasts) == (timedelta(), 24 * HOUR)


@pytest.mark.parametrize(
    ("plan", "at", "code"),
    [
        (one_off(at=f"{TEN}:00+08:00"), "/plan/at", "not_a_clock_time"),
        (one_off(at=f"{TEN}:30"), "/plan/at", "not_a_clock_time"),
        (Triggered(Deed(Act.CART), Channel.SMS, CHOICES), "/schedule", "not_by_clock"),
        (
            Journey(Deed(Act.CART), (Send("hello", Channel.SMS, CHOICES),)),
            "/schedule",
            "not_by_clock",
        ),
    ],
)
def test_what_people_have_no_clock_for_is_refused(plan: Any, at: str, code: str) -> None:
    (fault,) = faults(local(plan))
    assert (fault.pointer, fault.code) == (at, code)
    assert fault.detail in CAMPAIGNS
    assert [*faults(replace(local(plan), schedule="fixed"))] == []


def test_a_time_that_some_clock_leaps_over_is_one_of_all_clocks() -> None:
    asked = local(one_off(at="2026-03-29T02:30"), zone="Europe/Berlin")
    assert [*faults(asked)] == []
    assert [each.code for each in faults(replace(asked, schedule="fixed"))] == ["time_left_out"]


def test_it_may_be_approved_until_its_time_has_passed_everywhere() -> None:
    assert [*obstacles(local(), NAMED, LAST)] == []
    assert [each.code for each in obstacles(local(), NAMED, LAST + SECOND)] == ["over"]


def test_approved_late_it_is_launched_at_once_as_of_its_own_time() -> None:
    late = FIRST + 5 * HOUR
    draft = local_campaign(review=review(), stage="draft")
    found = life.approve(draft, by("staff:olga", "approve", late))
    assert (found.state, found.next_at) == ("scheduled", FIRST)
    assert timing.is_due(found, late)
    assert timing.due_at(found, late) == FIRST
    assert timing.launch(found, late).open_runs[0].until == LAST + 24 * HOUR


def test_resumed_after_it_was_missed_everybody_whose_time_passed_is_sent_it_now() -> None:
    missed = replace(local_campaign(), stage="paused", paused_for="missed", next_at=FIRST)
    now = LAST + 30 * HOUR
    found = life.resume(missed, now)
    assert not timing.is_too_late(found, now)
    since = LocalTime(TEN, "Asia/Shanghai", 24, timing.due_at(found, now))
    assert since.until("Pacific/Kiritimati") == now + 24 * HOUR
    assert timing.launch(found, now).open_runs[0].until >= now + 24 * HOUR


def test_the_calendar_shows_when_the_first_and_the_last_are_sent_it() -> None:
    span = Span(FIRST - HOUR, FIRST + HOUR)
    early = campaign(id="early", plan=one_off(at="2026-03-01T10:00"), ttl_hours=1)
    inside = campaign(id="inside", plan=one_off(at="2026-03-02T04:30"), ttl_hours=1)
    found = [each for one in (local_campaign(), early, inside) for each in launches(one, span, 9)]
    shown = show_calendar(span, Calendar(tuple(met(found)), (), is_whole=True))
    told = [(each.campaign_id, each.local_time, each.at, each.until) for each in shown.launches]
    assert told == [
        (ID, TEN, FIRST, LAST + 24 * HOUR),
        ("inside", None, FIRST + HOUR / 2, FIRST + HOUR * 1.5),
    ]
    assert [each.meets for each in shown.launches] == [["inside"], [ID]]


def test_an_estimate_names_that_it_may_be_too_late_for_some() -> None:
    assert "too_late" in not_reckoned(local())
    assert "too_late" not in not_reckoned(terms())


def test_where_it_goes_to_who_has_a_name_alone_that_is_named_as_not_reckoned() -> None:
    assert not_reckoned(terms(), hangs_by_names=True)[-1] == "variable_missing"
    assert "variable_missing" not in not_reckoned(terms())


@pytest.mark.usefixtures("stores")
def test_the_gate_is_asked_for_all_at_once_each_at_their_own_time() -> None:
    shop = Shop(size=150, plan=one_off(at=TEN), schedule="local_time", ttl_hours=6)
    shop.desk.schedule()
    shop.wake(FIRST - SECOND)
    assert shop.desk.now().state == "scheduled"
    shop.wake(FIRST)
    shop.take()
    requests = shop.asked()
    assert len(requests) == 2
    assert {each.local for each in requests} == {LocalTime(TEN, "Asia/Shanghai", 6, FIRST)}
    assert {each.until for each in requests} == {LAST + 6 * HOUR}
    for each in requests:
        shop.handle(each, sent=(), waiting_count=len(each.customers), cost_micros=0)
    shop.wake(LAST)
    assert shop.desk.now().state == "running"
    for each in requests:
        shop.handle(each, request_id=f"{each.id}#later-1")
    assert (shop.desk.now().state, shop.runs.progress(ID, 1).sent_count) == ("done", 150)
