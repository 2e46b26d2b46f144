"""In no book do two prices of a SKU hold at once, and what held stays as it was."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.price.model.entry import (
    MAX_ENTRIES,
    Entry,
    PriceOverlap,
    SkuPrices,
    TooManyEntries,
    enter,
    phase,
    standing,
    withdraw,
)
from promenade.kit.clock import to_wire
from promenade.kit.values import replace
from tests.support.prices import entry, hour, prices
from tests.support.stamps import NOON

HELD = prices(entry("held", 10, 20))


def spans(held: SkuPrices) -> list[tuple[str, datetime, datetime | None]]:
    return [(each.id, each.start, each.end) for each in held.entries]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (10, 20),  # the same
        (12, 18),  # enclosed
        (5, 25),  # enclosing
        (5, 11),  # over its start
        (19, 25),  # over its end
        (10, 12),  # from its start on
        (18, 20),  # up to its end
        (5, 20),
        (10, 25),
        (5, None),  # without end
        (10, None),
        (19, None),
    ],
)
def test_an_overlap_of_any_form_is_refused_with_whom_it_meets(
    start: float, end: float | None
) -> None:
    with pytest.raises(PriceOverlap) as refused:
        enter(HELD, entry("new", start, end), NOON, supersede=False)
    told = {"start": to_wire(hour(10)), "end": to_wire(hour(20))}
    assert refused.value.facts == {"entry_id": "held", "book_id": "B"} | told


@pytest.mark.parametrize(("start", "end"), [(5, 10), (20, 25), (20, None), (0, 1)])
def test_windows_that_touch_or_stand_apart_are_taken(start: float, end: float | None) -> None:
    after = enter(HELD, entry("new", start, end), NOON, supersede=False)
    assert {each.id for each in after.entries} == {"held", "new"}
    assert after.version == 2


def test_another_book_may_hold_at_the_same_time() -> None:
    after = enter(HELD, entry("new", 12, 18, book_id="C"), NOON, supersede=False)
    assert [each.id for each in after.entries] == ["held", "new"]


def test_who_supersedes_takes_the_rest_of_what_holds_at_its_start() -> None:
    after = enter(HELD, entry("new", 12), NOON, supersede=True)
    assert spans(after) == [("held", hour(10), hour(12)), ("new", hour(12), hour(20))]
    assert after.entries[1].follows == "held"


def test_who_supersedes_where_nothing_holds_must_not_meet_what_is_to_come() -> None:
    with pytest.raises(PriceOverlap):
        enter(HELD, entry("new", 5), NOON, supersede=True)
    after = enter(prices(), entry("new", 5), NOON, supersede=True)
    assert spans(after) == [("new", hour(5), None)]


def test_what_starts_at_the_same_instant_is_not_superseded() -> None:
    with pytest.raises(PriceOverlap):
        enter(HELD, entry("new", 10), NOON, supersede=True)


def test_what_is_withdrawn_before_its_start_leaves_no_trace() -> None:
    second = enter(HELD, entry("second", 12), NOON, supersede=True)
    third = enter(second, entry("third", 15), NOON, supersede=True)
    assert spans(withdraw(third, "third", NOON)) == spans(second)
    without_second = withdraw(third, "second", NOON)
    assert spans(without_second) == [
        ("held", hour(10), hour(15)),
        ("third", hour(15), hour(20)),
    ]
    assert spans(withdraw(without_second, "third", NOON)) == spans(HELD)


def test_what_holds_ends_when_it_is_withdrawn() -> None:
    assert spans(withdraw(HELD, "held", hour(12))) == [("held", hour(10), hour(12))]


def test_what_is_over_stays_as_it_was() -> None:
    assert spans(withdraw(HELD, "held", hour(20))) == spans(HELD)


def test_a_price_is_compared_with_what_holds_or_held_last() -> None:
    held = prices(entry("first", 0, 5), entry("second", 10, 20), entry("other", 0, book_id="C"))
    found = [standing(held, "B", hour(each)) for each in (-1, 0, 7, 10, 30)]
    assert [each and each.id for each in found] == [None, "first", "first", "second", "second"]


def test_the_phase_of_an_entry_is_told_by_the_clock() -> None:
    found = [phase(HELD, "held", hour(each)) for each in (9, 10, 19, 20)]
    assert found == ["coming", "holding", "holding", "over"]
    assert phase(HELD, "forgotten", NOON) == "over"


def test_a_sku_has_room_for_so_many_entries_and_forgets_the_oldest_that_are_over() -> None:
    full = prices(*(entry(f"e{n}", n, n + 1) for n in range(MAX_ENTRIES)))
    with pytest.raises(TooManyEntries):
        enter(full, entry("new", MAX_ENTRIES), NOON, supersede=False)
    late = hour(91 * 24)
    after = enter(full, replace(entry("new", MAX_ENTRIES), start=late), late, supersede=False)
    kept = [each.id for each in after.entries]
    assert kept[0] == "e24"
    assert kept[-1] == "new"


class Run:
    """What a SKU cost at each hour so far, beside the entries that say so."""

    def __init__(self) -> None:
        self.held, self.now = prices(), 0
        self.past: list[set[str]] = []

    def check(self) -> None:
        for instant in range(60):
            assert len(self.holding(instant)) <= 1
        assert [self.holding(each) for each in range(self.now)] == self.past

    def holding(self, at: int) -> set[str]:
        return {each.id for each in self.held.entries if each.holds(hour(at))}

    def pass_by(self, hours: int) -> None:
        self.past += [self.holding(each) for each in range(self.now, self.now + hours)]
        self.now += hours

    def enter(self, entry: Entry, *, supersede: bool) -> None:
        before = self.held
        try:
            self.held = enter(before, entry, hour(self.now), supersede=supersede)
        except PriceOverlap:
            assert self.held == before


ENTERING = st.tuples(st.integers(0, 20), st.integers(1, 20) | st.none(), st.booleans())
WITHDRAWING = st.integers(0, 12)
PASSING = st.tuples(st.integers(1, 6))


@given(st.lists(ENTERING | WITHDRAWING | PASSING, max_size=14))
def test_whatever_is_done_one_price_holds_at_most_and_the_past_never_changes(
    steps: list[tuple[int, int | None, bool] | int | tuple[int]],
) -> None:
    run = Run()
    for place, step in enumerate(steps):
        if isinstance(step, int):
            run.held = withdraw(run.held, f"e{step}", hour(run.now))
        elif len(step) == 1:
            run.pass_by(step[0])
        else:
            start, length, supersede = step
            first = run.now + start
            last = None if length is None or supersede else first + length
            run.enter(entry(f"e{place}", first, last), supersede=supersede)
        run.check()


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6, unique=True))
def test_all_that_was_scheduled_withdrawn_again_leaves_what_was_there(starts: list[int]) -> None:
    held = first = prices(entry("first", 0))
    for start in sorted(starts):
        held = enter(held, entry(f"e{start}", start), NOON, supersede=True)
    for start in starts:
        held = withdraw(held, f"e{start}", NOON)
    assert spans(held) == spans(first)
