"""Lifts and mismatches, against figures that can be looked up or worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.customer.tracking.model.statistics import Sample, lift, mismatch


def share(count: int, of: int) -> Sample:
    return Sample(of, count, count)


def test_a_lift_of_shares_has_its_interval_and_its_z() -> None:
    """120 of 1000 against 100 of 1000, by hand: se = √(0.1056/999 + 0.09/999)."""
    found = lift(share(120, 1_000), share(100, 1_000))
    assert found is not None
    assert found.absolute == pytest.approx(0.02)
    assert found.relative == pytest.approx(0.2)
    assert found.z == pytest.approx(1.42931, abs=1e-4)
    assert found.p == pytest.approx(0.15291, abs=1e-4)
    assert (found.low, found.high) == pytest.approx((-0.00743, 0.04743), abs=1e-4)
    assert not found.is_significant


def test_ten_times_the_people_make_the_same_lift_significant() -> None:
    found = lift(share(1_200, 10_000), share(1_000, 10_000))
    assert found is not None
    assert found.is_significant
    assert found.low > 0


def test_amounts_are_compared_by_their_own_variances() -> None:
    """(1, 3) and (2, 6): means 2 and 4, variances 2 and 8, se = √(1 + 4)."""
    found = lift(Sample(2, 8, 40), Sample(2, 4, 10))
    assert found is not None
    assert found.absolute == 2
    assert found.z == pytest.approx(2 / 5**0.5)


def test_what_does_not_vary_has_no_z() -> None:
    found = lift(share(0, 50), share(0, 50))
    assert found is not None
    assert (found.absolute, found.relative, found.z, found.p) == (0, None, None, None)
    assert not found.is_significant
    assert lift(share(1, 1), share(0, 50)) is None


def test_an_interval_of_shares_ends_at_all_and_nobody() -> None:
    """3 of 4 against 0 of 2: found with an end of 1.24."""
    found = lift(share(3, 4), share(0, 2))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.26, 1), abs=0.005)
    back = lift(share(0, 2), share(3, 4))
    assert back is not None
    assert (back.low, back.high) == pytest.approx((-1, -0.26), abs=0.005)


@pytest.mark.parametrize(
    ("treated", "control", "is_enough"),
    [
        (share(3, 4), share(0, 2), False),
        (share(19, 100), share(0, 100), False),
        (share(20, 100), share(0, 100), True),
        (share(100, 100), share(81, 100), False),
        (share(100, 100), share(80, 100), True),
        (share(150, 900), share(0, 100), True),
        (Sample(100, 1_900, 190_000), Sample(100, 0, 0), False),
        (Sample(100, 2_000, 200_000), Sample(100, 0, 0), True),
        (Sample(100, 1_000_019, 10**12 + 19), Sample(100, 0, 0), False),
        (Sample(100, 20_000, 4_000_000), Sample(100, 10_000, 1_000_000), True),
    ],
)
def test_a_difference_is_significant_only_where_ten_people_are_expected_on_each_side(
    treated: Sample, control: Sample, is_enough: bool
) -> None:
    found = lift(treated, control)
    assert found is not None
    assert found.is_enough is is_enough
    assert is_enough or not found.is_significant


@pytest.mark.parametrize(
    ("square", "arms", "p"),
    [(3.841, 2, 0.05), (5.991, 3, 0.05), (7.815, 4, 0.05), (9.488, 5, 0.05), (10.828, 2, 0.001)],
)
def test_p_of_a_mismatch_is_as_in_the_tables(square: float, arms: int, p: float) -> None:
    """All of the difference is between the first two of equal arms: χ² = 2 d² / n."""
    size = 10_000_000
    apart = round((square * size / 2) ** 0.5)
    counts = [size + apart, size - apart, *[size] * (arms - 2)]
    assert mismatch(counts, [1] * arms) == pytest.approx(p, rel=2e-3)


def test_sizes_as_planned_are_no_mismatch() -> None:
    assert mismatch([900, 100], [9, 1]) == 1
    assert mismatch([], []) is None
    assert mismatch([0, 0], [1, 1]) is None


@given(st.integers(2, 10**6), st.integers(2, 10**6), st.data())
def test_a_lift_lies_in_its_interval_and_turns_with_the_arms(
    one: int, other: int, data: st.DataObject
) -> None:
    a = share(data.draw(st.integers(0, one)), one)
    b = share(data.draw(st.integers(0, other)), other)
    there, back = lift(a, b), lift(b, a)
    assert there is not None
    assert back is not None
    assert there.low <= there.absolute <= there.high
    assert there.absolute == -back.absolute
    assert there.p == back.p
