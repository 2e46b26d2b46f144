"""Reservations among movements, in whatever order: no unit is sold twice or lost."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import (
    STATE_BEFORE,
    Level,
    Movement,
    MoveStock,
    ReservationState,
    StockShort,
)
from promenade.base.stock.service import get_level, move_stock
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.stock import SafetyStockSet, Units
from promenade.kit import dynamo
from promenade.kit.holds import Part, Refused
from promenade.kit.ledger import Step
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.cloud import dump
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
store, stock = DynamoStockStore(), DynamoStockHolds()
baskets = Baskets(stock)


def move(delta: int, sku: str = "MUG", ledger: DynamoStockStore = store) -> Movement:
    id_ = f"movement {next(numbers)}"
    return move_stock(MoveStock(id_, sku, "adjust", delta, "Because"), stamp(id_), ledger)


numbers = count()


def hold(units: int) -> None:
    baskets.place("B-1", {"MUG": units}, stamp("place"))


def level(sku: str = "MUG") -> Level:
    """As it is read, which is also what conditions look at."""
    found = get_level(sku, store)
    record = dynamo.find(store.kind, store.owner(sku), "LEVEL")
    assert getattr(record, "available_count", None) == found.available_count >= 0
    return found


class Raced(DynamoStockStore):
    """Three mugs are held between its look and its write."""

    def append(self, step: Step[Level, Movement], stamp: Stamp) -> Movement:
        hold(3)
        return super().append(step, stamp)


def test_a_movement_and_a_hold_at_once_lose_neither() -> None:
    move(5)
    move(4, ledger=Raced())
    assert level() == Level("MUG", on_hand_count=9, reserved_count=3, version=2)


def test_units_held_since_a_movement_looked_are_not_moved_away() -> None:
    move(5)
    with pytest.raises(StockShort) as refused:
        move(-3, ledger=Raced())
    assert refused.value.facts == {"sku": "MUG", "available_count": 2, "left_count": -1}
    assert level() == Level("MUG", on_hand_count=5, reserved_count=3, version=1)


def test_units_held_since_a_level_was_seen_are_not_kept_safe() -> None:
    move(5)
    seen = level()
    hold(3)
    before = dump()
    with pytest.raises(StockShort) as refused:
        store.set_level(replace(seen, safety_count=3, version=2), SafetyStockSet, stamp("safe"))
    assert refused.value.facts == {"sku": "MUG", "available_count": 2, "left_count": -1}
    assert dump() == before
    store.set_level(replace(seen, safety_count=2, version=2), SafetyStockSet, stamp("less"))
    assert level() == Level("MUG", 5, 3, 2, 2)


def test_a_sale_that_lost_a_race_is_offered_anew() -> None:
    move(5)
    hold(2)
    deliveries = [4]

    def commit() -> list[Part]:
        offered = stock.commit("B-1", {"MUG": 2}, stamp("pay"))
        while deliveries:
            move(deliveries.pop())
        return list(offered)

    baskets.note("race", stamp("pay"), commit)
    assert level() == Level("MUG", on_hand_count=7, version=3)
    entries = store.list_entries("MUG", 9, None).items
    assert [(each.kind, each.balance_count) for each in entries] == [
        ("adjust", 5),
        ("adjust", 9),
        ("sale", 7),
    ]


def test_a_level_stored_before_there_were_reservations_counts_from_its_next_movement() -> None:
    move(5)
    counts = [store.kind.available_count.remove(), store.kind.reserved_count.remove()]
    dynamo.apply(dynamo.Write("Update", store.kind(store.owner("MUG"), "LEVEL"), None, counts))
    move(-1)
    assert level() == Level("MUG", on_hand_count=4, version=2)


UNITS = {"A": 1, "B": 2, "C": 3}
OFFERS: dict[ReservationState, Callable[[str, Units, Stamp], Sequence[Part]]] = {
    "committed": stock.commit,
    "released": stock.release,
    "expired": stock.expire,
    "returned": stock.take_back,
}


class Run:
    """What should have become of one SKU, beside what did."""

    def __init__(self) -> None:
        self.sku = f"SKU-{next(numbers)}"
        self.on_hand = 0
        self.states: dict[str, ReservationState] = {}

    @property
    def reserved(self) -> int:
        return sum(UNITS[each] for each, state in self.states.items() if state == "held")

    def move(self, delta: int) -> None:
        is_possible = self.on_hand + delta >= self.reserved
        try:
            move(delta, self.sku)
        except StockShort:
            assert not is_possible
        else:
            assert is_possible
            self.on_hand += delta

    def turn(self, holder: str, state: ReservationState) -> None:
        units, before = UNITS[holder], self.states.get(holder)
        is_there = self.on_hand - self.reserved >= units
        is_possible = before == STATE_BEFORE[state] if state in OFFERS else not before and is_there
        try:
            baskets.note(
                "run", stamp(), lambda: self._offer(f"{holder} of {self.sku}", state, units)
            )
        except Refused:
            assert not is_possible
        else:
            assert is_possible
            self.states[holder] = state
            self.on_hand += units * (state == "returned") - units * (state == "committed")

    def _offer(self, holder: str, state: ReservationState, units: int) -> Sequence[Part]:
        if state == "held":
            return stock.hold(holder, {self.sku: units}, 1, stamp())
        return OFFERS[state](holder, {self.sku: units}, replace(stamp(), at=NOON + timedelta(1)))

    def check(self) -> None:
        entries = store.list_entries(self.sku, 100, None).items
        assert sum(each.delta_count for each in entries) == self.on_hand
        if entries:
            found = level(self.sku)
            assert (found.on_hand_count, found.reserved_count) == (self.on_hand, self.reserved)


STEPS = st.lists(
    st.integers(-3, 6)
    | st.tuples(st.sampled_from(list(UNITS)), st.sampled_from(["held", *OFFERS])),
    max_size=12,
)


def test_whatever_comes_in_whatever_order_every_unit_is_counted_once() -> None:
    @settings(max_examples=25)
    @given(STEPS)
    def check(steps: list[int | tuple[str, ReservationState]]) -> None:
        run = Run()
        for step in steps:
            run.move(step) if isinstance(step, int) else run.turn(*step)
        run.check()

    check()
