"""Units carved out of a level, for an activity or because so many want them at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import Level, MoveStock, StockShort
from promenade.base.stock.model.pools import SPREAD, Pool, PoolClosed
from promenade.base.stock.service import get_level, move_stock
from promenade.base.stock.service.availability import as_sold, availability
from promenade.base.stock.service.pools import close_pool, list_pools, tend_pools
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.contracts.stock import OutOfStock, parts_of, place
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.holds import Refused
from promenade.kit.shards import Balance
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.pools import balance, carve, level, sales
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
store, pools = DynamoStockStore(), DynamoPoolStore()
LATE = replace(stamp("late"), at=NOON + timedelta(hours=1))


@pytest.fixture(autouse=True)
def opening(stores: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred mugs."""
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)
    move_stock(MoveStock("opening", "MUG", "receive", 100, "Opening"), stamp("opening"), store)


@pytest.fixture
def baskets(stores: None) -> Baskets:
    return Baskets(DynamoStockHolds())


def item(key: str = "SKU#MUG") -> dict[str, Any]:
    return next(each for each in dump()["promenade-stock"] if each["pk"]["S"] == key)


def refused(call: Callable[[], object], error: type[Exception]) -> Any:
    before = dump()
    with pytest.raises(error) as found:
        call()
    assert dump() == before
    return found.value


def test_a_place_is_written_in_one_way() -> None:
    for parts in (
        ("MUG", "MAIN", ""),
        ("MUG", "EAST", ""),
        ("MUG", "MAIN", "S-1"),
        ("MUG", "E", "S"),
    ):
        assert parts_of(place(*parts)) == parts
    assert place("MUG") == "MUG"


def test_what_a_pool_is_given_is_available_to_nobody_else() -> None:
    assert carve("MUG", "SALE", 30) == Pool("MUG", "MAIN", "SALE", 30, True, 1)
    assert (level(), balance()) == ((100, 30, 70), Balance(30, 0, 0))
    assert carve("MUG", "SALE", 30, request="more").carved_count == 60
    assert (level(), balance()) == ((100, 60, 40), Balance(60, 0, 0))
    assert [pool.name for pool, _ in list_pools("MUG", pools)] == ["SALE"]
    assert list_pools("MU", pools) == []


def test_a_pool_repeated_is_carved_once_though_others_came_between() -> None:
    first = carve("MUG", "SALE", 30)
    carve("MUG", "SALE", 5, request="more")
    assert carve("MUG", "SALE", 30) == first
    assert level() == (100, 35, 65)


def test_what_is_not_available_is_not_carved() -> None:
    carve("MUG", "SALE", 60)
    found = refused(lambda: carve("MUG", "SALE", 41, request="more"), StockShort)
    assert found.facts == {"sku": "MUG", "available_count": 40}
    refused(lambda: carve("HAT", "SALE", 1), StockShort)


def test_a_pool_sells_its_own_units_and_no_others(baskets: Baskets) -> None:
    carve("MUG", "SALE", 2)
    baskets.place("B-1", {"MUG@SALE": 2}, stamp("one"))
    found = refused(lambda: baskets.place("B-2", {"MUG@SALE": 1}, stamp("two")), Refused)
    assert [each.facts for each in found.refusals] == [
        {"sku": "MUG", "asked_count": 1, "available_count": 0}
    ]
    assert isinstance(found.refusals[0], OutOfStock)
    baskets.place("B-2", {"MUG": 98}, stamp("two"))
    refused(lambda: baskets.place("B-3", {"MUG": 1}, stamp("three")), Refused)


def test_what_a_pool_sold_leaves_the_level_when_it_is_tended(baskets: Baskets) -> None:
    carve("MUG", "SALE", 30)
    for number in range(5):
        units = {"MUG@SALE": 2}
        baskets.place(f"B-{number}", units, stamp(f"place {number}"))
        baskets.pay(f"B-{number}", units, stamp(f"pay {number}"))
    assert (level(), balance()) == ((100, 30, 70), Balance(20, 0, 10))
    assert tend_pools(stamp("tend"), pools) == 10
    assert (level(), balance()) == ((90, 20, 70), Balance(20, 0, 0))
    assert sales() == [("sale", -10, "SALE")]
    before = dump()
    assert tend_pools(stamp("tend"), pools) == 0
    assert dump() == before


