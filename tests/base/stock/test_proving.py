"""What is stored of stock is held against its books."""

from collections.abc import Callable
from typing import Any

import pytest
from pynamodb.expressions.update import Action

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.model.pools import SPREAD
from promenade.base.stock.model.proving import Faults, Proof, StockFault
from promenade.base.stock.service import move_stock
from promenade.base.stock.service.pools import close_pool, tend_pools
from promenade.base.stock.service.proving import prove
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.store.proofs import DynamoProofStore
from promenade.base.stock.store.records import StockRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from promenade.kit.errors import Unavailable
from tests.support.baskets import Baskets
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.pools import carve
from tests.support.stamps import stamp

pytestmark = pytest.mark.usefixtures("stores")
levels, pools, store = DynamoStockStore(), DynamoPoolStore(), DynamoProofStore()


def receive(count: int, id_: str = "opening", sku: str = "MUG") -> None:
    move_stock(MoveStock(f"{id_} {sku}", sku, "receive", count, "Because"), stamp(id_), levels)


@pytest.fixture(autouse=True)
def shop(stores: None) -> None:
    """A hundred mugs, of which some are spread, some in an activity, some held and some sold."""
    receive(100)
    carve("MUG", SPREAD, 50)
    carve("MUG", "SALE", 20)
    baskets = Baskets(DynamoStockHolds())
    for name, where in (("A", "MUG"), ("B", "MUG@SALE"), ("C", "MUG@SALE")):
        baskets.place(name, {where: 2}, stamp(f"place {name}"))
    for name, where in (("A", "MUG"), ("B", "MUG@SALE")):
        baskets.pay(name, {where: 2}, stamp(f"pay {name}"))
    tend_pools(stamp("tend"), pools)


def spoil(action: Action, pk: str = "SKU#MUG", sk: str = "LEVEL") -> None:
    dynamo.apply(Write("Update", StockRecord(pk, sk), None, [action]))


def found() -> list[StockFault]:
    faults = prove("MUG", store)
    return list(faults.found) if faults else []


def test_books_that_are_true_are_proven_and_nothing_is_found() -> None:
    assert found() == []
    assert store.proof("MUG") == Proof(version=3, on_hand_count=96)
    assert store.list_faults(9) == []
    close_pool("MUG@SALE", stamp("close"), pools)
    tend_pools(stamp("tend again"), pools)
    receive(4, "more")
    assert found() == []
    assert store.proof("MUG") == Proof(version=4, on_hand_count=100)


def test_a_place_that_never_had_anything_has_no_fault() -> None:
    before = dump()
    assert prove("HAT", store) is None
    assert dump() == before


