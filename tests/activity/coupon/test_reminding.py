"""Who is to hear that a coupon ends soon, and when."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.coupon.model.reminding import remind_at, reminded
from tests.support.coupons import held, terms
from tests.support.stamps import NOON

DAY = timedelta(days=1)
ENDS = NOON + 7 * DAY


def test_the_time_is_so_many_days_before_the_end_or_up_to_an_hour_sooner() -> None:
    ids = [f"C-{number}" for number in range(500)]
    times = {remind_at(terms(), each, ENDS, NOON) for each in ids}
    latest = ENDS - 3 * DAY
    assert times == {latest - timedelta(minutes=minutes) for minutes in range(60)}


@pytest.mark.parametrize(("days", "now"), [(0, NOON), (7, NOON), (3, ENDS - 3 * DAY)])
def test_there_is_no_time_where_it_is_over_or_nobody_is_to_hear(days: int, now: Any) -> None:
    assert remind_at(terms(remind_days=days), "C-1", ENDS, now) is None


def test_it_is_told_once_as_a_version_of_its_own() -> None:
    told = reminded(held(), terms(), ENDS - 3 * DAY)
    assert told is not None
    assert (told.coupon.version, told.coupon.reminded_at) == (2, ENDS - 3 * DAY)
    assert reminded(told, terms(), ENDS - 2 * DAY) is None
    assert told.as_given() == held()


@pytest.mark.parametrize(
    "coupon", [held("locked", "order_1"), held("used", "order_1"), held("void"), held(ends_at=NOON)]
)
def test_what_cannot_be_used_to_its_end_is_not_told(coupon: Any) -> None:
    assert reminded(coupon, terms(), ENDS - DAY) is None


def test_what_ends_later_than_it_did_is_not_told_yet() -> None:
    assert reminded(held(ends_at=ENDS + DAY), terms(), ENDS - 3 * DAY) is None