@pytest.mark.parametrize("is_tended", [True, False])
def test_what_comes_back_is_on_the_shelf_and_not_in_the_pool(
    baskets: Baskets, is_tended: bool
) -> None:
    carve("MUG", "SALE", 30)
    baskets.place("B-1", {"MUG@SALE": 3}, stamp("place"))
    baskets.pay("B-1", {"MUG@SALE": 3}, stamp("pay"))
    if is_tended:
        tend_pools(stamp("tend"), pools)
    baskets.note("back", LATE, lambda: DynamoStockHolds().take_back("B-1", {"MUG@SALE": 2}, LATE))
    tend_pools(stamp("tend"), pools)
    assert (level(), balance()) == ((99, 27, 72), Balance(27, 0, 0))
    assert sorted(sales()) == [("return", 2, "B-1"), ("sale", -3, "SALE")]


def test_a_pool_gives_back_what_is_left_and_what_comes_back_to_it_later(baskets: Baskets) -> None:
    carve("MUG", "SALE", 30)
    baskets.place("B-1", {"MUG@SALE": 3}, stamp("place"))
    ended = close_pool("MUG@SALE", stamp("close"), pools)
    assert (ended.is_open, level(), balance()) == (False, (100, 3, 97), Balance(0, 3, 0))
    before = dump()
    assert close_pool("MUG@SALE", stamp("again"), pools) == ended
    assert dump() == before
    refused(lambda: carve("MUG", "SALE", 1, request="more"), PoolClosed)
    baskets.cancel("B-1", {"MUG@SALE": 3}, stamp("cancel"))
    assert tend_pools(stamp("tend"), pools) == 3
    assert (level(), balance()) == ((100, 0, 100), Balance(0, 0, 0))
    assert pools.list_tended() == []
    assert [pool for pool, _ in list_pools("MUG", pools)] == [ended]
    assert close_pool("MUG@SALE", stamp("again"), pools) == ended
    refused(lambda: carve("MUG", "SALE", 1, request="more"), PoolClosed)


def test_no_pool_is_closed_that_was_never_carved() -> None:
    refused(lambda: close_pool("MUG@SALE", stamp(), pools), NotFound)


def test_another_request_under_the_same_key_carves_nothing() -> None:
    carve("MUG", "SALE", 30)
    other = replace(stamp("other"), fingerprint="other")
    refused(lambda: pools.find_carving("carve MUG SALE", other), Conflict)


@pytest.mark.parametrize("step", ["commit", "release", "expire"])
def test_a_hold_of_a_pool_ends_once_and_with_all_its_units(baskets: Baskets, step: str) -> None:
    carve("MUG", "SALE", 30)
    baskets.place("B-1", {"MUG@SALE": 3}, stamp("place"))

    def end(count: int) -> None:
        stock = DynamoStockHolds()
        baskets.note(step, LATE, lambda: getattr(stock, step)("B-1", {"MUG@SALE": count}, LATE))

    found = refused(lambda: end(2), Refused)
    assert found.refusals[0].facts == {"sku": "MUG", "state": "held", "holder": "B-1"}
    end(3)
    state = {"commit": "committed", "release": "released", "expire": "expired"}[step]
    found = refused(lambda: end(3), Refused)
    assert found.refusals[0].facts == {"sku": "MUG", "state": state, "holder": "B-1"}
    assert balance() == (Balance(27, 0, 3) if step == "commit" else Balance(30, 0, 0))


def test_orders_of_a_spread_sku_meet_at_no_item(baskets: Baskets) -> None:
    carve("MUG", SPREAD, 100, rate=500)
    baskets.place("B-0", {"MUG": 1}, stamp("place 0"))
    before = item()
    for number in range(1, 9):
        baskets.place(f"B-{number}", {"MUG": 1}, stamp(f"place {number}"))
        baskets.pay(f"B-{number}", {"MUG": 1}, stamp(f"pay {number}"))
    baskets.cancel("B-0", {"MUG": 1}, stamp("cancel"))
    assert item() == before
    assert balance(SPREAD) == Balance(92, 0, 8)


