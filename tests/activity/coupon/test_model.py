"""The rules of coupons."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.activity.coupon.model import template as life
from promenade.activity.coupon.model.coupon import (
    CouponStatus,
    Occasion,
    give,
    terms_of,
    validity,
)
from promenade.activity.coupon.model.template import StatusForbids, Template
from promenade.activity.coupon.model.terms import (
    ClaimWindow,
    CostShare,
    CouponRandom,
    Fixed,
    Relative,
    faults,
)
from promenade.contracts.coupons import (
    CouponAmount,
    CouponExchange,
    CouponScope,
    CouponSelector,
    CouponShipping,
)
from promenade.contracts.reviews import NotReady, Review, SelfApproval
from promenade.kit.values import replace
from tests.support.coupons import active, held, template, terms
from tests.support.stamps import NOON, stamp

HOUR = timedelta(hours=1)
MUGS = CouponScope((CouponSelector(skus=("MUG",)),))


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"zone": "Mars/Olympus"}, "/zone"),
        ({"validity": Fixed(NOON, NOON)}, "/validity/end"),
        ({"claim_window": ClaimWindow(NOON, NOON)}, "/claim_window/end"),
        ({"worth": CouponRandom(900, 100)}, "/worth/max_minor"),
        ({"per_day_total": 101}, "/per_day_total"),
        ({"worth": CouponExchange("MUG"), "scope": MUGS}, "/scope"),
        ({"worth": CouponShipping(), "scope": MUGS}, "/scope"),
        ({"cost_share": CostShare(10_000)}, "/cost_share"),
    ],
)
def test_terms_that_contradict_themselves_are_told_where(wrong: Any, pointer: str) -> None:
    assert [each.pointer for each in faults(terms(**wrong))] == [pointer]


def test_terms_that_mean_something_have_no_fault() -> None:
    assert list(faults(terms(per_day_total=100, scope=MUGS))) == []


@pytest.mark.parametrize(
    ("valid", "zone", "end"),
    [
        (Relative(2, "instant"), "UTC", NOON + timedelta(days=2)),
        (Relative(2), "UTC", datetime(2026, 3, 4, tzinfo=UTC)),
        (Relative(2), "Asia/Shanghai", datetime(2026, 3, 3, 16, tzinfo=UTC)),
        (Relative(7), "America/New_York", datetime(2026, 3, 9, 4, tzinfo=UTC)),
        (Fixed(NOON - HOUR, NOON + HOUR), "UTC", NOON + HOUR),
    ],
)
def test_a_coupon_ends_when_its_template_says(valid: Any, zone: str, end: datetime) -> None:
    assert validity(template(validity=valid, zone=zone), NOON)[1] == end


def test_a_coupon_given_at_midnight_ends_at_one() -> None:
    midnight = datetime(2026, 3, 1, 16, tzinfo=UTC)
    given_then = validity(template(validity=Relative(1), zone="Asia/Shanghai"), midnight)
    assert given_then == (midnight, midnight + timedelta(days=1))


@pytest.mark.parametrize(
    ("state", "later", "status", "hindrance"),
    [
        ("unused", timedelta(), "unused", None),
        ("unused", -HOUR, "unused", "not_started"),
        ("unused", timedelta(days=7), "expired", "expired"),
        ("locked", timedelta(days=7), "locked", "locked"),
        ("used", timedelta(days=7), "used", "used"),
        ("void", timedelta(), "void", "void"),
    ],
)
def test_what_a_coupon_is_follows_from_the_instant(
    state: str, later: timedelta, status: str, hindrance: str | None
) -> None:
    coupon = held(state)
    assert coupon.status(NOON + later) is CouponStatus(status)
    assert coupon.hindrance(NOON + later) == hindrance


def test_a_random_amount_is_drawn_between_its_bounds_and_kept() -> None:
    drawn = []

    def draw(low: int, high: int) -> int:
        drawn.append((low, high))
        return 777

    random = active(worth=CouponRandom(100, 900))
    given = give(random, Occasion("ada", "claim", NOON, "1"), "C-1", draw)
    assert (given.worth, drawn) == (CouponAmount(777), [(100, 900)])
    assert terms_of(given, random).worth == CouponAmount(777)


def submitted(**other: Any) -> Template:
    review = Review("staff:maria", NOON, other.pop("required_count", 1))
    return life.submit(template(**other), review)


OLGA = replace(stamp(), actor="staff:olga")


def test_a_template_goes_from_draft_to_archive() -> None:
    approved = life.approve(submitted(), OLGA)
    steps = [template(), submitted(), approved, life.activate(approved, NOON)]
    steps += [life.stop(steps[-1], NOON)]
    steps += [life.archive(steps[-1])]
    told = ["draft", "pending", "approved", "active", "stopped", "archived"]
    assert [each.status for each in steps] == told
    assert [each.version for each in steps] == [1, 2, 3, 4, 5, 6]
    assert {each.terms_version for each in steps} == {1}


def test_who_wrote_it_does_not_approve_it() -> None:
    with pytest.raises(SelfApproval):
        life.approve(submitted(), stamp())


def test_an_edit_voids_what_was_approved() -> None:
    approved = life.approve(submitted(), OLGA)
    edited = life.edit(approved, terms(total=5), "staff:olga")
    assert (edited.status, edited.version, edited.terms_version) == ("draft", 4, 4)
    assert edited.authors == ("staff:maria", "staff:olga")


def test_terms_are_for_good_once_they_are_active() -> None:
    for done in (active(), life.stop(active(), NOON)):
        with pytest.raises(StatusForbids):
            life.edit(done, terms(), "staff:maria")
        with pytest.raises(StatusForbids):
            life.require(done, life.UNUSED, "deleted")
    with pytest.raises(StatusForbids):
        life.archive(active())


def test_what_would_give_nothing_is_not_submitted_or_activated() -> None:
    past = {"claim_window": ClaimWindow(None, NOON + HOUR)}
    over = {"validity": Fixed(NOON - HOUR, NOON)}
    approved = life.approve(submitted(**past), OLGA)
    with pytest.raises(NotReady):
        life.activate(approved, NOON + HOUR)
    with pytest.raises(NotReady):
        submitted(**over)
