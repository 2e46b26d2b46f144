"""What all coupons of a template may cost at worst."""

from datetime import UTC, datetime
from typing import Any

import pytest

from promenade.activity.coupon.model.exposure import exposure_of
from promenade.activity.coupon.model.terms import ClaimWindow, CouponRandom, Fixed, Relative, Terms
from promenade.contracts.coupons import (
    CouponAmount,
    CouponExchange,
    CouponPercent,
    CouponShipping,
)
from tests.support.coupons import terms
from tests.support.stamps import NOON

EARLIER = datetime(2026, 1, 1, tzinfo=UTC)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def daily(**other: Any) -> Terms:
    """Ten a day, of a yuan each."""
    given = {"worth": CouponAmount(100), "total": None, "per_day_total": 10, "zone": "UTC"}
    return terms(**{"validity": Relative(7), **given, **other})


@pytest.mark.parametrize(
    ("worth", "most"),
    [
        (CouponAmount(2_000), 2_000),
        (CouponPercent(1_000), None),
        (CouponPercent(1_000, 3_000), 3_000),
        (CouponShipping(), None),
        (CouponShipping(800), 800),
        (CouponExchange("MUG"), None),
        (CouponRandom(100, 900), 900),
    ],
)
def test_what_all_coupons_cost_at_worst(worth: Any, most: int | None) -> None:
    assert exposure_of(terms(worth=worth), NOON) == (None if most is None else most * 100)
    assert exposure_of(terms(worth=worth, total=None), NOON) is None


@pytest.mark.parametrize(
    ("start", "end", "zone", "days"),
    [
        (at(1, 0), at(4, 0), "UTC", 3),
        (at(1, 23), at(2, 1), "UTC", 2),
        (at(1, 23), at(2, 1), "Asia/Shanghai", 1),
        (at(1, 0), at(4, 0), "Asia/Shanghai", 4),
        (None, at(4, 0), "UTC", 307),
    ],
)
def test_a_total_by_day_counts_for_each_day_of_the_zone_on_which_any_are_given(
    start: datetime | None, end: datetime, zone: str, days: int
) -> None:
    asked = daily(claim_window=ClaimWindow(start, end), zone=zone)
    assert exposure_of(asked, EARLIER) == 10 * 100 * days


def test_none_are_given_before_the_template_is_there_or_after_its_coupons_are_good() -> None:
    fixed = Fixed(at(1, 0), at(3, 0))
    asked = daily(validity=fixed, claim_window=ClaimWindow(at(1, 0), at(9, 0)))
    assert exposure_of(asked, EARLIER) == 10 * 100 * 2
    assert exposure_of(asked, at(2, 12)) == 10 * 100
    assert exposure_of(asked, at(3, 0)) == 0


def test_of_a_total_and_a_total_by_day_the_less_bounds_it() -> None:
    window = ClaimWindow(at(1, 0), at(4, 0))
    assert exposure_of(daily(claim_window=window, total=12), EARLIER) == 12 * 100
    assert exposure_of(daily(claim_window=window, total=90), EARLIER) == 30 * 100


def test_a_total_by_day_without_an_end_bounds_nothing() -> None:
    assert exposure_of(daily(claim_window=ClaimWindow(at(1, 0))), EARLIER) is None
