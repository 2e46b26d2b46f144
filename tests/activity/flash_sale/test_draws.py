"""A draw is a lottery that anybody can repeat, and nobody can steer."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.activity.flash_sale.model.draws import (
    MOST_DRAWS,
    Drawing,
    commitment_of,
    digest_of,
    faults,
    is_committed,
    positions_of,
    seed_of,
)
from promenade.activity.flash_sale.model.pages import page_count, page_of, pages

SECRET = "a secret that nobody is told"
MARKS = [hashlib.sha256(f"{number}".encode()).hexdigest()[:32] for number in range(2_500)]


@pytest.mark.parametrize("number", [0, 1, MOST_DRAWS - 1])
def test_each_seed_leads_to_the_commitment_and_not_to_the_next_seed(number: int) -> None:
    seed = seed_of(SECRET, number)
    assert is_committed(seed, number, commitment_of(SECRET))
    assert not is_committed(seed, number + 1, commitment_of(SECRET))
    assert not is_committed(seed_of("another", number), number, commitment_of(SECRET))
    next_one = seed_of(SECRET, number + 1) if number + 1 < MOST_DRAWS else SECRET
    assert hashlib.sha256(next_one.encode()).hexdigest() == seed


def test_positions_are_ranks_that_a_stranger_computes_alike() -> None:
    seed, marks = seed_of(SECRET, 0), MARKS[:100]
    digest = hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest()

    def straw(mark: str) -> str:
        return hmac.new(seed.encode(), f"{digest}\n{mark}".encode(), "sha256").hexdigest()

    expected = {mark: 8 + rank for rank, mark in enumerate(sorted(marks, key=straw))}
    assert positions_of(marks[::-1], Drawing(seed, 7)) == expected
    assert digest_of(marks) == digest


@given(st.sets(st.sampled_from(MARKS[:40]), min_size=1), st.integers(0, 199))
def test_all_positions_are_given_once(marks: set[str], number: int) -> None:
    drawing = Drawing(seed_of(SECRET, number), 3)
    positions = positions_of(marks, drawing)
    assert sorted(positions.values()) == list(range(4, 4 + len(marks)))
    assert list(faults(positions, drawing, digest_of(marks))) == []


def test_who_is_swapped_added_or_left_out_is_found() -> None:
    drawing = Drawing(seed_of(SECRET, 0), 0)
    positions = dict(positions_of(MARKS[:10], drawing))
    digest = digest_of(positions)
    first, second = list(positions)[:2]
    swapped = positions | {first: positions[second], second: positions[first]}
    assert list(faults(swapped, drawing, digest)) == [
        "its positions are not those of its seed",
    ]
    del positions[first]
    assert len(list(faults(positions, drawing, digest))) == 2


def test_one_who_joins_changes_what_all_others_drew() -> None:
    drawing = Drawing(seed_of(SECRET, 0), 0)
    before, after = (positions_of(MARKS[:count], drawing) for count in (400, 401))
    above = sum(before[mark] < before[MARKS[0]] for mark in MARKS[1:400])
    assert [before[mark] for mark in MARKS[:5]] != [after[mark] for mark in MARKS[:5]]
    assert above == before[MARKS[0]] - 1


def test_no_part_of_the_queue_is_favoured() -> None:
    """Of the first half to join, about half is in the first half of the queue."""
    positions = positions_of(MARKS, Drawing(seed_of(SECRET, 0), 0))
    early = sum(positions[mark] <= 1_250 for mark in MARKS[:1_250])
    assert 560 <= early <= 690


def test_a_page_tells_any_of_its_marks() -> None:
    positions = positions_of(MARKS, Drawing(seed_of(SECRET, 0), 0))
    found = dict(pages(positions))
    assert (list(found), page_count(2_500)) == ([0, 1, 2], 3)
    for mark, position in positions.items():
        assert found[page_of(mark, 2_500)][mark] == position
    assert [*map(min, found.values())] == sorted(map(min, found.values()))
