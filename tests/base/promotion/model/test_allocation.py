"""Discounts on lines and units: allocation, caps, floors (N4, N5, N8, N10)."""

from promenade.base.promotion.model import LineSaving, Stage
from promenade.base.promotion.model.effects import (
    Amount,
    OrderOff,
    Percent,
    Price,
    UnitOff,
)
from tests.support.promotions import cart, line, outcome, paid, priced, promotion, reasons, skus


def test_a_discount_is_shared_by_what_earlier_stages_left_of_the_lines() -> None:
    member = promotion("member", UnitOff(Percent(5000)), stage=Stage.UNIT, scope=skus("a"))
    full = promotion("full", OrderOff(Amount(100)))
    answer = priced(cart(line("a", 1000), line("b", 500)), member, full)
    assert paid(answer) == {"a": 450, "b": 450}


def test_of_equal_remainders_the_earlier_line_carries_the_odd_cent() -> None:
    answer = priced(
        cart(line("a", 100), line("b", 100), line("c", 100)), promotion("p", OrderOff(Amount(100)))
    )
    assert paid(answer) == {"a": 66, "b": 67, "c": 67}


def test_lines_out_of_scope_carry_nothing() -> None:
    full = promotion("p", OrderOff(Amount(100), scope=skus("b")))
    assert paid(priced(cart(line("a", 100), line("b", 300)), full)) == {"a": 100, "b": 200}


def test_a_line_is_split_over_its_units_the_odd_cents_first() -> None:
    answer = priced(cart(line("a", 100, 3)), promotion("p", OrderOff(Amount(100))))
    assert answer.lines[0].paid_per_unit == ((2, 67), (1, 66))
    (saving,) = answer.savings_of(outcome(answer, "p"))
    assert saving == LineSaving("a", 100, ((2, 33), (1, 34)))


def test_nobody_gets_more_off_than_there_is() -> None:
    answer = priced(cart(line("a", 70), line("b", 30)), promotion("p", OrderOff(Amount(5000))))
    assert (answer.totals.payable_minor, outcome(answer, "p").saving_minor) == (0, 100)


def test_where_nothing_is_left_there_is_no_headroom() -> None:
    first = promotion("first", OrderOff(Percent(10_000)), priority=1)
    second = promotion("second", OrderOff(Amount(10)))
    assert reasons(priced(cart(line("a", 70)), first, second))["second"] == "no_headroom"


def test_what_a_floor_cuts_off_goes_to_lines_with_headroom() -> None:
    basket = cart(line("a", 5000, floor_minor=4500), line("b", 2000, 3))
    assert paid(priced(basket, promotion("p", OrderOff(Amount(2500))))) == {"a": 4500, "b": 4000}


def test_what_no_line_has_headroom_for_is_dropped() -> None:
    basket = cart(line("a", 1000, floor_minor=900), line("b", 1000, floor_minor=950))
    answer = priced(basket, promotion("p", OrderOff(Amount(500))))
    assert paid(answer) == {"a": 900, "b": 950}
    assert outcome(answer, "p").saving_minor == 150


def test_a_floor_is_per_unit_and_cuts_a_unit_discount_without_moving_it_elsewhere() -> None:
    basket = cart(line("a", 1000, 2, floor_minor=900), line("b", 1000))
    assert paid(priced(basket, promotion("p", UnitOff(Percent(2000))))) == {"a": 1800, "b": 800}


def test_a_floor_holds_in_the_unit_stage() -> None:
    deep = promotion("deep", UnitOff(Price(1)), stage=Stage.UNIT)
    assert paid(priced(cart(line("a", 1000, 2, floor_minor=600)), deep)) == {"a": 1200}


def test_a_line_on_its_floor_says_so() -> None:
    basket = cart(line("a", 1000, floor_minor=1000))
    unit = promotion("unit", UnitOff(Percent(1000)), stage=Stage.UNIT)
    order = promotion("order", OrderOff(Amount(10)))
    assert reasons(priced(basket, unit, order)) == {
        "unit": "floor_reached",
        "order": "floor_reached",
    }


def test_a_price_already_below_its_floor_is_left_where_it_is() -> None:
    basket = cart(line("a", 1000, sale_minor=500, floor_minor=800))
    answer = priced(basket, promotion("p", OrderOff(Amount(10))))
    assert paid(answer) == {"a": 500}
    assert reasons(answer) == {"p": "floor_reached"}
