"""What publishing learns of a promotion by trying it on carts made up for it."""

from time import process_time
from typing import Any

import pytest

from promenade.base.promotion.model import Audience, Condition, Ladder, Limits, Measure, Stage, Step
from promenade.base.promotion.model import proof as proofs
from promenade.base.promotion.model.answer import Totals
from promenade.base.promotion.model.cart import Cart
from promenade.base.promotion.model.effects import (
    Amount,
    BundlePrice,
    OrderOff,
    Part,
    Percent,
    UnitOff,
)
from promenade.base.promotion.model.orders_of_priority import MOST_COMPARED, better_orders
from promenade.base.promotion.model.proof import TRIALS, broken_rules, violations
from promenade.base.promotion.model.trial_carts import trial_carts
from promenade.kit.values import replace
from tests.support.promotions import cart, line, priced, promotion, skus

TENTH, FIFTY = OrderOff(Percent(1_000)), OrderOff(Amount(5_000))


@pytest.mark.parametrize(
    "draft",
    [
        promotion("p", TENTH),
        promotion("p", OrderOff(Amount({"CNY": 500, "JPY": 90}))),
        promotion("p", UnitOff(Percent(3_333)), stage=Stage.UNIT),
        promotion("p", BundlePrice((Part(2, skus("a")), Part(1, skus("b"))), 999)),
        promotion(
            "p",
            ladder=Ladder(Measure.AMOUNT, (Step(100, (TENTH,)), Step(50_000, (FIFTY,)))),
            audience=Audience(customers=("ada",)),
            limits=Limits(budget_minor=300, allow_partial=True),
        ),
    ],
)
def test_a_promotion_keeps_the_rules_on_every_cart(draft: Any) -> None:
    assert violations(draft) == []


def test_carts_are_made_so_that_the_promotion_applies() -> None:
    draft = promotion("p", FIFTY, scope=skus("a"), conditions=(Condition(Measure.AMOUNT, 20_000),))
    carts = trial_carts([draft], "CNY", 0)
    told = [priced(next(carts), draft).outcomes[0].reason for _ in range(TRIALS)]
    assert {"applied", "below_threshold", "no_matching_line"} <= {str(reason) for reason in told}


def test_the_same_seed_gives_the_same_carts() -> None:
    first, second, other = (trial_carts([promotion("p")], "CNY", n) for n in (1, 1, 2))
    assert [next(first) for _ in range(5)] == [next(second) for _ in range(5)]
    assert next(first) != next(other)


BASKET = cart(line("a", 1_000, 3, floor_minor=500), shipping_minor=100)
SOUND = priced(BASKET, promotion("p", TENTH))


@pytest.mark.parametrize(
    ("forged", "rule"),
    [
        ({"paid_minor": [2_699]}, "N4"),
        ({"totals": replace(SOUND.totals, payable_minor=-1)}, "N8"),
        ({"totals": Totals(3_000, 300, 2_700, 100, 101, 2_699)}, "N8"),
        ({"paid_minor": [1_499]}, "N10"),
    ],
)
def test_each_rule_is_looked_at(forged: dict[str, Any], rule: str) -> None:
    assert list(broken_rules(SOUND, BASKET, [])) == []
    assert rule in list(broken_rules(replace(SOUND, **forged), BASKET, []))


def test_a_budget_that_is_exceeded_is_seen() -> None:
    limited = promotion("p", TENTH, limits=Limits(budget_minor=299))
    assert list(broken_rules(SOUND, BASKET, [limited])) == ["N15"]


def test_a_broken_rule_comes_with_its_cart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "_adds_up", lambda _: False)
    (found,) = violations(promotion("p", TENTH))
    assert found.rule == "N4"
    assert isinstance(found.cart, Cart)


# ---- Another order of priority ----


def test_an_order_in_which_the_buyer_pays_less_is_told_with_its_cart() -> None:
    fifty, tenth = promotion("fifty", FIFTY, priority=1), promotion("tenth", TENTH)
    (better,) = better_orders(fifty, [tenth])
    assert (better.first, better.second) == ("fifty", "tenth")
    assert better.payable_swapped_minor < better.payable_minor
    assert priced(better.cart, fifty, tenth).totals.payable_minor == better.payable_minor
    again = priced(better.cart, replace(fifty, priority=0), replace(tenth, priority=1))
    assert again.totals.payable_minor == better.payable_swapped_minor


@pytest.mark.parametrize(
    "other",
    [
        promotion("tenth", TENTH, priority=2),
        promotion("tenth", TENTH, exclusive=True),
        promotion("tenth", TENTH, not_with=("fifty",)),
        promotion("tenth", TENTH, stage=Stage.PLATFORM_COUPON),
        promotion("fifty", TENTH),
    ],
)
def test_nothing_is_told_of_those_it_does_not_follow_to_the_buyers_loss(other: Any) -> None:
    assert better_orders(promotion("fifty", FIFTY, priority=1), [other]) == []


def test_those_of_one_group_compete_and_have_no_order() -> None:
    fifty = promotion("fifty", FIFTY, priority=1, exclusion_group="g")
    assert better_orders(fifty, [promotion("tenth", TENTH, exclusion_group="g")]) == []


def test_the_work_is_bounded() -> None:
    others = [promotion(f"tenth-{number}", TENTH) for number in range(10 * MOST_COMPARED)]
    start = process_time()
    assert len(better_orders(promotion("fifty", FIFTY, priority=1), others)) == MOST_COMPARED
    violations(promotion("fifty", FIFTY))
    assert process_time() - start < 2
