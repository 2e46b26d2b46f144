"""Pieces are given away to the last one, and not one more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit import dynamo
from promenade.kit.attributes import InstantAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.dynamo_pieces import DynamoPieces, PieceRecord
from promenade.kit.pieces import MOST_SHARDS, AllTaken, Fullness, Pieces
from tests.support.capacity import capacity


class Record(PieceRecord):
    due_at = InstantAttribute(null=True)

    class Meta:
        table_name = setting("COUPON_TABLE")


@given(st.integers(1, 2_000_000))
def test_the_parts_of_the_shards_are_the_total(total: int) -> None:
    pieces = Pieces("T", total)
    parts = [pieces.part(shard) for shard in range(pieces.shard_count)]
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1
    assert 1 <= pieces.shard_count <= MOST_SHARDS


def test_a_taker_starts_at_the_same_shard_on_any_machine_and_at_another_each_try() -> None:
    pieces = Pieces("T", 1_000_000)
    assert pieces.first("ada", 0) == Pieces("T", 1_000_000).first("ada", 0)
    assert len({pieces.first("ada", tries) for tries in range(5)}) == 5


def test_a_shard_that_is_full_is_passed_by_until_all_are() -> None:
    pieces = Pieces("T", 48)
    fullness = Fullness(pieces)
    chosen = []
    for _ in range(3):
        chosen.append(fullness.choose("ada", 0))
        fullness.add(chosen[-1])
    assert sorted(chosen) == [0, 1, 2]
    with pytest.raises(AllTaken):
        fullness.choose("ada", 0)


def take_all(pieces: Pieces, takers: int, known: DynamoPieces) -> int:
    """How many of so many takers got one."""
    got = 0
    for taker in range(takers):
        got += _take(pieces, f"taker {taker}", known)
    return got


def _take(pieces: Pieces, taker: str, known: DynamoPieces) -> bool:
    for tries in range(1_000):
        try:
            shard = known.choose(pieces, taker, tries)
        except AllTaken:
            return False
        try:
            dynamo.apply(known.take(pieces, shard))
        except ConditionFailed:
            known.missed(pieces, shard, taker, tries)
        else:
            return True
    raise AssertionError("it was looked at again and again")


@pytest.mark.usefixtures("stores")
@pytest.mark.parametrize("total", [1, 16, 17, 100])
def test_all_are_taken_and_no_more(total: int) -> None:
    pieces, known = Pieces("T", total), DynamoPieces(Record)
    assert take_all(pieces, total + 20, known) == total
    assert (known.taken(pieces), DynamoPieces(Record).taken(pieces)) == (total, total)
    assert take_all(pieces, 5, DynamoPieces(Record)) == 0


@pytest.mark.usefixtures("stores")
def test_who_comes_too_late_asks_once_for_many_shards_and_then_nobody() -> None:
    pieces = Pieces("T", 800)
    take_all(pieces, 800, DynamoPieces(Record))
    known = DynamoPieces(Record)
    with capacity() as asked:
        assert take_all(pieces, 9, known) == 0
    assert asked.calls == {"UpdateItem": 2, "BatchGetItem": 1}
