"""What a simulation takes for granted: said of what the terms ask for, and of nothing else."""

from typing import Any

import pytest

from promenade.base.promotion.model import (
    Audience,
    Condition,
    CouponCode,
    Delivery,
    Ladder,
    Limits,
    Measure,
    Place,
    Step,
)
from promenade.base.promotion.model.assumptions import SAID, assumed
from promenade.base.promotion.model.effects import Gift, Remaining
from promenade.base.promotion.model.effects.clearance import Clearance, Fall
from promenade.base.promotion.model.effects.off import Percent
from tests.support.managed_promotions import ten_off

ALWAYS = {"same_orders", "in_force_now", "goods_now", "partly_refunded"}
CLEARANCE = Clearance(Remaining.STOCK, (Fall(5, Percent(1_000)),))
GIFTS = Ladder(Measure.AMOUNT, (Step(100, ()), Step(200, (Gift("CUP", 1),))))


@pytest.mark.parametrize(
    ("other", "more"),
    [
        ({}, set()),
        ({"audience": Audience(channels=("web",), customers=("c-1",))}, set()),
        ({"audience": Audience(groups=("vip",))}, {"anybody"}),
        ({"audience": Audience(nth_orders=(1,))}, {"anybody"}),
        ({"audience": Audience(new_buyers_only=True)}, {"anybody"}),
        ({"delivery": Delivery(not_to=(Place("CN"),))}, {"anywhere"}),
        ({"code": CouponCode("TEN")}, {"code_presented"}),
        ({"limits": Limits(per_order_minor=5)}, set()),
        ({"limits": Limits(total=1)}, {"limits_apart"}),
        ({"limits": Limits(per_buyer=1)}, {"limits_apart"}),
        ({"limits": Limits(per_buyer_day=1)}, {"limits_apart"}),
        ({"limits": Limits(budget_minor=0)}, {"limits_apart"}),
        ({"conditions": (Condition(Measure.WEIGHT, 5),)}, {"weight_unknown"}),
        ({"conditions": (Condition(Measure.QUANTITY, 5),)}, set()),
        ({"ladder": Ladder(Measure.WEIGHT, (Step(100, ()),))}, {"weight_unknown"}),
        ({"ladder": GIFTS}, {"gifts_in_units", "stock_unknown"}),
        ({"effects": (Gift("CUP", 1),)}, {"gifts_in_units", "stock_unknown"}),
        ({"effects": (CLEARANCE,)}, {"stock_unknown"}),
    ],
)
def test_what_orders_do_not_tell_is_assumed_where_the_terms_ask_for_it(
    other: dict[str, Any], more: set[str]
) -> None:
    terms = ten_off(**{"limits": Limits()} | other)
    found = assumed(terms)
    assert set(found) == ALWAYS | more
    assert len(found) == len(set(found))
    assert all(SAID[name].code == name for name in found)
