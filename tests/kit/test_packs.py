"""Packs of at most ten entries and 240 kB."""

from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.packs import MOST_BYTES, packs


def test_ten_fit_and_an_eleventh_opens_the_next() -> None:
    assert [len(pack) for pack in packs([b"x"] * 21, len)] == [10, 10, 1]


def test_large_entries_go_alone() -> None:
    large = b"x" * (MOST_BYTES // 2 + 1)
    assert [len(pack) for pack in packs([large, large, b"x"], len)] == [1, 2]


def test_nothing_makes_no_pack() -> None:
    assert list(packs([], len)) == []


@given(st.lists(st.integers(1, MOST_BYTES)))
def test_order_is_kept_and_no_pack_is_too_large(sizes: list[int]) -> None:
    made = list(packs(sizes, int))
    assert [size for pack in made for size in pack] == sizes
    assert all(sum(pack) <= MOST_BYTES and 1 <= len(pack) <= 10 for pack in made)