def test_a_spread_sku_is_sold_to_the_last_unit_by_machines_that_know_nothing() -> None:
    carve("MUG", SPREAD, 90, rate=500)
    for number in range(50):
        Baskets(DynamoStockHolds()).place(f"B-{number}", {"MUG": 2}, stamp(f"place {number}"))
    baskets = Baskets(DynamoStockHolds())
    with pytest.raises(Refused) as found:
        baskets.place("B-50", {"MUG": 1}, stamp("place"))
    assert found.value.refusals[0].facts["available_count"] == 0
    assert level() == (100, 100, 0)
    assert "is_spread" not in item()
    for number in range(50):
        units = {"MUG": 2}
        Baskets(DynamoStockHolds()).pay(f"B-{number}", units, stamp(f"pay {number}"))
    tend_pools(stamp("tend"), pools)
    assert level() == (0, 0, 0)
    assert sum(each.delta_count for each in store.list_entries("MUG", 100, None).items) == 0


def test_units_given_back_after_the_end_of_a_spread_are_sold(baskets: Baskets) -> None:
    carve("MUG", SPREAD, 100, rate=500)
    baskets.place("B-0", {"MUG": 60}, stamp("place 0"))
    baskets.place("B-1", {"MUG": 40}, stamp("place 1"))
    refusing = Baskets(DynamoStockHolds())
    with pytest.raises(Refused):
        refusing.place("B-2", {"MUG": 1}, stamp("place 2"))
    baskets.cancel("B-1", {"MUG": 40}, stamp("cancel"))
    Baskets(DynamoStockHolds()).place("B-2", {"MUG": 40}, stamp("place 2"))
    assert get_level("MUG", store) == Level("MUG", 100, 100, 0, 1)


def test_what_an_order_of_a_spread_sku_costs(baskets: Baskets) -> None:
    """Round trips, read and write units, the basket's own two included."""
    carve("MUG", SPREAD, 100, rate=500)
    baskets.place("B-0", {"MUG": 1}, stamp("place 0"))
    with capacity() as placed:
        baskets.place("B-1", {"MUG": 1}, stamp("place 1"))
    with capacity() as paid:
        baskets.pay("B-1", {"MUG": 1}, stamp("pay 1"))
    assert (placed.cost, paid.cost) == ((1, 0.0, 6), (3, 3.0, 6))


def test_units_that_are_spread_are_available_to_who_asks(baskets: Baskets) -> None:
    carve("MUG", SPREAD, 90, rate=500)
    baskets.place("B-0", {"MUG": 7}, stamp("place 0"))
    raw = get_level("MUG", store)
    assert (raw.available_count, as_sold([raw], pools)[0].available_count) == (3, 93)
    (found,) = availability(["MUG"], ["MAIN"], store, pools)["MUG"]
    assert (found.on_hand_count, found.reserved_count, found.available_count) == (100, 7, 93)


def test_what_is_spread_of_many_skus_costs_two_round_trips_more_together() -> None:
    skus = [f"CUP-{number}" for number in range(5)]
    for sku in skus:
        move_stock(MoveStock(sku, sku, "receive", 40, "Opening"), stamp(sku), store)
        carve(sku, SPREAD, 30)
    with capacity() as used:
        found = availability([*skus, "MUG"], ["MAIN"], store, pools)
    assert [levels[0].available_count for levels in found.values()] == [40] * 5 + [100]
    assert used.calls == {"BatchGetItem": 3}


def test_a_spread_that_ended_is_tended_and_may_begin_again(baskets: Baskets) -> None:
    carve("MUG", SPREAD, 90, rate=500)
    baskets.place("B-0", {"MUG": 90}, stamp("place 0"))
    baskets.place("B-1", {"MUG": 10}, stamp("place 1"))
    assert (level(), get_level("MUG", store).is_spread) == ((100, 100, 0), False)
    baskets.cancel("B-0", {"MUG": 90}, stamp("cancel 0"))
    tend_pools(stamp("tend"), pools)
    assert level() == (100, 10, 90)
    close_pool(f"MUG@{SPREAD}", stamp("close"), pools)
    carve("MUG", SPREAD, 90, rate=500, request="again")
    assert get_level("MUG", store).is_spread
    tend_pools(stamp("tend"), pools)
    assert balance(SPREAD) == Balance(90, 0, 0)
