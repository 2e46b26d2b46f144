"""Unit prices that fall as units, or days, run out."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from promenade.base.promotion.model import Promotion, Quote, Stage, Window, compile_book
from promenade.base.promotion.model.checks import contradictions
from promenade.base.promotion.model.effects import (
    Amount,
    Clearance,
    Fall,
    Off,
    Percent,
    Price,
    Remaining,
    Standing,
    UnitOff,
)
from promenade.base.promotion.model.proof import violations
from promenade.base.promotion.model.validity import next_change
from tests.support.promotions import cart, line, outcome, paid, priced, promotion, skus

STOCK, DAYS = Remaining.STOCK, Remaining.DAYS
FALLS = (Fall(50, Percent(1_000)), Fall(10, Percent(5_000)))
MILK = line("milk", 1_000)


def clearing(*steps: Fall, by: Remaining = STOCK, **more: Any) -> Promotion:
    zone = more.pop("zone", "UTC")
    effect = Clearance(by, steps or FALLS, scope=skus("milk"), **more)
    return promotion("clear", effect, stage=Stage.UNIT, window=Window(zone=zone))


def of_stock(left: int | None, *promotions: Promotion) -> Quote:
    stock = {} if left is None else {"milk": left}
    return priced(cart(MILK, stock=stock), *(promotions or (clearing(),)))


@pytest.mark.parametrize(
    ("left", "price", "told", "standing"),
    [
        (51, 1_000, "not_due", Standing("milk", STOCK, 51, None, 50)),
        (50, 900, "applied", Standing("milk", STOCK, 50, 50, 10)),
        (11, 900, "applied", Standing("milk", STOCK, 11, 50, 10)),
        (10, 500, "applied", Standing("milk", STOCK, 10, 10, None)),
        (0, 500, "applied", Standing("milk", STOCK, 0, 10, None)),
    ],
)
def test_the_last_step_that_the_stock_has_fallen_to_counts(
    left: int, price: int, told: str, standing: Standing
) -> None:
    answer = of_stock(left)
    clear = outcome(answer, "clear")
    assert (paid(answer), clear.reason) == ({"milk": price}, told)
    assert clear.standings == (standing,)


def test_each_sku_stands_on_a_step_of_its_own() -> None:
    effect = Clearance(STOCK, FALLS, scope=skus("milk", "tea"))
    clear = promotion("clear", effect, stage=Stage.UNIT)
    basket = cart(MILK, line("tea", 2_000, 3), stock={"milk": 20, "tea": 5})
    answer = priced(basket, clear)
    assert paid(answer) == {"milk": 900, "tea": 3_000}
    assert [(each.sku, each.at_most) for each in outcome(answer, "clear").standings] == [
        ("milk", 50),
        ("tea", 10),
    ]


def test_a_stock_that_is_not_known_lowers_no_price() -> None:
    answer = of_stock(None)
    clear = outcome(answer, "clear")
    assert (paid(answer), clear.reason, clear.standings) == ({"milk": 1_000}, "stock_unknown", ())


def test_a_clearance_stops_at_the_floor() -> None:
    answer = priced(cart(line("milk", 1_000, floor_minor=800), stock={"milk": 1}), clearing())
    assert paid(answer) == {"milk": 800}


def test_the_better_of_a_clearance_and_another_price_counts() -> None:
    sale = promotion("sale", UnitOff(Percent(2_000)), stage=Stage.UNIT)
    assert (paid(of_stock(50, clearing(), sale)), paid(of_stock(10, clearing(), sale))) == (
        {"milk": 800},
        {"milk": 500},
    )


SHANGHAI: dict[str, Any] = {"by": DAYS, "expires_on": date(2024, 6, 20), "zone": "Asia/Shanghai"}
BY_DAYS = clearing(Fall(3, Percent(3_000)), Fall(0, Price(100)), **SHANGHAI)


@pytest.mark.parametrize(
    ("at", "price", "told"),
    [
        (datetime(2024, 6, 16, 15, 59, 59, tzinfo=UTC), 1_000, "not_due"),
        (datetime(2024, 6, 16, 16, tzinfo=UTC), 700, "applied"),
        (datetime(2024, 6, 19, 16, tzinfo=UTC), 100, "applied"),
        (datetime(2024, 6, 20, 16, tzinfo=UTC), 1_000, "goods_expired"),
    ],
)
def test_days_are_those_of_the_windows_zone_and_end_after_the_date(
    at: datetime, price: int, told: str
) -> None:
    answer = priced(cart(MILK, at=at), BY_DAYS)
    assert (paid(answer), outcome(answer, "clear").reason) == ({"milk": price}, told)


@pytest.mark.parametrize(
    ("at", "change"),
    [
        (datetime(2024, 6, 16, tzinfo=UTC), datetime(2024, 6, 16, 16, tzinfo=UTC)),
        (datetime(2024, 6, 16, 16, tzinfo=UTC), datetime(2024, 6, 19, 16, tzinfo=UTC)),
        (datetime(2024, 6, 19, 16, tzinfo=UTC), datetime(2024, 6, 20, 16, tzinfo=UTC)),
        (datetime(2024, 6, 20, 16, tzinfo=UTC), None),
    ],
)
def test_a_quote_holds_until_the_next_step(at: datetime, change: datetime | None) -> None:
    assert next_change([BY_DAYS], at) == change


@pytest.mark.parametrize("day", [date.min, date.max])
def test_dates_at_the_ends_of_the_calendar_do_no_harm(day: date) -> None:
    odd = clearing(Fall(9_999_999, Percent(100)), by=DAYS, expires_on=day, zone="Asia/Shanghai")
    assert next_change([odd], MORNING) is None


MORNING = datetime(2024, 6, 15, tzinfo=UTC)


def faults(*steps: Fall, **more: Any) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in contradictions(clearing(*steps, **more))]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Percent(2_000), Percent(1_999)),
        (Amount(200), Amount(199)),
        (Price(500), Price(501)),
        (Percent(2_000), Price(1)),
        (Price(1), Amount(999)),
    ],
)
def test_no_step_costs_more_than_the_one_before(earlier: Off, later: Off) -> None:
    assert faults(Fall(50, earlier), Fall(10, later)) == [("/effects/0/steps/1/off", "rises")]


@pytest.mark.parametrize("off", [Percent(2_000), Amount(200), Price(500)])
def test_a_step_may_cost_the_same(off: Off) -> None:
    assert faults(Fall(50, off), Fall(10, off)) == []


def test_what_is_left_falls_from_step_to_step() -> None:
    steps = (Fall(10, Percent(1_000)), Fall(10, Percent(2_000)))
    assert faults(*steps) == [("/effects/0/steps/1/at_most", "not_falling")]


@pytest.mark.parametrize("more", [{"by": DAYS}, {"expires_on": date(2024, 6, 20)}])
def test_a_date_is_said_where_days_count_and_only_there(more: dict[str, Any]) -> None:
    assert faults(**more) == [("/effects/0/expires_on", "not_as_said")]


def test_stock_is_looked_at_of_named_skus_alone() -> None:
    vague = promotion("clear", Clearance(STOCK, FALLS), stage=Stage.UNIT)
    named = promotion("clear", Clearance(STOCK, FALLS), stage=Stage.UNIT, scope=skus("milk"))
    assert [(each.pointer, each.code) for each in contradictions(vague)] == [
        ("/effects/0/scope", "needs_skus")
    ]
    assert list(contradictions(named)) == []


def test_a_clearance_sets_unit_prices_alone() -> None:
    late = promotion("clear", Clearance(STOCK, FALLS, scope=skus("milk")))
    assert [each.code for each in contradictions(late)] == ["not_in_stage"]


def test_a_book_knows_whose_stock_a_cart_asks_for() -> None:
    stocked = compile_book([clearing(), BY_DAYS.__class__("x", "x", 1, Stage.ORDER)]).page("CNY")
    assert stocked.stocked.asked(["tea", "milk"]) == ["milk"]
    assert stocked.stocked.asked(["tea"]) == []


@pytest.mark.parametrize("clear", [clearing(), BY_DAYS])
def test_a_clearance_keeps_the_rules_on_carts_made_up_for_it(clear: Promotion) -> None:
    assert violations(clear) == []


def test_the_price_never_rises_as_stock_falls() -> None:
    prices = [paid(of_stock(left))["milk"] for left in range(80, -1, -1)]
    assert prices == sorted(prices, reverse=True)
