"""When something recurs, in zones whose clocks leap and turn back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.outreach.campaign.model.occurrences import between, is_shown, read

BERLIN = "Europe/Berlin"


def shown(text: str, zone: str, first: str, last: str) -> list[str]:
    """On the zone's wall, with its offset from UTC."""
    cron = read(text)
    assert cron is not None
    start, end = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (first, last))
    found = between(cron, zone, start, end, 100)
    return [f"{each.astimezone(ZoneInfo(zone)):%d %H:%M%z}" for each in found]


def test_a_time_that_the_clock_leaps_over_is_as_much_later() -> None:
    found = shown("30 2 * * *", BERLIN, "2026-03-28", "2026-03-31")
    assert found == ["28 02:30+0100", "29 03:30+0200", "30 02:30+0200"]
    assert shown("30 2,3 29 3 *", BERLIN, "2026-03-01", "2026-04-01") == ["29 03:30+0200"]


def test_a_time_that_the_clock_shows_twice_counts_once() -> None:
    found = shown("30 2 * * *", BERLIN, "2026-10-24", "2026-10-27")
    assert found == ["24 02:30+0200", "25 02:30+0200", "26 02:30+0100"]


def test_days_of_the_month_or_of_the_week_will_do_where_both_are_said() -> None:
    assert shown("0 9 13 * 5", "UTC", "2026-02-01", "2026-02-21") == [
        "06 09:00+0000",
        "13 09:00+0000",
        "20 09:00+0000",
    ]
    assert shown("0 9 1-31/10 * *", "UTC", "2026-02-01", "2026-02-22") == [
        "01 09:00+0000",
        "11 09:00+0000",
        "21 09:00+0000",
    ]
    assert shown("0 9 * * 7", "UTC", "2026-02-01", "2026-02-09") == [
        "01 09:00+0000",
        "08 09:00+0000",
    ]


def test_what_is_only_in_leap_years_is_found() -> None:
    assert shown("0 0 29 2 *", "UTC", "2026-01-01", "2029-01-01") == ["29 00:00+0000"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* 9 * * *",
        "*/5 9 * * *",
        "0,30 9 * * *",
        "60 9 * * *",
        "0 24 * * *",
        "0 9 0 * *",
        "0 9 32 * *",
        "0 9 * 13 *",
        "0 9 * * 8",
        "0 9 5-3 * *",
        "0 9 */0 * *",
        "0 9 1- * *",
        "0 9 * *",
        "0 9 * * * *",
        "0 9 * * MON",
        "٣ 9 * * *",
    ],
)
def test_what_is_no_cron_is_none(text: str) -> None:
    assert read(text) is None


def test_what_never_comes_has_no_occurrence() -> None:
    assert shown("0 9 31 2 *", "UTC", "2026-01-01", "2030-01-01") == []


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
    st.sampled_from([BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"]),
    st.integers(0, 59),
    st.integers(0, 23),
)
def test_every_day_has_its_occurrence_once(
    start: datetime, zone: str, minute: int, hour: int
) -> None:
    cron = read(f"{minute} {hour} * * *")
    assert cron is not None
    found = between(cron, zone, start.replace(tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC), 60)
    days = [each.astimezone(ZoneInfo(zone)).date() for each in found]
    assert days == [days[0] + timedelta(days=n) for n in range(60)]


def test_a_clock_never_shows_what_it_leaps_over() -> None:
    assert not is_shown(datetime(2026, 3, 29, 2, 30), BERLIN)  # noqa: DTZ001
    assert is_shown(datetime(2026, 10, 25, 2, 30), BERLIN)  # noqa: DTZ001
