"""Rules of stock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.stock.model import (
    EntryKind,
    Level,
    MovementKind,
    MoveStock,
    StockShort,
    keep_safe,
    move,
)
from promenade.kit.values import replace

LEVEL = Level("MUG", on_hand_count=10, reserved_count=3, safety_count=2, version=7)


def command(kind: EntryKind, count: int) -> MoveStock:
    return MoveStock("movement_1", "MUG", kind, count, "reason")


def test_available_is_what_is_neither_reserved_nor_kept_safe() -> None:
    assert LEVEL.available_count == 5


@pytest.mark.parametrize(
    ("kind", "count", "on_hand"),
    [("receive", 4, 14), ("adjust", -5, 5), ("adjust", 1, 11), ("stock_take", 5, 5)],
)
def test_a_movement_changes_what_is_on_hand(kind: MovementKind, count: int, on_hand: int) -> None:
    assert move(LEVEL, command(kind, count)) == replace(LEVEL, on_hand_count=on_hand, version=8)


def test_sold_units_were_reserved_and_so_leave_as_many_available() -> None:
    sold = move(LEVEL, command("sale", -2))
    assert sold == Level("MUG", on_hand_count=8, reserved_count=1, safety_count=2, version=8)
    assert sold.available_count == LEVEL.available_count


def test_returned_units_are_available() -> None:
    assert move(LEVEL, command("return", 2)) == replace(LEVEL, on_hand_count=12, version=8)


@pytest.mark.parametrize(("kind", "count"), [("adjust", -6), ("stock_take", 4)])
def test_what_is_reserved_or_kept_safe_does_not_go(kind: MovementKind, count: int) -> None:
    with pytest.raises(StockShort) as refused:
        move(LEVEL, command(kind, count))
    assert refused.value.facts == {"sku": "MUG", "available_count": 5, "left_count": -1}


def test_only_what_is_there_is_kept_safe() -> None:
    assert keep_safe(LEVEL, 7) == replace(LEVEL, safety_count=7, version=8)
    with pytest.raises(StockShort):
        keep_safe(LEVEL, 8)


KINDS: st.SearchStrategy[MovementKind] = st.sampled_from(["receive", "adjust", "stock_take"])


@given(st.lists(st.tuples(KINDS, st.integers(-20, 20), st.none() | st.integers(0, 10))))
def test_whatever_happens_nothing_available_falls_below_zero_and_deltas_sum_to_on_hand(
    steps: list[tuple[MovementKind, int, int | None]],
) -> None:
    level, deltas = Level("MUG"), 0
    for kind, count, safety in steps:
        before = level
        try:
            if safety is None:
                level = move(level, command(kind, abs(count) if kind != "adjust" else count))
            else:
                level = keep_safe(level, safety)
        except StockShort:
            assert level is before
        deltas += level.on_hand_count - before.on_hand_count
        assert level.available_count >= 0
        assert level.version == before.version + (level is not before)
    assert deltas == level.on_hand_count
