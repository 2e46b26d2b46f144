"""A SKU whose quota is used up is not priced by the promotion, others are."""

import pytest

from promenade.base.promotion.model import Stage, Usage, Usages
from promenade.base.promotion.model.effects import Percent, UnitOff
from promenade.base.promotion.model.shortages import Shortage
from tests.support.promotions import cart, line, paid, priced, promotion

HALF = promotion("p", UnitOff(Percent(5_000)), stage=Stage.UNIT)


@pytest.mark.parametrize(("left", "a"), [(0, 200), (1, 200), (2, 100), (9, 100)])
def test_all_units_of_a_sku_have_the_price_or_none(left: int, a: int) -> None:
    usage = Usages({"p": Usage(left_by_sku={"a": left})})
    answer = priced(cart(line("a", 100, qty=2), line("b", 100)), HALF, usage=usage)
    assert paid(answer) == {"a": a, "b": 50}


def test_where_nothing_is_left_the_quote_says_so() -> None:
    usage = Usages({"p": Usage(left_by_sku={"a": 0})})
    answer = priced(cart(line("a", 100)), HALF, usage=usage)
    (told,) = answer.outcomes
    assert (told.reason, told.shortage) == ("limit_reached", Shortage("sku", 0, 1, "a"))
