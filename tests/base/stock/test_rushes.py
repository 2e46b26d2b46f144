"""SKUs that many want at once are spread unasked, and gathered when it is quiet."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.model.pools import SPREAD, Pool
from promenade.base.stock.model.rushes import Reading, is_quiet, is_rush, to_spread
from promenade.base.stock.service import get_level, move_stock
from promenade.base.stock.service.pools import close_pool, tend_pools
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.contracts.stock import OutOfStock
from promenade.kit.holds import Part
from promenade.kit.shards import Balance
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.pools import carve
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
store, pools = DynamoStockStore(), DynamoPoolStore()
MUG = Pool("MUG", "MAIN", SPREAD, 90, version=1, spread_at=NOON)


@pytest.fixture(autouse=True)
def opening(stores: None) -> None:
    receive("MUG", 100)


def receive(sku: str, count: int) -> None:
    move_stock(MoveStock(sku, sku, "receive", count, "Opening"), stamp(sku), store)


def at(seconds: float, request: str = "request") -> Stamp:
    return replace(stamp(request), at=NOON + timedelta(seconds=seconds))


class Container:
    """One of many, whose requests lose to others."""

    def __init__(self) -> None:
        self.stock = DynamoStockHolds()

    def lose(self, seconds: float, sku: str = "MUG", tries: int = 3) -> Sequence[Part]:
        """What is offered at the last try."""
        asked, units = at(seconds), {sku: 1}
        for _ in range(tries - 1):
            self.stock.hold("late", units, 15, asked)
        return self.stock.hold("late", units, 15, asked)

    def sell(self, count: int, sku: str = "MUG", seconds: float = 0) -> None:
        for number in range(count):
            name = f"{sku} {seconds} {number}"
            Baskets(self.stock).place(name, {sku: 1}, at(seconds, name))


def keys(parts: Sequence[Part]) -> list[str]:
    return [write.record.pk for part in parts for write in part.writes]


def is_spread(sku: str = "MUG") -> bool:
    return get_level(sku, store).is_spread


def test_a_sku_that_sells_faster_than_its_level_takes_is_spread_by_who_lost_there() -> None:
    ours, others = Container(), Container()
    ours.lose(0)
    others.sell(12)
    offered = ours.lose(1)
    assert is_spread()
    assert pools.balance(MUG.key) == Balance(80, 0, 0)
    assert pools.shards.get(MUG.key).open_count == 16
    assert get_level("MUG", store).available_count == 8
    assert not [key for key in keys(offered) if key == "SKU#MUG"]


def test_who_loses_where_others_have_spread_the_units_looks_there() -> None:
    carve("MUG", SPREAD, 90)
    offered = Container().lose(0)
    assert keys(offered)[1].startswith("POOL#MUG@SPREAD#")


def test_who_does_not_lose_twice_asks_nothing() -> None:
    ours = Container()
    ours.lose(0)
    Container().sell(50)
    with capacity() as used:
        ours.lose(1, tries=2)
    assert (used.cost, is_spread()) == ((0, 0, 0), False)


def test_who_comes_too_late_is_told_so_without_a_write() -> None:
    ours, others = Container(), Container()
    others.sell(100)
    (part,) = ours.lose(1)
    assert isinstance(part.refusal, OutOfStock)
    assert part.refusal.facts == {"sku": "MUG", "asked_count": 1, "available_count": 0}
    receive("HAT", 10)
    pools.spread(Pool("HAT", "MAIN", SPREAD), 10, at(2))
    (part,) = ours.lose(3, "HAT")
    assert part.refusal is None


def test_what_sells_slowly_beside_a_rush_stays_where_it_is() -> None:
    ours, others = Container(), Container()
    receive("CUP", 100)
    for seconds in (0, 1):
        ours.lose(seconds, "CUP")
        ours.lose(seconds, "MUG")
        others.sell(10, "CUP", seconds)
        others.sell(20, "MUG", seconds)
    assert (is_spread("CUP"), is_spread("MUG")) == (False, True)


def test_too_few_units_for_several_shards_stay_together() -> None:
    ours, others = Container(), Container()
    receive("CUP", 27)
    ours.lose(0, "CUP")
    others.sell(20, "CUP")
    before = dump()
    ours.lose(1, "CUP")
    assert dump() == before


def test_what_staff_closed_is_left_to_them() -> None:
    carve("MUG", SPREAD, 90)
    close_pool(MUG.key, stamp("close"), pools)
    ours, others = Container(), Container()
    ours.lose(0)
    others.sell(20)
    before = dump()
    ours.lose(1)
    assert dump() == before


def test_units_are_spread_once_however_many_notice() -> None:
    crowd = [Container() for _ in range(3)]
    for each in crowd:
        each.lose(0)
    Container().sell(20)
    for each in crowd:
        each.lose(1)
    assert pools.balance(MUG.key).total == 72
    assert not pools.spread(MUG, 5, at(2))


def test_all_that_was_spread_is_sold_to_the_last_unit() -> None:
    ours = Container()
    ours.lose(0)
    ours.sell(20)
    ours.lose(1)
    ours.sell(80, seconds=2)
    found = get_level("MUG", store)
    assert (found.available_count, found.is_spread) == (0, False)
    tend_pools(at(3), pools)
    assert get_level("MUG", store).reserved_count == 100


def test_what_was_spread_unasked_is_gathered_after_a_quiet_quarter_of_an_hour() -> None:
    pools.spread(Pool("MUG", "MAIN", SPREAD), 90, at(0))
    tend_pools(at(899), pools)
    assert is_spread()
    tend_pools(at(900), pools)
    assert get_level("MUG", store).available_count == 100
    assert (is_spread(), pools.balance(MUG.key).total) == (False, 0)


def test_what_staff_spread_stays_so_however_quiet() -> None:
    pools.spread(Pool("MUG", "MAIN", SPREAD), 40, at(0))
    carve("MUG", SPREAD, 40)
    tend_pools(at(10_000), pools)
    assert is_spread()


@pytest.mark.parametrize(
    ("changes", "seconds", "is_one"),
    [(100, 1, True), (11, 1, True), (10, 1, False), (50, 0.2, False), (100, 10, False)],
)
def test_more_than_ten_changes_a_second_are_a_rush(
    changes: int, seconds: float, is_one: bool
) -> None:
    before = Reading(5, NOON)
    now = Reading(5 + changes, NOON + timedelta(seconds=seconds))
    assert is_rush(before, now) is is_one


def test_a_tenth_stays_at_the_level() -> None:
    assert [to_spread(count) for count in (1_000, 100, 8, 7)] == [900, 90, 8, 0]


@pytest.mark.parametrize(
    ("sold", "held", "is_calm"), [(0, 0, True), (600, 0, True), (601, 0, False), (0, 9_001, False)]
)
def test_ten_orders_a_second_are_quiet(sold: int, held: int, is_calm: bool) -> None:
    assert is_quiet(MUG, sold, held, NOON + timedelta(hours=1)) is is_calm
