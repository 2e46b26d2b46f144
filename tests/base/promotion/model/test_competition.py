"""Competition in groups, chaining across them, exclusivity (N9)."""

from itertools import permutations
from typing import Any

import pytest

from promenade.base.promotion.model import (
    CodeOutcome,
    Condition,
    CouponCode,
    Measure,
    Promotion,
    Reason,
    Stage,
)
from promenade.base.promotion.model.effects import (
    Amount,
    Gift,
    OrderOff,
    Percent,
    UnitOff,
)
from tests.support.promotions import cart, line, outcome, paid, priced, promotion, reasons, skus

THOUSAND = cart(line("a", 1000))


def off(name: str, amount: int, **more: Any) -> Promotion:
    return promotion(name, OrderOff(Amount(amount)), **more)


def test_the_largest_saving_of_a_group_wins_and_the_others_name_it() -> None:
    small, large = (
        off("small", 50, exclusion_group="g", priority=9),
        off("large", 80, exclusion_group="g"),
    )
    answer = priced(THOUSAND, small, large)
    assert reasons(answer) == {"small": "lost_to", "large": "applied"}
    assert outcome(answer, "small").rival == "large"
    assert outcome(answer, "small").offer_minor == 50
    assert outcome(answer, "small").saving_minor == 0
    assert answer.totals.payable_minor == 920


@pytest.mark.parametrize(("priorities", "winner"), [((1, 2), "b"), ((2, 1), "a"), ((1, 1), "a")])
def test_of_equal_savings_the_higher_priority_wins_then_the_lower_id(
    priorities: tuple[int, int], winner: str
) -> None:
    rivals = [
        off(name, 50, exclusion_group="g", priority=priority)
        for name, priority in zip("ab", priorities, strict=True)
    ]
    answer = priced(THOUSAND, *rivals)
    assert [each.promotion_id for each in answer.outcomes if each.applied] == [winner]


def test_across_groups_promotions_chain_by_priority() -> None:
    percent = promotion("percent", OrderOff(Percent(1000)), priority=1)
    assert paid(priced(THOUSAND, percent, off("fixed", 100, priority=2))) == {"a": 810}
    assert paid(priced(THOUSAND, percent, off("fixed", 100, priority=0))) == {"a": 800}


def test_a_group_stands_where_its_highest_member_stands() -> None:
    top = off("top", 10, exclusion_group="g", priority=9)
    low = promotion("low", OrderOff(Percent(5000)), exclusion_group="g", priority=0)
    middle = off("middle", 100, priority=5)
    answer = priced(THOUSAND, middle, low, top)
    assert outcome(answer, "low").saving_minor == 500
    assert paid(answer) == {"a": 400}


def test_a_rival_that_does_not_work_does_not_compete() -> None:
    unmet = off("unmet", 500, exclusion_group="g", conditions=(Condition(Measure.AMOUNT, 2000),))
    answer = priced(THOUSAND, unmet, off("met", 10, exclusion_group="g"))
    assert reasons(answer) == {"met": "applied", "unmet": "below_threshold"}


def test_the_highest_exclusive_promotion_of_a_stage_works_alone() -> None:
    answer = priced(
        THOUSAND,
        off("large", 500, priority=9),
        off("first", 10, exclusive=True, priority=5),
        off("second", 100, exclusive=True, priority=4),
        off("unmet", 1, conditions=(Condition(Measure.AMOUNT, 2000),)),
    )
    assert reasons(answer) == {
        "large": "exclusive_wins",
        "first": "applied",
        "second": "exclusive_wins",
        "unmet": "below_threshold",
    }
    assert outcome(answer, "large").rival == "first"
    assert outcome(answer, "large").offer_minor == 500
    assert paid(answer) == {"a": 990}


def test_an_exclusive_promotion_that_is_not_eligible_stops_nobody() -> None:
    unmet = off("only", 10, exclusive=True, conditions=(Condition(Measure.AMOUNT, 2000),))
    assert paid(priced(THOUSAND, unmet, off("other", 100))) == {"a": 900}


def test_exclusivity_ends_with_the_stage() -> None:
    member = promotion("member", UnitOff(Percent(1000)), stage=Stage.UNIT, exclusive=True)
    assert paid(priced(THOUSAND, member, off("other", 100))) == {"a": 800}


def test_an_exclusive_unit_price_silences_others_on_its_own_lines_only() -> None:
    only = promotion(
        "only", UnitOff(Percent(1000)), stage=Stage.UNIT, scope=skus("a"), exclusive=True
    )
    wide = promotion("wide", UnitOff(Percent(3000)), stage=Stage.UNIT, priority=9)
    answer = priced(cart(line("a", 1000), line("b", 1000)), only, wide)
    assert paid(answer) == {"a": 900, "b": 700}


def coupon(name: str, amount: int, stage: Stage = Stage.STORE_COUPON, **more: Any) -> Promotion:
    return off(name, amount, stage=stage, code=CouponCode(name), **more)


def test_of_the_coupons_of_a_stage_the_largest_saving_applies() -> None:
    basket = cart(line("a", 1000), codes=("small", "large", "platform"))
    small, large = coupon("small", 50, priority=9), coupon("large", 80)
    platform = coupon("platform", 30, Stage.PLATFORM_COUPON)
    answer = priced(basket, small, large, platform)
    assert reasons(answer) == {"small": "lost_to", "large": "applied", "platform": "applied"}
    assert outcome(answer, "small").rival == "large"
    assert answer.codes[0] == CodeOutcome("small", False, Reason.LOST_TO, "small", "large")
    assert answer.totals.payable_minor == 890


def test_a_coupon_without_its_code_takes_no_other_ones_place() -> None:
    basket = cart(line("a", 1000), codes=("small",))
    answer = priced(basket, coupon("small", 50), coupon("large", 80))
    assert reasons(answer) == {"small": "applied", "large": "coupon_required"}


@pytest.mark.parametrize(("other", "payable"), [(None, 870), ("h", 870), ("g", 920)])
def test_coupons_stack_where_they_name_different_groups(other: str | None, payable: int) -> None:
    basket = cart(line("a", 1000), codes=("small", "large"))
    named = coupon("large", 80, exclusion_group="g")
    answer = priced(basket, coupon("small", 50, exclusion_group=other), named)
    assert answer.totals.payable_minor == payable


def test_a_gift_competes_with_no_saving_and_still_counts_as_working() -> None:
    gift = promotion("gift", Gift("mug"), exclusion_group="g")
    answer = priced(THOUSAND, gift, off("cash", 1, exclusion_group="g"))
    assert reasons(answer) == {"cash": "applied", "gift": "lost_to"}
    assert answer.gifts == ()


def test_a_loser_in_the_unit_stage_is_told_who_won_and_what_it_offered() -> None:
    winner = promotion("winner", UnitOff(Percent(3000)), stage=Stage.UNIT)
    loser = promotion("loser", UnitOff(Percent(1000)), stage=Stage.UNIT)
    told = outcome(priced(cart(line("a", 1000, 2)), winner, loser), "loser")
    assert (told.reason, told.rival, told.offer_minor) == ("lost_to", "winner", 200)


def test_the_order_of_declaration_changes_nothing() -> None:
    promotions = [
        off("a", 70, exclusion_group="g"),
        off("b", 70, exclusion_group="g"),
        promotion("c", OrderOff(Percent(1000))),
        promotion("d", UnitOff(Percent(500)), stage=Stage.UNIT),
    ]
    answers = [priced(THOUSAND, *order) for order in permutations(promotions)]
    assert all(answer == answers[0] for answer in answers)
