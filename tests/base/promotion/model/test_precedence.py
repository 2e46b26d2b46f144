"""Who keeps whom from a turn, besides groups and `exclusive`: `stop` and `not_with`."""

from typing import Any

from promenade.base.promotion.model import Promotion, Stage, Stop
from promenade.base.promotion.model.effects import Amount, OrderOff, Percent, ShippingOff, UnitOff
from tests.support.promotions import cart, line, outcome, paid, priced, promotion, reasons, skus


def off(name: str, minor: int, **more: Any) -> Promotion:
    return promotion(name, OrderOff(Amount(minor)), **more)


BASKET = cart(line("a", 1_000), line("b", 1_000), shipping_minor=500)
FREE = promotion("free", ShippingOff(Percent(10_000)), stage=Stage.SHIPPING)


# ---- Stop here ----


def test_after_a_stop_nothing_else_of_its_stage_takes_a_turn() -> None:
    answer = priced(BASKET, off("first", 100, priority=1, stop=Stop.STAGE), off("last", 900), FREE)
    assert reasons(answer) == {"first": "applied", "last": "stopped", "free": "applied"}
    assert outcome(answer, "last").rival == "first"
    assert answer.totals.payable_minor == 1_900


def test_a_stop_of_all_keeps_later_stages_from_theirs() -> None:
    answer = priced(BASKET, off("first", 100, stop=Stop.ALL), FREE)
    assert (reasons(answer)["free"], answer.totals.payable_minor) == ("stopped", 2_400)


def test_what_does_not_apply_stops_nothing() -> None:
    idle = off("idle", 100, priority=1, stop=Stop.ALL, scope=skus("none"))
    assert reasons(priced(BASKET, idle, off("last", 900)))["last"] == "applied"


def test_a_stop_does_not_reach_back_to_those_before_it() -> None:
    answer = priced(BASKET, off("before", 50, priority=2), off("stop", 100, stop=Stop.ALL))
    assert reasons(answer) == {"before": "applied", "stop": "applied"}


def test_in_the_unit_stage_a_stop_ends_the_chain_of_its_lines() -> None:
    half = promotion(
        "half",
        UnitOff(Percent(5_000)),
        stage=Stage.UNIT,
        exclusion_group="g",
        priority=1,
        scope=skus("a"),
        stop=Stop.STAGE,
    )
    tenth = promotion("tenth", UnitOff(Percent(1_000)), stage=Stage.UNIT, exclusion_group="h")
    answer = priced(BASKET, half, tenth, FREE)
    assert paid(answer) == {"a": 500, "b": 900}
    assert reasons(answer)["free"] == "applied"


# ---- Not with ----


def test_of_two_that_do_not_go_together_the_first_by_rank_applies() -> None:
    answer = priced(BASKET, off("low", 900), off("high", 100, priority=1, not_with=("low",)))
    assert reasons(answer) == {"high": "applied", "low": "not_with"}
    assert outcome(answer, "low").rival == "high"


def test_either_side_may_say_so() -> None:
    answer = priced(BASKET, off("low", 900, not_with=("high",)), off("high", 100, priority=1))
    assert reasons(answer) == {"high": "applied", "low": "not_with"}


def test_it_holds_across_stages_and_for_pairs_only() -> None:
    first = off("first", 100, priority=1, not_with=("free",))
    answer = priced(BASKET, first, off("second", 100), FREE)
    assert reasons(answer) == {"first": "applied", "second": "applied", "free": "not_with"}


def test_where_the_first_does_not_apply_the_other_one_does() -> None:
    idle = off("idle", 900, priority=1, not_with=("last",), scope=skus("none"))
    assert reasons(priced(BASKET, idle, off("last", 100)))["last"] == "applied"


def test_unit_prices_that_do_not_go_together_leave_the_lower_one_out_of_the_whole_cart() -> None:
    high = promotion(
        "high",
        UnitOff(Amount(100)),
        stage=Stage.UNIT,
        priority=1,
        scope=skus("a"),
        not_with=("low",),
    )
    low = promotion("low", UnitOff(Amount(50)), stage=Stage.UNIT, scope=skus("b"))
    answer = priced(BASKET, high, low)
    assert paid(answer) == {"a": 900, "b": 1_000}
    assert outcome(answer, "low").reason == "not_with"
    assert outcome(answer, "low").offer_minor == 50


def test_in_a_contest_one_that_may_not_apply_does_not_compete() -> None:
    first = off("first", 100, priority=9, not_with=("large",))
    large, small = off("large", 900, exclusion_group="g"), off("small", 300, exclusion_group="g")
    answer = priced(BASKET, first, large, small)
    assert reasons(answer) == {"first": "applied", "large": "not_with", "small": "applied"}
