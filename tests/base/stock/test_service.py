"""Use cases of stock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.stock.model import Level, Movement, MovementKind, MoveStock, StockShort
from promenade.base.stock.service import get_level, move_stock, set_safety
from promenade.kit.errors import Conflict, NotFound, Stale, Unavailable
from promenade.kit.ledger import Step
from promenade.kit.stamp import Stamp
from tests.support.fakes.stock import FakeStockStore
from tests.support.stamps import NOON, stamp


def ask(kind: MovementKind, count: int, id_: str = "movement_1") -> MoveStock:
    return MoveStock(id_, "MUG", kind, count, "Because")


def receive(store: FakeStockStore, count: int) -> Movement:
    return move_stock(ask("receive", count, f"received_{count}"), stamp(f"r{count}"), store)


def ledger(store: FakeStockStore) -> list[int]:
    return [each.delta_count for each in store.list_entries("MUG", 1000, None).items]


def test_the_first_movement_opens_the_level() -> None:
    store = FakeStockStore()
    assert receive(store, 48) == Movement(
        id="received_48",
        sku="MUG",
        kind="receive",
        delta_count=48,
        reason="Because",
        balance_count=48,
        level_version=1,
        occurred_at=NOON,
        actor="staff:maria",
    )
    assert get_level("MUG", store) == Level("MUG", on_hand_count=48, version=1)


def test_a_stock_take_records_the_difference() -> None:
    store = FakeStockStore()
    receive(store, 48)
    taken = move_stock(ask("stock_take", 46), stamp("take"), store)
    assert (taken.delta_count, taken.balance_count) == (-2, 46)
    unchanged = move_stock(ask("stock_take", 46, "movement_2"), stamp("again"), store)
    assert (unchanged.delta_count, unchanged.balance_count) == (0, 46)


def test_a_refusal_moves_nothing() -> None:
    store = FakeStockStore()
    receive(store, 5)
    set_safety("MUG", 2, 1, stamp("safety"), store)
    with pytest.raises(StockShort):
        move_stock(ask("adjust", -4), stamp("loss"), store)
    assert get_level("MUG", store) == Level("MUG", 5, 0, 2, 2)
    assert ledger(store) == [5]


def test_a_repeated_movement_answers_the_same_even_when_it_would_be_refused_now() -> None:
    store = FakeStockStore()
    receive(store, 5)
    first = move_stock(ask("adjust", -4), stamp("loss"), store)
    assert move_stock(ask("adjust", -4), stamp("loss"), store) == first
    with pytest.raises(Conflict):
        move_stock(ask("adjust", -4), stamp("another"), store)
    assert get_level("MUG", store).on_hand_count == 1


class Contended(FakeStockStore):
    """Loses its first races."""

    def __init__(self, races: int) -> None:
        super().__init__()
        self.races = races

    def append(self, step: Step[Level, Movement], stamp: Stamp) -> Movement:
        if self.races:
            self.races -= 1
            raise Stale("The level has been changed since.")
        return super().append(step, stamp)


def test_a_lost_race_is_run_again_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)
    assert receive(Contended(10), 5).balance_count == 5
    store = Contended(11)
    with pytest.raises(Unavailable):
        receive(store, 5)
    assert store.find("MUG") is None


def test_safety_is_set_on_the_version_that_was_seen() -> None:
    store = FakeStockStore()
    with pytest.raises(NotFound):
        set_safety("MUG", 1, 0, stamp(), store)
    receive(store, 5)
    for _ in range(2):
        assert set_safety("MUG", 5, 1, stamp("safety"), store) == Level("MUG", 5, 0, 5, 2)
    with pytest.raises(Stale):
        set_safety("MUG", 1, 1, stamp("late"), store)
    with pytest.raises(StockShort):
        set_safety("MUG", 6, 2, stamp("more"), store)
    assert get_level("MUG", store).safety_count == 5


KINDS: st.SearchStrategy[MovementKind] = st.sampled_from(["receive", "adjust", "stock_take"])
STEPS = st.lists(st.tuples(st.integers(1, 9), KINDS, st.integers(0, 20)), max_size=30)


@given(STEPS)
def test_the_ledger_sums_to_what_is_on_hand_however_often_requests_are_repeated(
    steps: list[tuple[int, MovementKind, int]],
) -> None:
    """Steps with the same number are the same request, the first of them its content."""
    store = FakeStockStore()
    asked: dict[int, MoveStock] = {}
    for number, kind, count in steps:
        signed = -count if kind == "adjust" else count
        command = asked.setdefault(number, ask(kind, signed, f"movement_{number}"))
        try:
            move_stock(command, stamp(f"request {number}"), store)
        except StockShort:
            continue
    movements = store.list_entries("MUG", 1000, None).items
    balances = [sum(each.delta_count for each in movements[: n + 1]) for n in range(len(movements))]
    assert [each.balance_count for each in movements] == balances
    assert all(balance >= 0 for balance in balances)
    stored = store.find("MUG")
    assert (stored.value.on_hand_count if stored else 0) == (balances[-1] if balances else 0)
    assert len({each.id for each in movements}) == len(movements)
