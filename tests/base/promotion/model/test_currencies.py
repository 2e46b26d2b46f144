"""Amounts per currency: one promotion for shops that sell in several."""

from typing import Any

import pytest

from promenade.base.promotion.model import (
    Condition,
    Ladder,
    Limits,
    Measure,
    Promotion,
    Scope,
    Selector,
    Stage,
    Step,
    compile_book,
    quote,
)
from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.checks import contradictions, omissions
from promenade.base.promotion.model.currencies import currencies_of, in_currency
from promenade.base.promotion.model.effects import (
    Amount,
    BundlePrice,
    FirstAndFurtherOff,
    OrderOff,
    Part,
    Percent,
    Price,
    ShippingOff,
    UnitOff,
)
from promenade.kit.values import replace
from tests.support.promotions import cart, line, outcome, paid, promotion

TEN = OrderOff(Amount({"CNY": 1_000, "JPY": 200}))
OVER = Condition(Measure.AMOUNT, {"CNY": 9_900, "JPY": 2_000})


def test_each_cart_gets_the_amounts_of_its_currency() -> None:
    book = compile_book([promotion("p", TEN, conditions=(OVER,))])
    told = {}
    for currency, price in (("CNY", 9_900), ("JPY", 2_000), ("CNY", 9_899), ("JPY", 1_999)):
        answer = quote(book, cart(line("a", price), currency=currency))
        told[currency, price] = outcome(answer, "p").saving_minor
    assert told == {
        ("CNY", 9_900): 1_000,
        ("JPY", 2_000): 200,
        ("CNY", 9_899): 0,
        ("JPY", 1_999): 0,
    }


def test_a_currency_without_an_amount_is_another_currency() -> None:
    answer = quote(compile_book([promotion("p", TEN)]), cart(line("a", 5_000), currency="USD"))
    assert outcome(answer, "p").reason == "other_currency"


def test_every_amount_of_every_clause_may_name_its_currencies() -> None:
    both: Any = {"CNY": 500, "JPY": 100}
    each = promotion(
        "p",
        UnitOff(Price(both), max_discount_minor=both),
        FirstAndFurtherOff(both, both),
        BundlePrice((Part(2),), both),
        ladder=Ladder(Measure.AMOUNT, (Step(both, (TEN,)),)),
        conditions=(Condition(Measure.AMOUNT, both, at_most=both),),
        scope=Scope((Selector(price_min_minor=both, price_max_minor=both),)),
        limits=Limits(per_order_minor=both),
    )
    assert currencies_of(each) == frozenset({"CNY", "JPY"})
    assert list(contradictions(each)) == []
    assert list(omissions(each)) == []
    inner = in_currency(each, "JPY")
    assert inner is not None
    assert currencies_of(inner) is None
    assert inner.limits.per_order_minor == 100


def test_a_whole_cart_and_shipping_may_cost_a_fixed_price() -> None:
    whole = promotion("whole", OrderOff(Price(9_900)))
    fee = promotion("fee", ShippingOff(Price(500)), stage=Stage.SHIPPING)
    answer = quote(
        compile_book([whole, fee]),
        cart(line("a", 9_000), line("b", 3_000), shipping_minor=1_200),
    )
    assert paid(answer) == {"a": 7_425, "b": 2_475}
    assert answer.totals.payable_minor == 10_400
    cheap = quote(compile_book([whole, fee]), cart(line("a", 9_900), shipping_minor=500))
    assert {each.reason for each in cheap.outcomes} == {"nothing_to_give", "no_headroom"}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (promotion("p", TEN, currency="CNY"), ("/currency", "not_with_amounts")),
        (
            promotion("p", TEN, OrderOff(Amount({"CNY": 1}))),
            ("/effects/1/off/off_minor", "other_currencies"),
        ),
        (
            promotion("p", TEN, OrderOff(Amount(1))),
            ("/effects/1/off/off_minor", "other_currencies"),
        ),
        (
            promotion("p", TEN, conditions=(Condition(Measure.QUANTITY, {"CNY": 1, "JPY": 1}),)),
            ("/conditions/0/threshold", "needs_amount"),
        ),
        (
            promotion(
                "p",
                ladder=Ladder(
                    Measure.AMOUNT,
                    (
                        Step({"CNY": 100, "JPY": 100}, (OrderOff(Percent(1_000)),)),
                        Step({"CNY": 200, "JPY": 100}, (OrderOff(Percent(2_000)),)),
                    ),
                ),
            ),
            ("/ladder/steps/1/threshold", "not_rising"),
        ),
    ],
)
def test_amounts_that_disagree_are_pointed_at(wrong: Promotion, fault: tuple[str, str]) -> None:
    assert [(each.pointer, each.code) for each in contradictions(wrong)] == [fault]


def test_a_plain_amount_needs_a_currency_and_a_named_one_has_it() -> None:
    plain = promotion("p", OrderOff(Amount(1)))
    assert [each.pointer for each in omissions(plain)] == ["/currency"]
    assert list(omissions(replace(plain, effects=(TEN,)))) == []


def test_an_amount_of_several_currencies_is_never_taken_for_one() -> None:
    with pytest.raises(TypeError):
        minor({"CNY": 1})


def test_a_budget_is_in_one_currency() -> None:
    given = replace(promotion("a", TEN), limits=Limits(budget_minor=1_000))
    (fault,) = contradictions(given)
    assert (fault.pointer, fault.code) == ("/limits/budget_minor", "other_currencies")
    assert fault.said("en").startswith("A budget is in one currency")
