"""Which units of a set benefit: picked in the basket or in each set, the nth ones, partial sets;
and unit prices by quantity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model import Gap, Measure, Stage
from promenade.base.promotion.model.checks import contradictions
from promenade.base.promotion.model.effects import (
    Amount,
    Break,
    BuyGet,
    Effect,
    NthOff,
    OrderOff,
    Part,
    Percent,
    Pick,
    Price,
    QuantityBreaks,
    UnitOff,
    UnitOfSet,
    Units,
    Within,
)
from tests.support.promotions import cart, line, outcome, paid, priced, promotion, reasons, skus

FREE, HALF = Percent(10_000), Percent(5_000)


def within(place: Within, pick: Pick = Pick.CHEAPEST, **more: int) -> UnitOff:
    return UnitOff(FREE, units=Units(set_size=3, per_set=1, pick=pick, within=place, **more))


# ---- In the basket or in each set ----

SIX = [line(str(price), price) for price in (600, 500, 400, 300, 200, 100)]


@pytest.mark.parametrize(
    ("effect", "saving"),
    [
        (within(Within.BASKET), 100 + 200),
        (within(Within.SET), 400 + 100),
        (within(Within.BASKET, Pick.DEAREST), 600 + 500),
        (within(Within.SET, Pick.DEAREST), 600 + 300),
        (within(Within.SET, limit=1), 400),
    ],
)
def test_the_cheapest_of_the_basket_or_of_each_set_is_free(effect: Effect, saving: int) -> None:
    answer = priced(cart(*SIX), promotion("p", effect))
    assert outcome(answer, "p").saving_minor == saving


def test_units_that_make_no_set_are_the_cheapest_ones() -> None:
    answer = priced(cart(*SIX[:5]), promotion("p", within(Within.SET)))
    assert outcome(answer, "p").saving_minor == 400


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 4)), min_size=1, max_size=4),
    st.integers(2, 4),
    st.integers(1, 4),
    st.sampled_from([Pick.CHEAPEST, Pick.DEAREST]),
)
def test_in_each_set_the_same_as_by_laying_units_out(
    held: list[tuple[int, int]], size: int, per_set: int, pick: Pick
) -> None:
    per_set = min(per_set, size)
    units = Units(set_size=size, per_set=per_set, pick=pick, within=Within.SET)
    basket = cart(*(line(str(place), price, qty) for place, (price, qty) in enumerate(held)))
    answer = priced(basket, promotion("p", UnitOff(FREE, units=units)))
    laid = sorted((price for price, qty in held for _ in range(qty)), reverse=True)
    sets = [laid[start : start + size] for start in range(0, len(laid) // size * size, size)]
    picked = [each[-per_set:] if pick is Pick.CHEAPEST else each[:per_set] for each in sets]
    assert outcome(answer, "p").saving_minor == sum(map(sum, picked))


# ---- The nth unit ----

SECOND_HALF_THIRD_FREE = NthOff((UnitOfSet(2, HALF), UnitOfSet(3, FREE)))


@pytest.mark.parametrize(
    ("quantity", "payable", "reason"),
    [
        (1, 100, "incomplete_set"),
        (2, 150, "applied"),
        (3, 150, "applied"),
        (4, 250, "applied"),
        (5, 300, "applied"),
        (6, 300, "applied"),
    ],
)
def test_the_second_at_half_and_the_third_free(quantity: int, payable: int, reason: str) -> None:
    answer = priced(cart(line("a", 100, quantity)), promotion("p", SECOND_HALF_THIRD_FREE))
    assert (answer.totals.payable_minor, reasons(answer)["p"]) == (payable, reason)


def test_the_dearest_come_first_in_a_set() -> None:
    answer = priced(cart(*SIX[:3]), promotion("p", SECOND_HALF_THIRD_FREE))
    assert paid(answer) == {"600": 600, "500": 250, "400": 0}


def test_a_set_may_be_larger_than_its_last_named_unit_and_sets_may_be_few() -> None:
    second_of_four = NthOff((UnitOfSet(2, FREE),), set_size=4, max_sets=1)
    answer = priced(cart(line("a", 100, 9)), promotion("p", second_of_four))
    assert outcome(answer, "p").saving_minor == 100


def test_a_unit_left_over_serves_in_another_promotion() -> None:
    second = promotion("second", NthOff((UnitOfSet(2, FREE),)), priority=1)
    one = promotion("one", NthOff((UnitOfSet(1, HALF),)))
    answer = priced(cart(line("a", 100, 3)), second, one)
    assert [outcome(answer, name).saving_minor for name in ("second", "one")] == [100, 50]


# ---- Partial sets ----


@pytest.mark.parametrize(
    ("quantity", "whole", "partial"), [(2, 0, 0), (3, 0, 100), (4, 200, 200), (7, 200, 300)]
)
def test_a_last_set_is_given_in_part_where_the_promotion_says_so(
    quantity: int, whole: int, partial: int
) -> None:
    basket = cart(line("a", 100, quantity))
    saved = [
        outcome(
            priced(basket, promotion("p", BuyGet(Part(2), Part(2), partial=says))), "p"
        ).saving_minor
        for says in (False, True)
    ]
    assert saved == [whole, partial]


def test_a_partial_set_still_needs_all_that_is_to_be_bought() -> None:
    effect = BuyGet(Part(2, skus("a")), Part(2, skus("b")), partial=True)
    one = priced(cart(line("a", 100, 1), line("b", 50, 1)), promotion("p", effect))
    two = priced(cart(line("a", 100, 2), line("b", 50, 1)), promotion("p", effect))
    assert [outcome(each, "p").saving_minor for each in (one, two)] == [0, 50]


# ---- Breaks of a line ----

BREAKS = QuantityBreaks((Break(10, Percent(500)), Break(50, Price(70))))


@pytest.mark.parametrize(
    ("quantity", "unit_price"), [(9, 100), (10, 95), (49, 95), (50, 70), (500, 70)]
)
def test_a_line_pays_by_its_own_quantity(quantity: int, unit_price: int) -> None:
    breaks = promotion("p", BREAKS, stage=Stage.UNIT)
    answer = priced(cart(line("a", 100, quantity), line("b", 100, 9)), breaks)
    assert paid(answer) == {"a": unit_price * quantity, "b": 900}


def test_below_the_first_break_the_nearest_line_tells_the_gap() -> None:
    breaks = promotion("p", BREAKS, stage=Stage.UNIT)
    told = outcome(priced(cart(line("a", 100, 3), line("b", 100, 8)), breaks), "p")
    assert (told.reason, told.gap) == ("below_threshold", Gap(Measure.QUANTITY, 2, 10))


# ---- What these effects cannot mean ----


@pytest.mark.parametrize(
    ("stage", "effect", "fault"),
    [
        (Stage.ORDER, BREAKS, ("/effects/0/kind", "not_in_stage")),
        (
            Stage.UNIT,
            QuantityBreaks((Break(5, HALF), Break(5, FREE))),
            ("/effects/0/breaks/1/quantity", "not_rising"),
        ),
        (
            Stage.ORDER,
            NthOff((UnitOfSet(3, HALF), UnitOfSet(2, FREE))),
            ("/effects/0/units/1/nth", "not_rising"),
        ),
        (
            Stage.ORDER,
            NthOff((UnitOfSet(3, HALF),), set_size=2),
            ("/effects/0/set_size", "below_minimum"),
        ),
        (Stage.UNIT, NthOff((UnitOfSet(2, HALF),)), ("/effects/0/kind", "not_in_stage")),
        (
            Stage.ORDER,
            OrderOff(Price(5), every_minor=10),
            ("/effects/0/every_minor", "needs_amount"),
        ),
    ],
)
def test_each_contradiction_is_pointed_at(
    stage: Stage, effect: Effect, fault: tuple[str, str]
) -> None:
    wrong = promotion("p", effect, stage=stage)
    assert [(each.pointer, each.code) for each in contradictions(wrong)] == [fault]


def test_a_break_may_take_an_amount_off() -> None:
    ten = QuantityBreaks((Break(2, Amount(10)),))
    answer = priced(cart(line("a", 100, 2)), promotion("p", ten, stage=Stage.UNIT))
    assert answer.lines[0].unit_minor == 90
