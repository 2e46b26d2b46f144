"""Sums over orders: of parts and of the whole."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model.tally import Detail, Shift, SoldSku, Tally, in_digits

names = st.sampled_from("abc")
amounts = st.integers(-10_000, 10_000)
counts = st.integers(0, 50)
skus = st.dictionaries(names, st.builds(SoldSku, counts, amounts, amounts, st.booleans()))
details = st.builds(Detail, skus, st.dictionaries(names, st.builds(Shift, counts, counts, counts)))
tallies = st.builds(
    Tally,
    read_count=counts,
    with_minor=amounts,
    left_out=st.dictionaries(names, counts),
    savings=st.dictionaries(counts, counts),
)


def total(parts: list[Any]) -> Any:
    whole = type(parts[0])()
    for part in parts:
        whole.add(part)
    return whole


@given(st.lists(tallies | details, min_size=1).filter(lambda x: len({*map(type, x)}) == 1))
def test_parts_sum_to_the_same_in_any_order_and_stay_as_they_are(parts: list[Any]) -> None:
    before = msgspec.json.encode(parts)
    assert (
        total(parts)
        == total(parts[::-1])
        == total([total(parts[:1]), total(parts[1:] or [type(parts[0])()])])
    )
    assert msgspec.json.encode(parts) == before


@given(tallies)
def test_a_tally_is_kept_as_it_is(tally: Tally) -> None:
    assert msgspec.json.decode(msgspec.json.encode(tally), type=Tally) == tally


@pytest.mark.parametrize(
    ("saving", "kept"),
    [(0, 0), (7, 7), (999, 999), (1_000, 1_000), (1_234, 1_230), (98_765, 98_700)],
)
def test_three_digits_of_a_saving_are_kept(saving: int, kept: int) -> None:
    assert in_digits(saving) == kept


def test_a_percentile_is_the_least_saving_that_so_many_do_not_exceed() -> None:
    tally = Tally()
    for saving in (100, 200, 300, 400):
        tally.hit_count += 1
        tally.count_saving(saving, 4_000)
    found = {percent: tally.percentile(percent) for percent in (10, 25, 26, 50, 75, 76, 99, 100)}
    assert found == {10: 100, 25: 100, 26: 200, 50: 200, 75: 300, 76: 400, 99: 400, 100: 400}
    assert tally.bands == {0: 1, 500: 2, 1_000: 1}


def test_nothing_has_no_percentile_and_an_order_for_nothing_is_in_the_first_band() -> None:
    tally = Tally()
    assert tally.percentile(50) is None
    tally.count_saving(0, 0)
    assert tally.bands == {0: 1}
