from typing import Any

import pytest

from promenade.base.promotion.model import Ladder, Limits, Measure, Stage, Step
from promenade.base.promotion.model.effects import (
    Amount,
    Effect,
    Gift,
    LineOff,
    OrderOff,
    Percent,
    ShippingOff,
    UnitOff,
    Units,
)
from promenade.base.promotion.model.exposure import (
    Bound,
    bounds_of,
    exposure_of,
    most_of_an_order,
)
from promenade.base.promotion.model.promotion import SkuLimit
from promenade.base.promotion.model.scope import Scope, Selector
from promenade.contracts.reviews import STANDARD_POLICY
from tests.support.managed_promotions import ten_off
from tests.support.promotions import cart, line, outcome, paid, priced


@pytest.mark.parametrize(
    ("effect", "most"),
    [
        (OrderOff(Amount(1_000)), 1_000),
        (OrderOff(Amount(1_000), every_minor=5_000), None),
        (OrderOff(Amount(1_000), every_minor=5_000, max_discount_minor=3_000), 3_000),
        (OrderOff(Percent(2_000)), None),
        (OrderOff(Percent(2_000), max_discount_minor=900), 900),
        (ShippingOff(Amount(800)), 800),
        (ShippingOff(Percent(10_000)), None),
        (UnitOff(Amount(300), units=Units(limit=4)), 1_200),
        (UnitOff(Amount(300)), None),
        (LineOff(Amount(300)), None),
        (Gift("MUG"), None),
    ],
)
def test_an_order_saves_no_more_than_its_effects_bound(effect: Effect, most: int | None) -> None:
    assert most_of_an_order(ten_off(effects=(effect,))) == most


def test_of_a_ladder_the_step_that_gives_most_counts_beside_the_effects() -> None:
    steps = (Step(1, (OrderOff(Amount(500)),)), Step(2, (OrderOff(Amount(400)),)))
    assert most_of_an_order(ten_off(ladder=Ladder(Measure.AMOUNT, steps))) == 1_500
    open_end = (*steps, Step(3, (OrderOff(Percent(100)),)))
    assert most_of_an_order(ten_off(ladder=Ladder(Measure.AMOUNT, open_end))) is None


@pytest.mark.parametrize(
    ("limits", "exposure"),
    [
        (Limits(), None),
        (Limits(total=50), 50_000),
        (Limits(budget_minor=70_000), 70_000),
        (Limits(total=50, budget_minor=70_000), 50_000),
        (Limits(total=90, budget_minor=70_000), 70_000),
        (Limits(total=90, per_order_minor=200), 18_000),
        (Limits(per_buyer=1), None),
    ],
)
def test_the_worst_case_is_the_least_of_its_bounds(limits: Limits, exposure: int | None) -> None:
    assert exposure_of(ten_off(limits=limits)) == exposure


@pytest.mark.parametrize(
    ("exposure", "currency", "count"),
    [
        (0, "CNY", 1),
        (9_999_999, "CNY", 1),
        (10_000_000, "CNY", 2),
        (99_999, "JPY", 1),
        (100_000, "JPY", 2),
        (None, "CNY", 2),
        (1, None, 2),
    ],
)
def test_more_have_to_approve_what_may_cost_more(
    exposure: int | None, currency: str | None, count: int
) -> None:
    assert STANDARD_POLICY.required(exposure, currency) == count


def test_an_order_saves_no_more_than_its_own_limit() -> None:
    limited: Any = ten_off(
        effects=(OrderOff(Percent(5_000)),), limits=Limits(per_order_minor=999), stage=Stage.ORDER
    )
    answer = priced(cart(line("a", 3_000), line("b", 1_000)), limited)
    assert outcome(answer, "ten-off").saving_minor == 999
    assert paid(answer) == {"a": 2_251, "b": 750}


HALF = UnitOff(Percent(5_000))
QUOTAS = (SkuLimit("MUG", quota=10), SkuLimit("CUP", quota=20))
OF_BOTH = Scope((Selector(skus=("MUG", "CUP")),))


@pytest.mark.parametrize(
    ("terms", "savings", "exposure"),
    [
        ({}, {"MUG": 300, "CUP": 50}, 4_000),
        ({}, {"MUG": 300, "CUP": 0, "JAR": 9_000}, 3_000),
        ({}, {"MUG": 300}, None),
        ({"scope": Scope((Selector(categories=("home",)),))}, {"MUG": 300, "CUP": 50}, None),
        ({"limits": Limits(by_sku=QUOTAS[:1])}, {"MUG": 300, "CUP": 50}, None),
    ],
)
def test_quotas_of_all_that_it_is_for_bound_it_by_what_a_unit_saves(
    terms: dict[str, Any], savings: dict[str, int], exposure: int | None
) -> None:
    given: dict[str, Any] = {
        "scope": OF_BOTH,
        "limits": Limits(by_sku=QUOTAS),
        "effects": (HALF,),
    } | terms
    assert exposure_of(ten_off(stage=Stage.UNIT, **given), savings) == exposure


def test_each_bound_is_told_the_least_first() -> None:
    limits = Limits(total=50, budget_minor=70_000, by_sku=QUOTAS)
    given = ten_off(stage=Stage.UNIT, scope=OF_BOTH, limits=limits)
    assert bounds_of(given, {"MUG": 900, "CUP": 1_000}) == (
        Bound("units", 29_000, 30),
        Bound("orders", 50_000, 50),
        Bound("budget", 70_000),
    )
