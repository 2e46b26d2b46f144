"""A SKU whose quota is used up is not priced by the promotion, others are."""

import pytest

from promenade.base.promotion.model import Stage, Usage, Usages
from promenade.base.promotion.model.effects import Percent, UnitOff
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.wire.sentences import Teller
from tests.support.promotions import cart, line, paid, priced, promotion

TOO_MANY = "购物车中的件数超过限购数量。还可购1件，购物车中有2件。"
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


@pytest.mark.parametrize(
    ("own", "quota", "limit", "reason", "explanation"),
    [
        (0, 3, "sku_per_buyer", "buyer_limit_reached", "您已达到每人限购数量。"),
        (1, 3, "sku_per_buyer", "too_many_units", TOO_MANY),
        (4, 0, "sku", "limit_reached", "活动名额已用完。"),
        (4, 1, "sku", "too_many_units", TOO_MANY),
    ],
)
def test_a_limit_of_ones_own_is_told_apart_from_what_all_share(
    own: int, quota: int, limit: str, reason: str, explanation: str
) -> None:
    left = min(own, quota)
    usage = Usages({"p": Usage(left_by_sku={"a": left}, own_left_by_sku={"a": own})})
    (told,) = priced(cart(line("a", 100, qty=2)), HALF, usage=usage).outcomes
    assert told.shortage is not None
    assert (told.shortage.limit, told.shortage.left, told.reason) == (limit, left, reason)
    assert Teller("zh", "CNY", {"p": HALF}).tell(told) == explanation
