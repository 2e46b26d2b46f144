"""The calendar: what is launched when, whatever clocks do, and which campaigns meet."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel
from promenade.contracts.journeys import Deed
from promenade.kit.errors import Invalid
from promenade.kit.values import replace
from promenade.outreach.campaign.model.calendar import Launch, Span, launches, met
from promenade.outreach.campaign.model.campaign import OpenRun
from promenade.outreach.campaign.model.terms import Triggered
from promenade.outreach.campaign.service import managing, planning
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.wire.calendar import CalendarQuery, read_span, show_calendar
from tests.support.campaigns import CHOICES, Desk, by, campaign, one_off, recurring, terms
from tests.support.cloud import dump
from tests.support.stamps import NOON

DAY = timedelta(days=1)
MARCH = Span(datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))


def launched(id_: str, span: Span = MARCH, **other: Any) -> list[Launch]:
    return [*launches(campaign(id=id_, **other), span, 100)]


def test_a_daily_one_is_at_its_hour_by_the_clock_when_the_clock_changes() -> None:
    plan = recurring(cron="30 2 * * *")
    found = launched("a", plan=plan, zone="Europe/Berlin")
    assert [f"{each.at:%d %H:%M}" for each in found] == [
        "27 01:30",
        "28 01:30",
        "29 01:30",
        "30 00:30",
    ]


def test_a_span_is_half_open_and_a_campaign_that_is_over_is_not_in_it() -> None:
    at = "2026-03-27T00:00:00+00:00"
    assert [each.at for each in launched("a", plan=one_off(at=at))] == [MARCH.start]
    assert launched("a", plan=one_off(at="2026-03-31T00:00:00+00:00")) == []
    assert launched("a", plan=one_off(at=at), ended_at=NOON) == []
    assert len([*launches(campaign(plan=recurring()), MARCH, 2)]) == 2


def test_what_is_still_sent_by_peoples_own_clocks_is_in_it() -> None:
    """Launched on the 26th at 20:00 UTC, 14 hours before; for a day by the last clock on earth."""
    plan, at = one_off(at="2026-03-27T10:00"), datetime(2026, 3, 26, 20, tzinfo=UTC)
    given: dict[str, Any] = {"plan": plan, "schedule": "local_time", "ttl_hours": 24}
    runs = (OpenRun(1, at + timedelta(hours=50)),)
    under_way = launched("a", open_runs=runs, stage="running", launched_at=at, **given)
    assert [(each.at, each.until) for each in under_way] == [(at, at + timedelta(hours=50))]
    ahead = launched("a", stage="scheduled", next_at=at, **given)
    assert [each.at for each in ahead] == [at]
    assert launched("a", stage="running", launched_at=at, **given) == []
    assert launched("a", stage="paused", next_at=at, **given) == []


@pytest.mark.parametrize(("hours", "is_in"), [(3, False), (4, False), (5, True)])
def test_a_launch_that_is_over_before_the_span_is_not_in_it(hours: int, *, is_in: bool) -> None:
    at = MARCH.start - timedelta(hours=4)
    plan = one_off(at=at.isoformat())
    runs = (OpenRun(1, at + timedelta(hours=hours)),)
    assert bool(launched("a", plan=plan, ttl_hours=hours, open_runs=runs, stage="running")) is is_in
    waits = launched("a", plan=plan, ttl_hours=hours, next_at=at, stage="scheduled")
    assert bool(waits) is is_in


def test_a_recurring_one_shows_the_run_that_is_open_once_and_those_ahead() -> None:
    plan, first = recurring(cron="0 0 * * *"), MARCH.start
    runs = (OpenRun(1, first + timedelta(hours=24)),)
    given: dict[str, Any] = {"plan": plan, "zone": "UTC", "open_runs": runs, "stage": "running"}
    found = launched("a", next_at=first + DAY, **given)
    assert [f"{each.at:%d}" for each in found] == ["27", "28", "29", "30"]


def meetings(*found: list[Launch]) -> dict[tuple[str, str], tuple[str, ...]]:
    together = met(each for one in found for each in one)
    return {(each.campaign.id, f"{each.at:%d %H}"): each.meets for each in together}


def test_they_meet_while_one_may_still_be_sent_to_the_same_segment_by_the_same_channel() -> None:
    first = launched("a", plan=one_off(at="2026-03-28T10:00:00+00:00"), ttl_hours=2)
    inside = launched("b", plan=one_off(at="2026-03-28T11:00:00+00:00"), ttl_hours=2)
    touching = launched("c", plan=one_off(at="2026-03-28T13:00:00+00:00"), ttl_hours=2)
    mail = one_off(at="2026-03-28T11:00:00+00:00", channel=Channel.EMAIL)
    others = one_off(at="2026-03-28T11:00:00+00:00", segment_id="segment_2")
    found = meetings(touching, inside, first, launched("d", plan=mail), launched("e", plan=others))
    assert found == {
        ("a", "28 10"): ("b",),
        ("b", "28 11"): ("a",),
        ("c", "28 13"): (),
        ("d", "28 11"): (),
        ("e", "28 11"): (),
    }


def test_a_campaign_does_not_meet_itself() -> None:
    found = launched("a", plan=recurring(cron="0 9,10 * * *"), ttl_hours=24)
    assert {each.meets for each in met(found)} == {()}


@pytest.mark.usefixtures("stores")
def test_what_is_scheduled_is_in_it_with_what_waits_for_people() -> None:
    desk, store = Desk(plan=recurring(), budget_micros=10**9), DynamoCampaignStore()
    desk.schedule()
    plan = Triggered(Deed(Act.CART), Channel.SMS, CHOICES)
    managing.draft("waits", terms(plan=plan), by("staff:maria", "waits"), store)
    waits = managing.get("waits", store)
    running = replace(waits, version=2, stage="running", launched_at=NOON)
    store.save(running, None, by("staff:maria", "run"))
    before = dump()
    span = Span(NOON, NOON + 2 * DAY)
    shown = show_calendar(span, planning.calendar(span, NOON, store))
    assert [(each.at, each.until, each.state) for each in shown.launches] == [
        (NOON + timedelta(hours=1), NOON + timedelta(hours=25), "scheduled"),
        (NOON + timedelta(hours=25), NOON + timedelta(hours=49), "scheduled"),
    ]
    assert [(each.campaign_id, each.until) for each in shown.ongoing] == [("waits", None)]
    assert (shown.is_whole, dump()) == (True, before)


@pytest.mark.usefixtures("stores")
def test_what_is_more_than_an_answer_holds_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    Desk(plan=recurring(), budget_micros=10**9).schedule()
    monkeypatch.setattr(planning, "MOST_LAUNCHES", 3)
    found = planning.calendar(Span(NOON, NOON + 5 * DAY), NOON, DynamoCampaignStore())
    assert (len(found.launches), found.is_whole) == (3, False)
    monkeypatch.setattr(planning, "MOST_CAMPAIGNS", 0)
    none = planning.calendar(Span(NOON, NOON + DAY), NOON, DynamoCampaignStore())
    assert (none.launches, none.is_whole) == ((), False)


def asked(start: str, end: str, zone: str | None = None) -> Span:
    return read_span(CalendarQuery(start=start, end=end, zone=zone), "Asia/Shanghai", NOON)


def test_days_are_whole_ones_of_the_zone_and_what_is_behind_is_left_out() -> None:
    assert asked("2026-03-01", "2026-03-02") == Span(NOON, datetime(2026, 3, 2, 16, tzinfo=UTC))
    over = asked("2026-02-01", "2026-02-02")
    assert over == Span(datetime(2026, 1, 31, 16, tzinfo=UTC), datetime(2026, 2, 2, 16, tzinfo=UTC))


@pytest.mark.usefixtures("stores")
def test_of_a_span_that_is_over_nothing_is_shown_whatever_runs_now() -> None:
    desk, store = Desk(plan=recurring(), budget_micros=10**9), DynamoCampaignStore()
    desk.schedule()
    running = replace(
        desk.now(),
        version=desk.now().version + 1,
        stage="running",
        launched_at=NOON,
        open_runs=(OpenRun(1, NOON + DAY),),
    )
    desk.store.save(running, None, by("staff:maria", "run"))
    for days in (0, 1, 30):
        span = Span(NOON - (days + 1) * DAY, NOON - days * DAY)
        shown = show_calendar(span, planning.calendar(span, NOON, store))
        assert (shown.start, shown.end, shown.is_whole) == (span.start, span.end, True)
        assert (shown.launches, shown.ongoing) == ([], [])
    (launch, *_) = planning.calendar(Span(NOON, NOON + DAY), NOON, store).launches
    assert launch.campaign.id == running.id


@pytest.mark.parametrize(
    ("start", "end", "zone", "pointer", "code"),
    [
        ("soon", "2026-03-02", None, "/from", "not_a_moment"),
        ("2026-03-02", "2026-03-01", None, "/to", "not_after_start"),
        ("2026-03-01", "2026-06-01", None, "/to", "too_long"),
        ("2026-03-01", "2026-03-02", "Mars/Base", "/zone", "unknown_zone"),
    ],
)
def test_what_is_no_span_is_refused_where_it_stands(
    start: str, end: str, zone: str | None, pointer: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        asked(start, end, zone)
    (fault,) = refused.value.faults
    assert (fault.pointer, fault.code, fault.source) == (pointer, code, "query")
