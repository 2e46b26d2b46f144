"""Nobody gets more than one may, nobody what is not there, and the last piece is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.claim_sets import (
    FullShards,
    Notes,
    SetClosed,
    TakerLimitReached,
    TicketUsed,
    TooFewLeft,
    Walk,
    faults,
    way_of,
)
from promenade.kit.errors import NotFound
from promenade.kit.pieces import AllTaken, Pieces
from tests.support.capacity import capacity
from tests.support.claim_sets import held, place_of, sets, taking, told
from tests.support.cloud import dump

LOT = Pieces("S", 20)
LOTS = [LOT]


@given(st.text(max_size=9), st.lists(st.integers(1, 3_000), min_size=1, max_size=3))
def test_the_way_of_a_taker_leads_once_to_each_shard_lot_by_lot(
    taker: str, totals: list[int]
) -> None:
    lots = [Pieces(f"S{number}", total) for number, total in enumerate(totals)]
    way = list(way_of(taker, lots))
    assert way == list(way_of(taker, lots))
    assert len(set(way)) == len(way) == sum(lot.shard_count for lot in lots)
    assert [lot for lot, _ in way] == sorted((lot for lot, _ in way), key=lots.index)


def test_what_a_taker_has_behind_counts_ahead() -> None:
    lot, full = Pieces("S", 48), FullShards()
    first, second, _ = way_of("ada", [lot])
    assert full.add(first, Notes(taken=16, takers={"ada": 1, "bob": 15}))
    assert not full.add(second, Notes(taken=15))
    walk = Walk(taking("t", "ada"), [lot], full)
    assert (walk.next(), walk.behind, walk.may) == (second, 1, 1)
    assert walk.where_held() == [first]
    assert first not in walk.ahead(9)


@pytest.mark.usefixtures("stores")
def test_a_ticket_takes_once_on_any_machine_and_for_one_number() -> None:
    where = sets()
    assert where.take(LOTS, taking("t"), told)
    before = dump()
    for machine in (where, sets()):
        assert not machine.take(LOTS, taking("t"), told)
        with pytest.raises(TicketUsed):
            machine.take(LOTS, taking("t", count=2), told)
    assert dump() == before


@pytest.mark.usefixtures("stores")
def test_a_taker_has_no_more_than_one_may_wherever_the_pieces_lie() -> None:
    for number in range(18):
        sets().take(LOTS, taking(f"t{number}", f"taker {number}"), told)
    sets().take(LOTS, taking("a1", most=2), told)
    sets().take(LOTS, taking("a2", most=2), told)
    more = [LOT, Pieces("S2", 5)]
    before = dump()
    for machine in (sets(), sets()):
        with pytest.raises(TakerLimitReached):
            machine.take(more, taking("a3", most=2), told)
    assert dump() == before
    assert not sets().take(more, taking("a1", most=2), told)


@pytest.mark.usefixtures("stores")
def test_what_a_taker_gave_back_may_be_taken_again_but_lies_behind_all_others() -> None:
    where = sets()
    for number in range(20):
        where.take(LOTS, taking(f"t{number}", f"taker {number}"), told)
    place = place_of("t7", LOTS)
    assert where.give_back(place, taking("t7", "taker 7"), told())
    assert not where.give_back(place, taking("t7", "taker 7"), told())
    with pytest.raises(NotFound):
        where.give_back(place, taking("t99", "taker 7"), told())
    with pytest.raises(AllTaken):
        sets().take(LOTS, taking("x"), told)
    assert faults(LOTS, where.notes(LOTS), 20) == []
    more = [LOT, Pieces("S2", 1)]
    assert where.take(more, taking("y", "taker 7", most=1), told)
    assert not where.take(more, taking("t7", "taker 7", most=1), told)


@pytest.mark.usefixtures("stores")
def test_who_wants_two_passes_by_a_last_one_that_others_find() -> None:
    lot = Pieces("S", 32)
    where = sets()
    first, second = way_of("ada", [lot])
    filled = 0
    for number in range(200):
        taker = f"taker {number}"
        if next(way_of(taker, [lot])) == first and filled < 15:
            where.take([lot], taking(f"t{number}", taker), told)
            filled += 1
    assert where.take([lot], taking("two", count=2, most=3), told)
    assert place_of("two", [lot]) == second
    assert where.take([lot], taking("one", most=3), told)
    assert place_of("one", [lot]) == second
    with pytest.raises(TakerLimitReached):
        sets().take([lot], taking("more", most=3), told)
    assert where.take([lot], taking("last", _of(lot, first)), told)
    assert place_of("last", [lot]) == first


def _of(lot: Pieces, place: object) -> str:
    """Somebody who starts there."""
    names = (f"new {number}" for number in range(99))
    return next(name for name in names if next(way_of(name, [lot])) == place)


@pytest.mark.usefixtures("stores")
def test_where_too_few_are_left_together_who_wants_fewer_is_served() -> None:
    lot = Pieces("S", 3)
    sets().take([lot], taking("t", "bob", count=2), told)
    before = dump()
    with pytest.raises(TooFewLeft):
        sets().take([lot], taking("two", count=2), told)
    assert dump() == before
    assert sets().take([lot], taking("one"), told)


@pytest.mark.usefixtures("stores")
def test_of_a_set_that_was_closed_nothing_is_taken() -> None:
    sets().take(LOTS, taking("t"), told)
    assert held(sets().close(LOTS)) == 1
    before = dump()
    with pytest.raises(SetClosed):
        sets().take(LOTS, taking("u", "bob"), told)
    assert not sets().take(LOTS, taking("t"), told)
    assert dump() == before


@pytest.mark.usefixtures("stores")
def test_who_comes_too_late_asks_nobody_and_who_took_in_time_is_known() -> None:
    lot, where = Pieces("S", 800), sets()
    for number in range(800):
        where.take([lot], taking(f"t{number}", f"taker {number}"), told)
    assert not where.are_all_taken([lot]) or held(where.notes([lot])) == 800
    late = sets()
    with capacity() as asked:
        for number in range(50):
            with pytest.raises(AllTaken):
                late.take([lot], taking(f"late {number}", f"late {number}"), told)
        assert not late.take([lot], taking("t7", "taker 7"), told)
        assert late.are_all_taken([lot])
    assert asked.calls == {"UpdateItem": 1, "BatchGetItem": 3}
    with capacity() as asked:
        assert sets().are_all_taken([lot])
    assert asked.calls == {"BatchGetItem": 1}
