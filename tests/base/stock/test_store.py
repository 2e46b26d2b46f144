"""What every store of stock promises; the fake and the real one alike."""

import pytest

from promenade.base.stock.model import Level, Movement
from promenade.base.stock.service import StockStore
from promenade.base.stock.store import DynamoStockStore
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.values import replace
from tests.support.fakes.stock import FakeStockStore
from tests.support.stamps import NOON, stamp


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> StockStore:
    return FakeStockStore() if request.param == "fake" else DynamoStockStore()


def movement(number: int, delta: int = 5, balance: int = 0) -> Movement:
    """The `number`th of the MUG."""
    return Movement(
        id=f"movement_{number}",
        sku="MUG",
        kind="receive",
        delta_count=delta,
        reason="Delivery",
        balance_count=balance or delta * number,
        level_version=number,
        occurred_at=NOON,
        actor="staff:maria",
    )


def level(number: int) -> Level:
    return Level("MUG", on_hand_count=5 * number, version=number)


def add(store: StockStore, number: int) -> Movement:
    return store.add_movement(movement(number), level(number), stamp(f"request-{number}"))


def test_level_and_ledger_are_written_together(store: StockStore) -> None:
    assert store.find_level("MUG") is None
    assert add(store, 1) == movement(1)
    stored = store.find_level("MUG")
    assert stored is not None
    assert (stored.value, stored.fingerprint) == (level(1), "request-1")
    assert store.list_movements("MUG", 10, None).items == (movement(1),)


def test_a_movement_on_a_level_changed_since_is_stale_and_nothing_moves(
    store: StockStore,
) -> None:
    add(store, 1)
    for number, base in ((2, 1), (3, 3)):
        late = replace(movement(number), id="movement_late")
        with pytest.raises(Stale):
            store.add_movement(late, level(base), stamp("late"))
    stored = store.find_level("MUG")
    assert stored is not None
    assert stored.value == level(1)
    assert store.list_movements("MUG", 10, None).items == (movement(1),)
    assert store.find_movement("movement_late", stamp("late")) is None


def test_a_movement_repeated_answers_what_it_first_stored(store: StockStore) -> None:
    add(store, 1)
    add(store, 2)
    again = store.add_movement(movement(1), level(3), stamp("request-1"))
    assert again == movement(1)
    assert store.find_movement("movement_1", stamp("request-1")) == movement(1)
    stored = store.find_level("MUG")
    assert stored is not None
    assert stored.value == level(2)


def test_the_id_of_another_request_is_refused(store: StockStore) -> None:
    add(store, 1)
    with pytest.raises(Conflict):
        store.add_movement(replace(movement(2), id="movement_1"), level(2), stamp("another"))
    with pytest.raises(Conflict):
        store.find_movement("movement_1", stamp("another"))
    assert store.list_movements("MUG", 10, None).items == (movement(1),)


def test_a_level_is_set_over_the_one_before_it_only(store: StockStore) -> None:
    with pytest.raises(NotFound):
        store.set_level(level(1), stamp())
    add(store, 1)
    safe = replace(level(1), safety_count=2, version=2)
    for _ in range(2):
        assert store.set_level(safe, stamp("safety")) == safe
    with pytest.raises(Stale):
        store.set_level(replace(safe, safety_count=1), stamp("another"))
    stored = store.find_level("MUG")
    assert stored is not None
    assert stored.value == safe


def test_the_ledger_is_listed_in_order_page_by_page_for_one_sku(store: StockStore) -> None:
    for number in range(1, 13):
        add(store, number)
    cup = replace(movement(1), id="movement_cup", sku="CUP")
    store.add_movement(cup, replace(level(1), sku="CUP"), stamp("cup"))
    first = store.list_movements("MUG", 10, None)
    rest = store.list_movements("MUG", 10, first.next)
    assert [each.level_version for each in (*first.items, *rest.items)] == list(range(1, 13))
    assert rest.next is None
    assert store.list_movements("CUP", 10, None).items == (cup,)
    assert store.list_movements("HAT", 10, None).items == ()
