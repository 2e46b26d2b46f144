"""Integer money: rounding, allocation, splitting (N1, N3, N4, N5)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.money import allocate, allocate_within, half_up, runs_of, saving_runs, split
from tests.support.promotions import each_of

amounts = st.integers(0, 10**12)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("numerator", "rounded"), [(14, 1), (15, 2), (16, 2), (-14, -1), (-15, -2), (-16, -2), (0, 0)]
)
def test_halves_are_rounded_away_from_zero(numerator: int, rounded: int) -> None:
    assert half_up(numerator, 10) == rounded


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
def test_rounding_is_off_by_half_at_most(numerator: int, denominator: int) -> None:
    assert abs(half_up(numerator, denominator) - Fraction(numerator, denominator)) <= Fraction(1, 2)


def test_of_equal_remainders_the_lower_index_is_served_first() -> None:
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(5, [3, 1, 1, 0]) == [3, 1, 1, 0]
    assert allocate(1, [1, 3, 3]) == [0, 1, 0]


def test_nothing_can_be_shared_over_nothing() -> None:
    assert allocate(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="all zero"):
        allocate(1, [0, 0])


@given(amounts, weights.filter(any))
def test_parts_sum_to_the_whole_and_stray_less_than_one(total: int, by: list[int]) -> None:
    parts = allocate(total, by)
    assert sum(parts) == total
    assert all(
        abs(part - Fraction(total * weight, sum(by))) < 1
        for part, weight in zip(parts, by, strict=True)
    )


@given(weights.filter(any), st.data())
def test_no_part_exceeds_its_line_when_the_total_does_not(
    by: list[int], data: st.DataObject
) -> None:
    total = data.draw(st.integers(0, sum(by)))
    assert all(part <= weight for part, weight in zip(allocate(total, by), by, strict=True))


def test_what_a_limit_cuts_off_goes_to_those_with_room() -> None:
    assert allocate_within(100, [1, 1], [30, 100]) == [30, 70]
    assert allocate_within(100, [1, 1], [30, 40]) == [30, 40]
    assert allocate_within(10, [1, 0], [5, 100]) == [5, 0]


@given(amounts, st.lists(st.tuples(st.integers(0, 1000), amounts), min_size=1, max_size=12))
def test_limits_hold_and_nothing_is_dropped_while_there_is_room(
    total: int, lines: list[tuple[int, int]]
) -> None:
    by, limits = [weight for weight, _ in lines], [limit for _, limit in lines]
    parts = allocate_within(total, by, limits)
    room = sum(limit for weight, limit in lines if weight)
    assert all(0 <= part <= limit for part, limit in zip(parts, limits, strict=True))
    assert sum(parts) == min(total, room)


@given(amounts, st.integers(1, 500))
def test_units_differ_by_one_at_most_larger_first(total: int, count: int) -> None:
    units = split(total, count)
    assert (sum(units), len(units)) == (total, count)
    assert list(units) == sorted(units, reverse=True)
    assert units[0] - units[-1] <= 1


@given(st.integers(1, 60), st.integers(0, 10_000), st.data())
def test_what_units_save_is_the_difference_of_the_splits(
    count: int, before: int, data: st.DataObject
) -> None:
    after = data.draw(st.integers(0, before))
    units = zip(split(before, count), split(after, count), strict=True)
    runs = saving_runs(before, after, count)
    assert each_of(runs) == tuple(was - now for was, now in units)
    assert len(runs) <= 3


@given(amounts, st.integers(1, 500))
def test_runs_are_the_units_of_a_split_in_a_row(total: int, count: int) -> None:
    runs = runs_of(total, count)
    assert each_of(runs) == split(total, count)
    assert len(runs) == len(set(split(total, count)))


def test_ten_thousand_units_are_two_runs() -> None:
    assert runs_of(3_330_000, 9_999) == ((333, 334), (9_666, 333))
    assert saving_runs(3_330_000, 3_329_666, 9_999) == ((333, 1), (9_665, 0), (1, 1))
