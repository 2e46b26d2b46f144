"""Levels, pools and SKUs that are spread, in whatever order, by machines that forget: each unit is
counted once, none is sold twice, and who asks for what is there gets it."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock, StockShort
from promenade.base.stock.model.pools import SPREAD, Pool, PoolClosed
from promenade.base.stock.model.rushes import to_spread
from promenade.base.stock.service import counting, get_level, move_stock
from promenade.base.stock.service.pools import close_pool, tend_pools
from promenade.base.stock.service.proving import prove
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.store.proofs import DynamoProofStore
from promenade.kit import dynamo
from promenade.kit.errors import NotFound
from promenade.kit.holds import Part, Refused
from promenade.kit.shards import Balance
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.pools import carve
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
store, numbers = DynamoStockStore(), count()
LATE = replace(stamp("late"), at=NOON.replace(hour=23))
ENDS = {"commit": "committed", "release": "released", "expire": "expired"}
POOLS = ("", "SALE")
HOLDERS = st.tuples(st.sampled_from("ABCDE"), st.sampled_from(POOLS))
STEPS = st.lists(
    st.tuples(st.just("adjust"), st.integers(-9, 30))
    | st.tuples(st.just("count"), st.integers(0, 60))
    | st.tuples(st.just("carve"), st.tuples(st.sampled_from([SPREAD, "SALE"]), st.integers(1, 30)))
    | st.tuples(st.sampled_from(["close", "tend", "rush", "quiet"]), st.none())
    | st.tuples(st.just("hold"), st.tuples(HOLDERS, st.integers(1, 20)))
    | st.tuples(st.sampled_from([*ENDS]), HOLDERS)
    | st.tuples(st.just("take_back"), st.tuples(HOLDERS, st.integers(1, 6))),
    max_size=14,
)


class Run:
    """What should be free for whom; where the units lie does not matter."""

    def __init__(self) -> None:
        self.sku = f"SKU-{next(numbers)}"
        self.free = {"": 0, "SALE": 0}
        self.held = {"": 0, "SALE": 0}
        self.gone = 0
        self.received = 0
        self.is_closed = False
        self.claims: dict[tuple[str, str], tuple[str, int]] = {}
        self.pools = DynamoPoolStore()

    def where(self, pool: str) -> str:
        return f"{self.sku}@{pool}" if pool else self.sku

    def adjust(self, delta: int) -> None:
        id_ = f"movement {next(numbers)}"
        command = MoveStock(id_, self.sku, "adjust", delta, "Because")
        try:
            move_stock(command, stamp(id_), store)
        except StockShort:
            assert delta < 0
        else:
            self.received += delta
            self.free[""] += delta

    def count(self, found: int) -> None:
        """On the shelf, from which what was sold is gone, whatever the ledger knows of it."""
        id_ = f"movement {next(numbers)}"
        command = MoveStock(id_, self.sku, "stock_take", found, "Counted")
        missing = self.received - self.gone - found
        try:
            counting.move_stock(command, stamp(id_), counting.Doors(store, self.pools))
        except StockShort:
            assert missing > 0
        else:
            assert get_level(self.sku, store).on_hand_count == found
            self.received -= missing
            self.free[""] -= missing

    def carve(self, asked: tuple[str, int]) -> None:
        name, amount = asked
        try:
            carve(self.sku, name, amount, request=f"carve {next(numbers)}")
        except PoolClosed:
            assert (name, self.is_closed) == ("SALE", True)
        except StockShort:
            return
        else:
            moved = amount if name == "SALE" else 0
            self.free[""] -= moved
            self.free["SALE"] += moved

    def close(self, _: None) -> None:
        try:
            close_pool(f"{self.sku}@SALE", stamp(f"close {next(numbers)}"), self.pools)
        except NotFound:
            assert self.free["SALE"] == 0
        else:
            self._give_back()

    def tend(self, _: None) -> None:
        tend_pools(stamp("tend"), self.pools)
        if self.is_closed:
            self._give_back()

    def rush(self, _: None) -> None:
        """Somebody notices one, or is too late for it; nothing becomes less or more available."""
        asked = to_spread(get_level(self.sku, store).available_count)
        if asked:
            self.pools.spread(Pool(self.sku, "MAIN", SPREAD), asked, stamp())

    def quiet(self, _: None) -> None:
        tend_pools(LATE, self.pools)
        if self.is_closed:
            self._give_back()

    def _give_back(self) -> None:
        self.is_closed = True
        self.free[""] += self.free["SALE"]
        self.free["SALE"] = 0

    def hold(self, asked: tuple[tuple[str, str], int]) -> None:
        (holder, pool), amount = asked
        is_possible = (holder, pool) not in self.claims and amount <= self.free[pool]
        until = 15

        def offer(stock: DynamoStockHolds) -> Sequence[Part]:
            return stock.hold(self._name(holder), {self.where(pool): amount}, until, stamp())

        if self._join(offer, is_possible=is_possible):
            self.claims[holder, pool] = ("held", amount)
            self.free[pool] -= amount
            self.held[pool] += amount

    def end(self, step: str, holder: tuple[str, str]) -> None:
        state, amount = self.claims.get(holder, ("", 1))
        name, pool = holder

        def offer(stock: DynamoStockHolds) -> Sequence[Part]:
            ended: Any = getattr(stock, step)
            return list(ended(self._name(name), {self.where(pool): amount}, LATE))

        if self._join(offer, is_possible=state == "held"):
            self.claims[holder] = (ENDS[step], amount)
            self.held[pool] -= amount
            self.gone += amount * (step == "commit")
            self.free[pool] += amount * (step != "commit")

    def take_back(self, asked: tuple[tuple[str, str], int]) -> None:
        (name, pool), amount = asked
        state, sold = self.claims.get((name, pool), ("", 0))

        def offer(stock: DynamoStockHolds) -> Sequence[Part]:
            return stock.take_back(self._name(name), {self.where(pool): amount}, LATE)

        is_possible = state == "committed" and amount <= sold
        if self._join(offer, is_possible=is_possible):
            self.claims[name, pool] = ("committed", sold - amount)
            self.gone -= amount
            self.free[""] += amount

    def _join(
        self, offer: Callable[[DynamoStockHolds], Sequence[Part]], *, is_possible: bool
    ) -> bool:
        stock = DynamoStockHolds()
        try:
            Baskets(stock).note("run", stamp(), lambda: offer(stock))
        except (Refused, NotFound):
            assert not is_possible
            return False
        assert is_possible
        return True

    def _name(self, holder: str) -> str:
        return f"{holder} of {self.sku}"

    def check(self) -> None:
        entries = store.list_entries(self.sku, 100, None).items
        if not entries:
            return
        level = get_level(self.sku, store)
        pools = {each.name: self.pools.balance(each.key) for each in self.pools.list_of(self.sku)}
        spread, sale = pools.get(SPREAD, Balance()), pools.get("SALE", Balance())
        unsettled = spread.spent + sale.spent
        assert sum(each.delta_count for each in entries) == level.on_hand_count
        assert level.on_hand_count - unsettled == self.received - self.gone
        assert level.available_count >= 0
        assert level.available_count + spread.left == self.free[""]
        assert sale.left == self.free["SALE"]
        assert level.reserved_count - unsettled - spread.left - sale.left == sum(self.held.values())
        record: Any = dynamo.find(store.kind, store.owner(self.sku), "LEVEL")
        assert (record.lent_count or 0) == spread.total + sale.total
        assert record.available_count == level.available_count
        assert prove(self.sku, DynamoProofStore()) is None


def test_whatever_is_carved_sold_and_given_back_every_unit_is_counted_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)

    @settings(max_examples=25)
    @given(STEPS)
    def check(steps: list[tuple[str, Any]]) -> None:
        run = Run()
        run.adjust(40)
        for step, asked in steps:
            if step in ENDS:
                run.end(step, asked)
            else:
                getattr(run, step)(asked)
            run.check()

    check()


def test_a_pool_is_named_by_its_place() -> None:
    assert Pool("MUG", "EAST", "SALE").key == "MUG#EAST@SALE"
    assert Pool("MUG", "EAST", "SALE").level_key == "MUG#EAST"
