"""How an amount is split over shards, and where a claim takes it from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.shards import (
    MOST_DRAWS,
    Allotment,
    Balance,
    Draw,
    Shard,
    balance,
    count_for,
    faults,
    has_risen,
    open_for,
    plan,
    portion,
    shards_for,
    share,
    start_of,
)


@pytest.mark.parametrize(
    ("rate", "count"), [(0.1, 1), (50, 8), (200, 32), (500, 64), (2_000, 64), (100_000, 64)]
)
def test_shards_by_rate_are_a_power_of_two_that_a_transaction_has_room_for(
    rate: float, count: int
) -> None:
    assert shards_for(rate) == count


@pytest.mark.parametrize(
    ("left", "usual", "wanted", "count"),
    [
        (0, 1, 64, 1),
        (7, 1, 64, 1),
        (8, 1, 64, 2),
        (255, 1, 64, 32),
        (256, 1, 64, 64),
        (1_000, 100, 64, 2),
        (10_000, 1, 8, 8),
        (1, 500, 64, 1),
    ],
)
def test_a_shard_has_room_for_four_usual_claims(
    left: int, usual: int, wanted: int, count: int
) -> None:
    assert count_for(left, usual, wanted) == count


@pytest.mark.parametrize(
    ("left", "usual", "wanted", "count"),
    [(0, 1, 64, 1), (3, 1, 64, 2), (64, 1, 64, 64), (1_999, 500, 64, 2), (10_000, 1, 8, 8)],
)
def test_shards_stay_open_while_the_fullest_has_room_for_a_usual_claim(
    left: int, usual: int, wanted: int, count: int
) -> None:
    assert open_for(left, usual, wanted) == count


@given(st.integers(0, 10_000), st.integers(1, 64))
def test_parts_sum_to_the_whole_and_differ_by_one_at_most(amount: int, count: int) -> None:
    parts = share(amount, count)
    assert (len(parts), sum(parts)) == (count, amount)
    assert max(parts) - min(parts) <= 1


def test_a_holder_starts_at_the_same_shard_whenever_it_comes_and_others_elsewhere() -> None:
    assert start_of("order-1", 64) == start_of("order-1", 64)
    starts = [start_of(f"order-{number}", 64) for number in range(6_400)]
    assert min(starts.count(shard) for shard in range(64)) > 60
    assert max(starts.count(shard) for shard in range(64)) < 150


def shards(*left: int) -> list[Shard]:
    return [Shard(number, each) for number, each in enumerate(left)]


@pytest.mark.parametrize(
    ("left", "amount", "start", "draws"),
    [
        ((5, 5, 5), 5, 1, [(1, 5)]),
        ((5, 4, 5), 5, 1, [(2, 5)]),
        ((5, 0, 0), 5, 1, [(0, 5)]),
        ((1, 4, 2), 5, 0, [(1, 4), (2, 1)]),
        ((1, 1, 1), 3, 2, [(2, 1), (0, 1), (1, 1)]),
        ((1, 1, 1), 4, 0, []),
    ],
)
def test_one_shard_is_drawn_from_where_one_has_enough_and_else_the_fullest(
    left: tuple[int, ...], amount: int, start: int, draws: list[tuple[int, int]]
) -> None:
    assert plan(shards(*left), amount, start) == tuple(Draw(*each) for each in draws)


def test_no_more_shards_are_drawn_from_than_go_into_a_transaction() -> None:
    ones = shards(*[1] * 20)
    assert len(plan(ones, MOST_DRAWS, 0)) == MOST_DRAWS
    assert plan(ones, MOST_DRAWS + 1, 0) == ()


@given(st.lists(st.integers(0, 9), min_size=1, max_size=MOST_DRAWS), st.integers(1, 60))
def test_draws_take_the_amount_from_what_is_there(left: list[int], amount: int) -> None:
    draws = plan(shards(*left), amount, 3)
    assert bool(draws) is (sum(left) >= amount)
    assert sum(draw.amount for draw in draws) == (amount if draws else 0)
    assert all(1 <= draw.amount <= left[draw.shard] for draw in draws)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9), st.data())
def test_portions_of_what_was_drawn_make_up_the_whole(
    amounts: list[int], data: st.DataObject
) -> None:
    draws = [Draw(number, amount) for number, amount in enumerate(amounts)]
    first = data.draw(st.integers(0, sum(amounts)))
    parts = (*portion(draws, 0, first), *portion(draws, first, sum(amounts) - first))
    found = [sum(part.amount for part in parts if part.shard == each.shard) for each in draws]
    assert found == amounts


WHOLE = Allotment("A", 10, 1, 1, 1, 2, 1)


def test_the_proof_names_what_contradicts_it() -> None:
    closed = Shard(1, 0, 2, 3, is_open=False)
    assert balance([Shard(0, 4, 1), closed]) == Balance(4, 3, 3)
    assert faults(WHOLE, [Shard(0, 4, 1), closed]) == []
    assert faults(WHOLE, [Shard(0, 6, -1), Shard(1, 0, 2, 4)]) == [
        "6 left, 1 held and 4 spent are not 10",
        "shard 0 is below zero",
        "shard 1 is open",
    ]


def test_only_a_rise_may_hide_what_was_there_between_two_looks() -> None:
    assert not has_risen({0: Shard(0, 5)}, {0: Shard(0, 3, 2)})
    assert has_risen({0: Shard(0, 5)}, {0: Shard(0, 5, rises=1)})
