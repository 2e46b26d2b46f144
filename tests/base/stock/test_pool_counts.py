"""What pools sold leaves the level before its units are counted, once."""

from typing import Any

import pytest

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock, StockRow
from promenade.base.stock.model.pools import Pool
from promenade.base.stock.service import counting, move_stock
from promenade.base.stock.service.pools import tend_pools
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.kit.shards import Balance
from tests.support.baskets import Baskets
from tests.support.cloud import dump
from tests.support.pools import balance, carve, level, sales
from tests.support.stamps import stamp

pytestmark = pytest.mark.usefixtures("stores")
store, pools = DynamoStockStore(), DynamoPoolStore()


@pytest.fixture(autouse=True)
def opening(stores: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred mugs."""
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)
    move_stock(MoveStock("opening", "MUG", "receive", 100, "Opening"), stamp("opening"), store)


@pytest.fixture
def baskets(stores: None) -> Baskets:
    return Baskets(DynamoStockHolds())


def test_what_was_sold_before_a_count_leaves_once(baskets: Baskets) -> None:
    carve("MUG", "SALE", 30)
    baskets.place("B-1", {"MUG@SALE": 3}, stamp("place"))
    baskets.pay("B-1", {"MUG@SALE": 3}, stamp("pay"))
    counted = MoveStock("count", "MUG", "stock_take", 97, "Counted")
    taken = counting.move_stock(counted, stamp("count"), counting.Doors(store, pools))
    assert (taken.delta_count, taken.balance_count) == (0, 97)
    assert (level(), balance()) == ((97, 27, 70), Balance(27, 0, 0))
    assert tend_pools(stamp("tend"), pools) == 0
    assert sales() == [("sale", -3, "SALE"), ("stock_take", 0, "Counted")]
    assert counting.move_stock(counted, stamp("count"), counting.Doors(store, pools)) == taken


def test_what_is_sold_while_somebody_counts_leaves_once_as_well(
    baskets: Baskets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whoever tends the pools meanwhile takes away nothing twice."""
    carve("MUG", "SALE", 30)
    baskets.place("B-1", {"MUG@SALE": 3}, stamp("place"))
    baskets.pay("B-1", {"MUG@SALE": 3}, stamp("pay"))
    baskets.place("B-2", {"MUG@SALE": 1}, stamp("place 2"))
    settle = pools.settle

    def while_others_pay(pool: Pool, at: Any) -> int:
        sold = settle(pool, at)
        baskets.pay("B-2", {"MUG@SALE": 1}, stamp("pay 2"))
        return sold

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(pools, "settle", while_others_pay)
        counted = MoveStock("count", "MUG", "stock_take", 97, "Counted")
        counting.move_stock(counted, stamp("count"), counting.Doors(store, pools))
    assert (level(), balance()) == ((97, 27, 70), Balance(26, 0, 1))
    assert tend_pools(stamp("tend"), pools) == 1
    assert level() == (96, 26, 70)


def test_of_a_pool_that_sold_all_it_had_less_is_counted(baskets: Baskets) -> None:
    """Which is no more than what is reserved now."""
    carve("MUG", "SALE", 100)
    baskets.place("B-1", {"MUG@SALE": 3}, stamp("place"))
    baskets.pay("B-1", {"MUG@SALE": 3}, stamp("pay"))
    doors = counting.Doors(store, pools)
    rows = [StockRow(1, MoveStock("count", "MUG", "stock_take", 97, "Counted"))]
    before = dump()
    (rehearsed,) = counting.rehearse_movements(rows, stamp("count"), doors)
    assert dump() == before
    (recorded,) = counting.import_movements(rows, stamp("count"), doors)
    assert [each.result for each in (rehearsed, recorded)] == ["recorded", "recorded"]
    assert [each.movement and each.movement.balance_count for each in (rehearsed, recorded)] == [
        97,
        97,
    ]
    assert level() == (97, 97, 0)
