"""Units of all SKUs of a promotion together, by order and by buyer."""

import pytest

from promenade.base.promotion.model import Limits, Scope, Selector, Stage, Usage, Usages
from promenade.base.promotion.model.effects import Percent, UnitOff
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.model.sku_limits import of_sku_limits
from promenade.kit.values import replace
from tests.support.promotions import cart, line, paid, priced, promotion

HALF = promotion(
    "half",
    UnitOff(Percent(5_000)),
    stage=Stage.UNIT,
    scope=Scope((Selector(skus=("a", "b")),)),
    limits=Limits(units_per_order=4, units_per_buyer=6),
)
MEMBER = promotion("member", UnitOff(Percent(1_000)), stage=Stage.UNIT)


def of_buyer(used: int) -> Usages:
    return Usages({"half": Usage(units_used_by_buyer=used)})


@pytest.mark.parametrize(("a", "b", "used"), [(2, 2, 0), (4, 0, 2), (1, 1, 4)])
def test_units_within_the_limits_have_the_price(a: int, b: int, used: int) -> None:
    lines = [line(sku, 100, qty=qty) for sku, qty in (("a", a), ("b", b)) if qty]
    answer = priced(cart(*lines), HALF, usage=of_buyer(used))
    assert sum(paid(answer).values()) == 50 * (a + b)


@pytest.mark.parametrize(
    ("a", "b", "used", "shortage"),
    [
        (3, 2, 0, Shortage("units_per_order", 4, 5)),
        (5, 0, 0, Shortage("units_per_order", 4, 5)),
        (2, 2, 3, Shortage("units_per_buyer", 3, 4)),
    ],
)
def test_of_too_many_none_has_it_and_the_quote_says_how_many_may(
    a: int, b: int, used: int, shortage: Shortage
) -> None:
    lines = [line(sku, 100, qty=qty) for sku, qty in (("a", a), ("b", b)) if qty]
    answer = priced(cart(*lines), HALF, usage=of_buyer(used))
    assert sum(paid(answer).values()) == 100 * (a + b)
    (told,) = answer.outcomes
    assert (told.reason, told.shortage) == ("too_many_units", shortage)
    assert told.offer_minor == 50 * (a + b)


def test_who_has_had_all_units_is_told_so() -> None:
    (told,) = priced(cart(line("a", 100)), HALF, usage=of_buyer(6)).outcomes
    shortage = Shortage("units_per_buyer", 0, None)
    assert (told.reason, told.shortage) == ("buyer_limit_reached", shortage)


def test_lines_that_another_price_wins_do_not_count() -> None:
    members = promotion(
        "member",
        UnitOff(Percent(6_000)),
        stage=Stage.UNIT,
        scope=Scope((Selector(skus=("b",)),)),
    )
    answer = priced(cart(line("a", 100, qty=4), line("b", 100, qty=9)), HALF, members)
    assert paid(answer) == {"a": 200, "b": 360}


@pytest.mark.parametrize(("qty", "comes_to"), [(4, 200), (5, 450)])
def test_members_have_the_better_price_and_theirs_where_there_are_too_many(
    qty: int, comes_to: int
) -> None:
    answer = priced(cart(line("a", 100, qty=qty)), HALF, MEMBER)
    assert paid(answer) == {"a": comes_to}


@pytest.mark.parametrize("name", ["units_per_order", "units_per_buyer"])
def test_units_are_limited_where_unit_prices_are_set(name: str) -> None:
    wrong = promotion("p", limits=replace(Limits(), **{name: 2}))
    (fault,) = of_sku_limits(wrong)
    assert (fault.pointer, fault.code) == (f"/limits/{name}", "not_in_stage")
