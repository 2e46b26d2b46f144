"""When slots are open, in zones that put their clocks forward and back."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model import Slot, Window
from promenade.base.promotion.model.slots import Opening, opening, slots_open
from promenade.base.promotion.model.trial_carts import trial_carts
from tests.support.managed_promotions import day, half_price

BERLIN = "Europe/Berlin"
FORWARD, BACK = (3, 29), (10, 25)
"""Of 2026, in Berlin: at 01:00 UTC 02:00 becomes 03:00, then 03:00 becomes 02:00."""


def utc(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def daily(*spans: tuple[float, float], **other: datetime) -> Window:
    """By hours, in Berlin."""
    slots = tuple(Slot(int(start * 60), int(end * 60)) for start, end in spans)
    return Window(slots=slots, zone=BERLIN, **other)


def test_a_slot_without_a_weekday_is_on_every_day() -> None:
    is_open = slots_open(Window(slots=(Slot(600, 720),), zone="Asia/Shanghai"))
    for date in range(1, 8):
        around = [utc(3, date, 1, 59), utc(3, date, 2), utc(3, date, 3, 59), utc(3, date, 4)]
        assert [is_open(each) for each in around] == [False, True, True, False]


def test_the_hour_that_the_clock_skips_is_in_no_slot() -> None:
    skipped = daily((2, 3))
    is_open = slots_open(skipped)
    assert not any(is_open(utc(*FORWARD) + timedelta(minutes=n)) for n in range(1_440))
    assert opening(skipped, utc(*FORWARD)) == Opening(utc(3, 30), utc(3, 30, 1))


def test_a_slot_goes_on_where_the_clock_has_jumped_to() -> None:
    assert opening(daily((2.5, 4)), utc(*FORWARD)) == Opening(utc(3, 29, 1), utc(3, 29, 2))


def test_the_hour_that_the_clock_shows_twice_is_in_its_slot_twice() -> None:
    late, whole = daily((2.5, 3)), daily((2, 3))
    assert opening(late, utc(*BACK)) == Opening(utc(10, 25, 0, 30), utc(10, 25, 1))
    assert opening(late, utc(10, 25, 1)) == Opening(utc(10, 25, 1, 30), utc(10, 25, 2))
    assert opening(whole, utc(*BACK)) == Opening(utc(10, 25), utc(10, 25, 2))


def test_slots_that_meet_at_midnight_are_one_opening() -> None:
    night = daily((22, 24), (0, 2))
    assert opening(night, utc(6, 1, 12)) == Opening(utc(6, 1, 20), utc(6, 2))
    assert opening(night, utc(6, 1, 23)) == Opening(utc(6, 1, 20), utc(6, 2))


@pytest.mark.parametrize(
    ("at", "opens", "closes"),
    [
        (utc(6, 1), utc(6, 2, 8, 30), utc(6, 2, 10)),
        (utc(6, 2, 9), utc(6, 2, 8, 30), utc(6, 2, 10)),
        (utc(6, 2, 10), utc(6, 3, 8), utc(6, 3, 8, 45)),
    ],
)
def test_a_window_cuts_its_slots(at: datetime, opens: datetime, closes: datetime) -> None:
    window = daily((10, 12), start=utc(6, 2, 8, 30), end=utc(6, 3, 8, 45))
    assert opening(window, at) == Opening(opens, closes)


def test_after_the_last_slot_there_is_no_other() -> None:
    window = daily((10, 12), start=utc(6, 2), end=utc(6, 2, 12))
    assert opening(window, utc(6, 2, 10)) is None
    assert opening(window, utc(6, 2, 12)) is None


def test_a_window_without_slots_is_one_opening() -> None:
    assert opening(Window(day(2), day(5)), day(1)) == Opening(day(2), day(5))
    assert opening(Window(day(2), day(5)), day(5)) is None
    assert opening(Window(), day(1)) == Opening(None, None)


def test_slots_of_all_hours_open_and_close_with_their_window() -> None:
    always = daily((0, 24), start=utc(6, 1, 5), end=utc(8, 1))
    assert opening(always, utc(7, 1)) == Opening(utc(6, 1, 5), utc(8, 1))
    assert opening(daily((0, 24)), utc(7, 1)) == Opening(None, None)


def test_a_weekly_slot_that_opens_after_a_skipped_one_is_found() -> None:
    sundays = Window(slots=(Slot(120, 180, 6),), zone=BERLIN)
    assert opening(sundays, utc(3, 27)) == Opening(utc(4, 5), utc(4, 5, 1))


minutes = st.integers(0, 1_440)
slots = st.builds(
    lambda a, b, weekday: Slot(min(a, b), max(a, b), weekday),
    minutes,
    minutes,
    st.none() | st.integers(0, 6),
)
instants = st.integers(0, 365 * 1_440).map(lambda n: utc(1, 1) + timedelta(minutes=n))
zones = st.sampled_from([BERLIN, "Africa/Cairo", "Australia/Lord_Howe", "America/Havana"])


@given(st.lists(slots, min_size=1, max_size=4), instants, zones)
def test_an_opening_is_open_from_its_first_to_its_last_instant(
    found: list[Slot], at: datetime, zone: str
) -> None:
    window = Window(at - timedelta(days=3), at + timedelta(days=3), tuple(found), zone)
    is_open, told, tick = slots_open(window), opening(window, at), timedelta(microseconds=1)
    opens_at, closes_at = (told.opens_at, told.closes_at) if told else (window.end, None)
    assert opens_at is not None
    for minute in range(0, int((opens_at - at).total_seconds() // 60), 7):
        assert not is_open(at + timedelta(minutes=minute))
    if closes_at is not None:
        assert [is_open(opens_at), is_open(closes_at - tick)] == [True, True]
        assert opens_at == window.start or not is_open(opens_at - tick)
        assert closes_at == window.end or not is_open(closes_at)


def test_carts_that_are_made_up_for_a_promotion_meet_it_in_a_slot() -> None:
    evenings = Window(utc(6, 1), utc(6, 9), (Slot(1_200, 1_320),), BERLIN)
    carts = trial_carts([half_price(window=evenings)], "CNY", 1)
    assert {each.at for each in islice(carts, 20)} == {utc(6, 1, 18)}