SPOILT: dict[str, tuple[Callable[[], None], list[StockFault]]] = {
    "available": (
        lambda: spoil(StockRecord.available_count.add(1)),
        [StockFault("available", 28, 29)],
    ),
    "reserved": (
        lambda: spoil(StockRecord.lent_count.add(9)),
        [StockFault("reserved", 77, 68), StockFault("pools", 68, 77)],
    ),
    "pools": (
        lambda: spoil(StockRecord.lent_count.add(-1)),
        [StockFault("pools", 68, 67)],
    ),
    "shards": (
        lambda: spoil(StockRecord.left.add(-1), "POOL#MUG@SALE#0", "SHARD"),
        [StockFault("shards", 18, 17, "MUG@SALE")],
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_does_not_add_up_is_found(name: str) -> None:
    spoilt, faults = SPOILT[name]
    spoilt()
    assert found() == faults
    assert store.list_faults(9) == [Faults("MUG", "MAIN", tuple(faults))]


def test_a_movement_that_is_gone_is_found_by_the_balance_after_it() -> None:
    second = levels.list_entries("MUG", 9, None).items[1]
    dynamo.drop(StockRecord, [("SKU#MUG", "MOVEMENT#000000000001")])
    assert found() == [StockFault("entry", second.delta_count, second.balance_count, second.id)]


def test_a_last_movement_that_is_gone_is_found_by_what_is_on_hand() -> None:
    dynamo.drop(StockRecord, [("SKU#MUG", "MOVEMENT#000000000003")])
    assert found() == [StockFault("ledger", 98, 96)]


def hats() -> Baskets:
    """Ten, of which seven are held by three orders."""
    receive(10, sku="HAT")
    baskets = Baskets(DynamoStockHolds())
    for count in (1, 2, 4):
        baskets.place(f"H{count}", {"HAT": count}, stamp(f"hold {count}"))
    return baskets


def test_what_reservations_hold_is_what_is_reserved_whatever_becomes_of_them() -> None:
    baskets = hats()
    assert (prove("HAT", store), store.held_count("HAT")) == (None, 7)
    baskets.pay("H1", {"HAT": 1}, stamp("pay"))
    baskets.cancel("H2", {"HAT": 2}, stamp("cancel"))
    assert (prove("HAT", store), store.held_count("HAT")) == (None, 4)


def test_a_reservation_that_is_gone_is_found_once_it_was_missed_twice() -> None:
    hats()
    dynamo.drop(StockRecord, [("RESERVATION#H2", "HAT")])
    with pytest.raises(Unavailable):
        prove("HAT", store)
    assert store.list_faults(9) == []
    faults = Faults("HAT", "MAIN", (StockFault("reservations", 5, 7),))
    assert prove("HAT", store) == faults
    assert store.list_faults(9) == [faults]


def test_a_reservation_that_the_index_tells_late_is_no_fault() -> None:
    hats()

    class Late(DynamoProofStore):
        def held_count(self, key: str) -> int:
            return super().held_count(key) - 2

    with pytest.raises(Unavailable):
        prove("HAT", Late())
    assert prove("HAT", store) is None
    assert (store.drift("HAT"), store.list_faults(9)) == (0, [])


def test_a_fault_is_told_once_and_listed_until_it_is_put_right() -> None:
    spoil(StockRecord.available_count.add(1))
    assert len(found()) == 1
    before = dump()
    assert found() == []
    assert dump() == before
    spoil(StockRecord.available_count.add(-1))
    assert found() == []
    assert store.list_faults(9) == []


class Raced(DynamoProofStore):
    """Somebody moves something at each of the first looks."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def totals(self, key: str) -> Any:
        if self.times:
            self.times -= 1
            receive(1, f"race {self.times}")
        return super().totals(key)


def test_what_others_change_meanwhile_is_no_fault() -> None:
    assert prove("MUG", Raced(2)) is None
    assert store.proof("MUG") == Proof(version=5, on_hand_count=98)


def test_where_others_are_always_faster_it_is_left_to_the_next_time() -> None:
    assert prove("MUG", Raced(9)) is None
    assert store.proof("MUG") == Proof()


def test_shards_that_move_while_they_are_read_are_no_fault() -> None:
    look, baskets = pools.shards.all, Baskets(DynamoStockHolds())

    def all_but_later(key: str) -> Any:
        seen = look(key)
        baskets.place(f"D {len(places)}", {key: 1}, stamp(f"D {len(places)}"))
        places.append(key)
        return seen

    places: list[str] = []
    raced = DynamoProofStore()
    raced._pools.shards.all = all_but_later  # type: ignore[method-assign]
    assert prove("MUG", raced) is None
    assert len(places) == 6


def test_a_long_ledger_is_summed_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("service.proving._MOST_PAGES", 2), ("store.proofs._ENTRIES", 2)):
        monkeypatch.setattr(f"promenade.base.stock.{name}", most)
    for number in range(5):
        receive(1, f"more {number}")
    with pytest.raises(Unavailable):
        prove("MUG", store)
    assert store.proof("MUG").version == 4
    with pytest.raises(Unavailable):
        prove("MUG", store)
    assert prove("MUG", store) is None
    assert store.proof("MUG") == Proof(version=8, on_hand_count=101)


def test_what_was_proven_once_is_not_read_again() -> None:
    receive(100, sku="CUP")
    prove("CUP", store)
    for number in range(20):
        receive(1, f"more {number}", "CUP")
    prove("CUP", store)
    with capacity() as used:
        prove("CUP", store)
    assert used.calls == {"GetItem": 5, "Query": 3}
