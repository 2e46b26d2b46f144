"""From which warehouses a cart's units come."""

from collections.abc import Callable
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.model.pools import SPREAD
from promenade.base.stock.model.sourcing import allocate, shortages
from promenade.base.stock.model.warehouses import Warehouse
from promenade.base.stock.reader import DynamoStockReader
from promenade.base.stock.service import move_stock, set_safety
from promenade.base.stock.service.warehouses import add_warehouse
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.warehouses import DynamoWarehouseStore
from promenade.contracts.stock import OutOfStock, Units, parts_of
from promenade.kit import dynamo
from promenade.kit.holds import Refused
from tests.support.baskets import Baskets
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.pools import carve
from tests.support.stamps import NOON, stamp

CART = {"MUG": 3, "CUP": 2}


def test_one_warehouse_that_has_all_is_taken_even_if_another_is_preferred() -> None:
    there = {"A": {"MUG": 9, "CUP": 1}, "B": {"MUG": 3, "CUP": 2}, "C": {"MUG": 9, "CUP": 9}}
    assert allocate(CART, there) == {"MUG#B": 3, "CUP#B": 2}


def test_as_few_warehouses_as_possible_send_what_none_has_alone() -> None:
    there = {"A": {"MUG": 1}, "B": {"MUG": 1, "CUP": 1}, "C": {"CUP": 2}, "D": {"MUG": 3}}
    assert allocate(CART, there) == {"MUG#D": 3, "CUP#C": 2}


def test_a_line_is_split_where_no_warehouse_has_enough_and_the_fullest_gives_first() -> None:
    there = {"A": {"MUG": 1, "CUP": 9}, "B": {"MUG": 2}}
    assert allocate(CART, there) == {"MUG#B": 2, "MUG#A": 1, "CUP#A": 2}


def test_a_line_is_not_split_where_a_chosen_warehouse_has_it_all() -> None:
    there = {"A": {"MUG": 2, "CUP": 2}, "B": {"MUG": 3}}
    assert allocate(CART, there) == {"MUG#B": 3, "CUP#A": 2}


def test_of_many_warehouses_those_are_added_that_help_most() -> None:
    there = {f"W{number:02}": {"MUG": 1} for number in range(11)} | {"X": {"MUG": 2, "CUP": 2}}
    assert allocate(CART, there) == {"MUG#X": 2, "MUG#W00": 1, "CUP#X": 2}


def test_each_sku_that_all_together_have_too_few_of_is_named() -> None:
    there = {"A": {"MUG": 1, "CUP": 1}, "B": {"MUG": 1, "CUP": 1}}
    assert [each.facts for each in shortages(CART, there)] == [
        {"sku": "MUG", "asked_count": 3, "available_count": 2}
    ]


@settings(max_examples=200)
@given(
    st.dictionaries(st.sampled_from("MNO"), st.integers(1, 5), min_size=1),
    st.dictionaries(
        st.sampled_from("ABCDE"),
        st.dictionaries(st.sampled_from("MNO"), st.integers(0, 4)),
        max_size=5,
    ),
)
def test_all_is_allotted_of_what_is_there_by_no_more_warehouses_than_it_needs(
    units: dict[str, int], there: dict[str, dict[str, int]]
) -> None:
    if shortages(units, there):
        return
    found = [(*parts_of(where)[:2], count) for where, count in allocate(units, there).items()]
    assert {sku: sum(n for each, _, n in found if each == sku) for sku in units} == units
    assert all(1 <= count <= there[warehouse][sku] for sku, warehouse, count in found)
    used = len({warehouse for _, warehouse, _ in found})
    fewer = [{each: there[each] for each in some} for some in combinations(there, used - 1)]
    assert all(shortages(units, some) for some in fewer)


class Shop:
    """Mugs and cups in MAIN, EAST and WEST."""

    def __init__(self) -> None:
        self.levels, self.reader = DynamoStockStore(), DynamoStockReader()
        self.baskets = Baskets(DynamoStockHolds())
        for code, priority in (("EAST", 0), ("WEST", 5)):
            wanted = Warehouse(code, code, priority=priority)
            add_warehouse(wanted, stamp(code), DynamoWarehouseStore())

    def receive(self, sku: str, count: int, warehouse: str = "MAIN") -> None:
        id_ = f"{count} {sku} {warehouse}"
        command = MoveStock(id_, sku, "receive", count, "Opening", warehouse)
        move_stock(command, stamp(id_), self.levels)

    def hold(self, name: str, units: Units) -> None:
        self.baskets.place(name, units, stamp(name))

    def allocate(self, units: Units, minutes: int = 0) -> Units:
        return self.reader.allocate(units, NOON + timedelta(minutes=minutes))


