"""What is counted of events, and over which days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.activity.behaviour.model.counting import (
    Day,
    acts_of,
    counted,
    span_of,
    tallied,
    utc_days,
)
from promenade.activity.behaviour.model.events import Event
from promenade.contracts.behaviour import Act, Acted, Tally
from tests.support.behaviour import event, last
from tests.support.stamps import NOON

MARCH_1 = date(2026, 3, 1)
ZONES = ("Asia/Shanghai", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "UTC")


def test_an_event_counts_for_its_quarter_its_sku_and_its_category() -> None:
    seen = event("e", sku="MUG-1", category="mugs")
    assert counted([seen]) == {MARCH_1: {"view@48": 1, "view/s/MUG-1@48": 1, "view/c/mugs@48": 1}}


def test_what_a_program_did_counts_nowhere() -> None:
    seen = event("e", is_bot=True)
    assert counted([seen]) == {}
    assert acts_of([seen]) == ()


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("UTC", "2026-02-28T00:00", "2026-03-02T00:00"),
        ("Asia/Shanghai", "2026-02-27T16:00", "2026-03-01T16:00"),
        ("Asia/Kathmandu", "2026-02-27T18:15", "2026-03-01T18:15"),
    ],
)
def test_days_are_those_of_the_zone(zone: str, start: str, end: str) -> None:
    span = span_of(last(2, zone))
    expected = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (start, end)]
    assert [span.start, span.end] == expected


def test_a_day_on_which_clocks_change_is_as_long_as_it_is() -> None:
    span = span_of(last(1, "Europe/Berlin", date(2026, 3, 29)))
    assert span.end - span.start == timedelta(hours=23)


def test_a_day_that_ends_at_midnight_in_utc_touches_no_further_one() -> None:
    assert utc_days(span_of(last(1))) == (MARCH_1, MARCH_1)
    assert utc_days(span_of(last(1, "Asia/Shanghai"))) == (date(2026, 2, 28), MARCH_1)


def test_acts_of_a_batch_are_told_with_their_last_time_and_their_subjects() -> None:
    later = NOON + timedelta(minutes=1)
    done = [
        event("a", at=later, sku="MUG-1"),
        event("b", sku="MUG-1", category="mugs"),
        event("c", Act.PAY),
    ]
    assert acts_of(done) == (
        Acted(Act.PAY, 1, NOON),
        Acted(Act.VIEW, 2, later, {"MUG-1": 2}, {"mugs": 1}),
    )


@given(
    minutes=st.lists(st.integers(-3 * 1440, 3 * 1440), max_size=30),
    zone=st.sampled_from(ZONES),
    days=st.integers(1, 4),
)
def test_counts_are_those_of_each_event_on_a_day_of_the_zone(
    minutes: list[int], zone: str, days: int
) -> None:
    done = [
        Event(f"{n}", Act.VIEW, NOON + timedelta(minutes=each)) for n, each in enumerate(minutes)
    ]
    asked = last(days, zone)
    local = [each.event_time.astimezone(ZoneInfo(zone)).date() for each in done]
    expected = sum(asked.first <= each <= asked.today for each in local)
    found = tallied((Day(on, of) for on, of in counted(done).items()), span_of(asked))
    assert found.get(Act.VIEW, Tally()).count == expected
