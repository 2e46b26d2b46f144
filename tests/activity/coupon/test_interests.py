"""Which goods coupons of a template are about."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.coupon.model.interests import interests, may_be_used, named
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Fixed
from promenade.contracts.coupons import CouponExchange, CouponScope, CouponSelector
from promenade.contracts.dependents import Shift, Standing, Turn, standing
from promenade.kit.values import replace
from tests.support.coupons import active, template
from tests.support.managed_promotions import facts
from tests.support.stamps import NOON

MUG = facts("MUG", product_id="MUGS", brand="Kiln", tags=frozenset({"gift"}))
DAY = timedelta(days=1)


def of(**named: Any) -> CouponScope:
    return CouponScope((CouponSelector(**named),))


def leaves(given: Template) -> Standing | None:
    turn = Turn((Shift(MUG, None),))
    return standing(turn, interests(given.terms), named(given.terms))


@pytest.mark.parametrize(
    "terms",
    [
        {"scope": of(skus=("MUG",))},
        {"scope": of(products=("MUGS",))},
        {"scope": of(categories=("home",))},
        {"scope": of(brands=("Kiln",), tags=("gift", "new"))},
        {"worth": CouponExchange("MUG")},
    ],
)
def test_what_names_the_goods_loses_them(terms: dict[str, Any]) -> None:
    assert leaves(active(**terms)) == Standing("loses", ("MUG",))


@pytest.mark.parametrize(
    "scope",
    [
        CouponScope(),
        of(skus=("CUP",)),
        of(brands=("Kiln",), tags=("new",)),
        CouponScope((CouponSelector(),)),
        CouponScope((CouponSelector(categories=("home",)),), (CouponSelector(skus=("MUG",)),)),
    ],
)
def test_what_is_good_for_all_goods_or_others_loses_nothing(scope: CouponScope) -> None:
    assert leaves(active(scope=scope)) is None


def test_coupons_are_out_while_they_are_given_and_good() -> None:
    stopped = replace(active(), stopped_at=NOON)
    week = Fixed(NOON - DAY, NOON + DAY)
    assert [may_be_used(each, NOON) for each in (template(), active(), stopped)] == [
        False,
        True,
        True,
    ]
    assert may_be_used(active(validity=week), NOON + DAY - timedelta(seconds=1))
    assert not may_be_used(active(validity=week), NOON + DAY)