@pytest.fixture
def shop(stores: None, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)
    return Shop()


def test_the_warehouse_of_higher_priority_sends_what_each_has(shop: Shop) -> None:
    for warehouse in ("MAIN", "EAST", "WEST"):
        shop.receive("MUG", 5, warehouse)
    assert shop.allocate({"MUG": 5}) == {"MUG#WEST": 5}


def test_neither_what_is_kept_safe_nor_what_is_held_is_allotted(shop: Shop) -> None:
    for warehouse in ("MAIN", "WEST"):
        shop.receive("MUG", 5, warehouse)
    set_safety("MUG#WEST", 2, 1, stamp("safe"), shop.levels)
    assert shop.allocate({"MUG": 4}) == {"MUG": 4}
    shop.hold("B-1", {"MUG": 2})
    assert shop.allocate({"MUG": 4}) == {"MUG#WEST": 3, "MUG": 1}


def test_units_of_a_pool_stay_where_they_are(shop: Shop) -> None:
    shop.receive("MUG", 50)
    carve("MUG", "SALE", 40)
    assert shop.allocate({"MUG@SALE": 30, "MUG": 10}) == {"MUG": 10, "MUG@SALE": 30}


def test_what_is_spread_is_there_and_told_true_once_it_was_met(shop: Shop) -> None:
    shop.receive("MUG", 100)
    shop.receive("MUG", 20, "EAST")
    carve("MUG", SPREAD, 90)
    assert shop.allocate({"MUG": 95}) == {"MUG": 95}
    shop.hold("B-1", {"MUG": 85})
    assert shop.allocate({"MUG": 16}) == {"MUG": 16}
    with pytest.raises(Refused):
        shop.hold("B-2", {"MUG": 16})
    assert shop.allocate({"MUG": 16}) == {"MUG#EAST": 16}


def test_what_all_have_too_few_of_is_refused_with_the_sum(shop: Shop) -> None:
    shop.receive("MUG", 2)
    shop.receive("MUG", 3, "EAST")
    before = dump()
    with pytest.raises(Refused) as refused:
        shop.allocate({"MUG": 6, "HAT": 1})
    assert [type(each) for each in refused.value.refusals] == [OutOfStock, OutOfStock]
    assert [each.facts["available_count"] for each in refused.value.refusals] == [5, 0]
    assert dump() == before


def test_nobody_is_refused_for_units_that_moved_while_they_were_read(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.receive("MUG", 2)
    arrivals: list[Callable[[], None]] = [lambda: shop.receive("MUG", 1, "EAST")]
    find_many = dynamo.find_many

    def read_late(*asked: object, **options: object) -> object:
        found: object = find_many(*asked, **options)  # type: ignore[arg-type]
        if arrivals:
            arrivals.pop()()
        return found

    monkeypatch.setattr("promenade.base.stock.reader.dynamo.find_many", read_late)
    assert shop.allocate({"MUG": 3}) == {"MUG": 2, "MUG#EAST": 1}


def test_a_warehouse_added_since_is_seen_within_a_minute_or_before_anybody_is_refused(
    shop: Shop,
) -> None:
    shop.receive("MUG", 2)
    shop.allocate({"MUG": 1})
    add_warehouse(Warehouse("NEW", "New", priority=9), stamp("new"), DynamoWarehouseStore())
    shop.receive("MUG", 9, "NEW")
    assert shop.allocate({"MUG": 1}) == {"MUG": 1}
    assert shop.allocate({"MUG": 1}, minutes=1) == {"MUG#NEW": 1}
    add_warehouse(Warehouse("LATE", "Late"), stamp("late"), DynamoWarehouseStore())
    shop.receive("MUG", 9, "LATE")
    assert shop.allocate({"MUG": 20}, minutes=1) == {"MUG#NEW": 9, "MUG#LATE": 9, "MUG": 2}


def test_a_cart_is_one_round_trip_once_the_warehouses_are_known(shop: Shop) -> None:
    skus = [f"SKU-{number}" for number in range(20)]
    for sku in skus:
        shop.receive(sku, 1)
    shop.allocate(dict.fromkeys(skus, 1))
    with capacity() as used:
        shop.allocate(dict.fromkeys(skus, 1))
    assert used.calls == {"BatchGetItem": 1}
