"""Prices moved by a rule, to the cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.price.model.adjustment import AddAmount, AddPercent, Ending, Move, ended, moved
from promenade.kit.currencies import decimals
from tests.support.prices import terms


@pytest.mark.parametrize(
    ("by", "ending", "sale_minor"),
    [
        (AddAmount(150), None, 10_149),
        (AddAmount(-150), None, 9_849),
        (AddPercent(500), None, 10_499),  # 10498.95
        (AddPercent(-500), None, 9_499),  # 9499.05
        (AddPercent(-3_333), None, 6_666),  # 6666.3333
        (AddPercent(-500), "00", 9_500),
        (AddPercent(-500), "90", 9_490),
        (AddPercent(-500), "99", 9_499),
        (AddAmount(-9_998), "00", 0),
    ],
)
def test_a_price_moves_by_an_amount_or_a_share_to_its_ending(
    by: AddAmount | AddPercent, ending: Ending | None, sale_minor: int
) -> None:
    before = terms(9_999, list_minor=12_000)
    after = moved(before, Move(by, ending, False, "CNY"))
    assert (after.sale_minor, after.list_minor) == (sale_minor, 12_000)


def test_a_list_price_moves_alike_where_it_is_asked_for() -> None:
    before = terms(10_000, list_minor=12_000, cost_minor=4_000, floor_minor=5_000)
    after = moved(before, Move(AddPercent(1_000), "90", True, "CNY"))
    assert after == terms(10_990, list_minor=13_190, cost_minor=4_000, floor_minor=5_000)


@pytest.mark.parametrize(
    ("minor", "ending", "currency", "expected"),
    [
        (1_050, "00", "CNY", 1_100),  # a half goes up
        (1_049, "00", "CNY", 1_000),
        (1_040, "90", "CNY", 1_090),
        (1_039, "90", "CNY", 990),
        (49, "99", "CNY", 99),
        (10_500, "90", "KWD", 10_900),
        (10_500, "99", "KWD", 10_990),
        (1_234, "00", "JPY", 1_234),
    ],
)
def test_an_ending_is_the_nearest_by_the_decimals_of_the_currency(
    minor: int, ending: Ending, currency: str, expected: int
) -> None:
    assert ended(minor, ending, currency) == expected


def test_a_currency_without_decimals_has_no_ending_but_whole_ones() -> None:
    asked: list[Ending | None] = [None, "00", "90", "99"]
    found = [Move(AddAmount(1), each, False, "JPY").has_ending for each in asked]
    assert found == [True, True, False, False]
    assert all(Move(AddAmount(1), each, False, "CNY").has_ending for each in asked)


@given(
    st.integers(1, 99_999_999), st.sampled_from(["00", "90", "99"]), st.sampled_from(["CNY", "KWD"])
)
def test_an_ending_is_never_further_than_half_a_unit(
    minor: int, ending: Ending, currency: str
) -> None:
    unit: int = 10 ** decimals(currency)
    found = ended(minor, ending, currency)
    assert found % unit == int(ending) * unit // 100
    assert -unit < 2 * (minor - found) <= unit or 2 * (found - minor) <= unit
