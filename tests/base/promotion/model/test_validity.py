from datetime import UTC, datetime

import pytest

from promenade.base.promotion.model import CouponCode, Slot, Window
from promenade.base.promotion.model.validity import next_change
from tests.support.managed_promotions import day, ten_off


@pytest.mark.parametrize(
    ("at", "change"), [(1, day(2)), (2, day(5)), (4, day(5)), (5, None), (9, None)]
)
def test_the_next_edge_of_a_window_is_strictly_after_now(at: int, change: datetime | None) -> None:
    assert next_change([ten_off(window=Window(day(2), day(5)))], day(at)) == change


def test_the_first_of_all_promotions_and_codes_counts() -> None:
    coupon = ten_off("b", code=CouponCode("TEN", end=day(4)))
    assert next_change([ten_off(window=Window(end=day(5))), coupon], day(1)) == day(4)
    assert next_change([], day(1)) is None


def test_weekly_slots_open_and_close_by_the_clock_of_their_zone() -> None:
    mondays = Window(slots=(Slot(600, 720, 0),), zone="Asia/Shanghai")
    promotions = [ten_off(window=mondays)]
    opens, closes = datetime(2026, 3, 2, 2, tzinfo=UTC), datetime(2026, 3, 2, 4, tzinfo=UTC)
    assert next_change(promotions, day(2)) == opens
    assert next_change(promotions, opens) == closes
    assert next_change(promotions, closes) is None


def test_a_slot_of_tomorrow_is_seen_before_midnight() -> None:
    tuesdays = [ten_off(window=Window(slots=(Slot(0, 60, 1),)))]
    assert next_change(tuesdays, datetime(2026, 3, 2, 23, 50, tzinfo=UTC)) == day(3)


def test_a_slot_of_an_hour_that_comes_twice_closes_and_opens_again() -> None:
    late = [ten_off(window=Window(slots=(Slot(150, 180),), zone="Europe/Berlin"))]
    first_end, again = (datetime(2026, 10, 25, 1, n, tzinfo=UTC) for n in (0, 30))
    assert next_change(late, datetime(2026, 10, 25, 0, 45, tzinfo=UTC)) == first_end
    assert next_change(late, first_end) == again
