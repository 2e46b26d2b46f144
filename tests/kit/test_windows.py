"""Dates and times of windows, in the zones that they are of."""

from datetime import UTC, date, datetime, timedelta

import pytest

from promenade.kit.errors import Invalid
from promenade.kit.windows import end_of, read, read_all, read_one, start_from, start_of

BERLIN, CHINA = "Europe/Berlin", "Asia/Shanghai"


def test_a_time_is_that_instant_in_any_zone() -> None:
    instant = datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert read("2026-11-30T18:00:00+08:00") == instant
    assert (start_of(instant, BERLIN), end_of(instant, BERLIN)) == (instant, instant)


def test_a_date_is_that_whole_day_of_the_zone() -> None:
    day = read_one("/end", "2026-11-30")
    assert day == date(2026, 11, 30)
    assert start_of(day, CHINA) == datetime(2026, 11, 29, 16, tzinfo=UTC)
    assert end_of(day, CHINA) == datetime(2026, 11, 30, 16, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_is_as_long_as_its_zone_makes_it(day: date, hours: int) -> None:
    assert end_of(day, BERLIN) - start_of(day, BERLIN) == timedelta(hours=hours)


def test_a_midnight_that_a_zone_leaves_out_is_when_its_day_begins() -> None:
    assert start_of(date(2026, 9, 6), "America/Santiago") == datetime(2026, 9, 6, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "2026-13-01",
        "2026-11-30T18:00:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_what_is_no_moment_is_told(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_all({"/start": None, "/end": text})
    assert [(each.pointer, each.code) for each in refused.value.faults] == [
        ("/end", "not_a_moment")
    ]
    with pytest.raises(Invalid):
        read_one("/end", text)


@pytest.mark.parametrize(
    "text",
    ["0001-01-01", "9999-12-31", "1999-12-31", "2100-01-01", "9999-12-31T23:59:59Z"],
)
def test_what_is_of_no_time_that_a_shop_plans_for_is_told(text: str) -> None:
    for refuse in (lambda: read_all({"/end": text}), lambda: read_one("/end", text)):
        with pytest.raises(Invalid) as refused:
            refuse()
        assert [(each.pointer, each.code) for each in refused.value.faults] == [
            ("/end", "out_of_range")
        ]


def test_a_day_that_has_begun_starts_now_until_it_is_over() -> None:
    today, noon = date(2026, 11, 30), datetime(2026, 11, 30, 4, tzinfo=UTC)
    assert start_from(today, CHINA, noon) == noon
    assert start_from(date(2026, 12, 1), CHINA, noon) == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert start_from(date(2026, 11, 29), CHINA, noon) == datetime(2026, 11, 28, 16, tzinfo=UTC)


def test_a_time_that_is_over_stays_where_it_is() -> None:
    noon = datetime(2026, 11, 30, 4, tzinfo=UTC)
    assert start_from(noon - timedelta(hours=1), CHINA, noon) == noon - timedelta(hours=1)
