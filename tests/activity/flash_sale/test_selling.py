"""From the stock to buyers and back, over the real stores."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.activity.flash_sale.model.claim import (
    FewerLeft,
    SaleNotRunning,
    SoldOut,
    TokenInvalid,
    UnitLimitReached,
)
from promenade.activity.flash_sale.model.sale import SaleStatus
from promenade.activity.flash_sale.service import managing
from promenade.activity.flash_sale.service.managing import Change, Setting
from promenade.activity.flash_sale.service.proving import prove
from promenade.activity.flash_sale.service.returning import give_back
from promenade.activity.flash_sale.service.tending import LAG, tend
from promenade.activity.flash_sale.service.tokens import Bearer
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.service.pools import tend_pools
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.contracts.reviews import NotReady
from promenade.contracts.stock import OutOfStock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.stamp import Stamp
from tests.support import ordering
from tests.support.baskets import Baskets
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.flash_sales import END, PLACE, SALE, START, FixedCatalogue, Stall, at, tickets
from tests.support.stamps import NOON

pytestmark = pytest.mark.usefixtures("stores")
INSTANT = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
OVER = END + LAG
ADA = Bearer(SALE, "ada")


def opened(stock: int = 150, **other: object) -> Stall:
    ordering.receive(stock, "MUG")
    stall = Stall(**other)
    stall.schedule()
    return stall


def available() -> int:
    level = DynamoStockStore().find("MUG")
    assert level
    return level.value.available_count


def place_of(stall: Stall, order: str) -> tuple[str, int]:
    notes = DynamoClaimStore().notes(stall.sale())
    (place,) = (place for place, each in notes.items() if order in each.tickets)
    return place[0].key, place[1]


def clock(instant: datetime) -> Stamp:
    return at(instant, f"tend {instant}", "system:flash_sale")


def test_a_sale_takes_its_units_out_of_the_stock_when_it_is_scheduled() -> None:
    stall = opened(150)
    assert (available(), stall.sale().status) == (50, SaleStatus.SCHEDULED)
    stall.schedule()
    assert available() == 50


def test_what_the_stock_does_not_have_is_not_scheduled_and_nothing_moves() -> None:
    ordering.receive(99, "MUG")
    stall = Stall()
    before = dump()
    with pytest.raises(OutOfStock) as refused:
        stall.schedule()
    assert refused.value.facts["available_count"] == 99
    with pytest.raises(Stale):
        managing.pause(Change(SALE, 9, at(NOON, "pause")), stall.sales)
    catalogue: Any = FixedCatalogue(floor_price_minor=991)
    change = Change(SALE, 3, at(NOON, "other"))
    with pytest.raises(NotReady):
        managing.schedule(change, Setting(catalogue, stall.pools, tickets()), stall.sales)
    assert dump() == before


def test_a_claim_is_one_write_and_a_token_that_comes_again_answers_as_at_first() -> None:
    stall = opened()
    token, counter = stall.token("ada"), stall.counter()
    counter.sales.at(SALE, NOON)
    with capacity() as asked:
        first = stall.claim("ada", 2, token=token, counter=counter)
    assert asked.calls == {"UpdateItem": 1}
    before = dump()
    assert stall.claim("ada", 2, token=token) == first
    with pytest.raises(TokenInvalid):
        stall.claim("ada", 1, token=token)
    assert dump() == before


def test_who_has_as_many_as_one_may_gets_no_more_by_another_token() -> None:
    stall = opened()
    stall.claim("ada", 1)
    stall.claim("ada", 1)
    before = dump()
    for count in (1, 3):
        with pytest.raises(UnitLimitReached) as refused:
            stall.claim("ada", count)
        assert refused.value.facts == {"most_count": 2}
    assert dump() == before


def test_a_claim_before_the_start_at_the_end_or_in_a_pause_changes_nothing() -> None:
    stall = opened()
    before = dump()
    for instant in (START - INSTANT, END, END + MINUTE):
        token = stall.tokens.issue(ADA, instant, END + 2 * MINUTE).text
        with pytest.raises(SaleNotRunning):
            stall.claim("ada", 1, instant, token=token)
    assert dump() == before
    managing.pause(Change(SALE, 4, at(NOON, "pause")), stall.sales)
    before = dump()
    with pytest.raises(SaleNotRunning) as refused:
        stall.claim("ada")
    assert (refused.value.facts, dump()) == ({"reason": "paused"}, before)
    managing.resume(Change(SALE, 5, at(NOON, "resume")), stall.sales)
    stall.claim("ada")


def test_who_was_in_time_is_told_so_after_the_end() -> None:
    stall = opened()
    token = stall.token("ada", END - INSTANT)
    first = stall.claim("ada", 1, END - INSTANT, token=token)
    managing.end(Change(SALE, 4, at(END - INSTANT, "end")), stall.sales)
    with capacity() as asked:
        assert stall.claim("ada", 1, END - INSTANT, token=token) == first
    assert "UpdateItem" not in asked.calls


def test_the_last_unit_is_sold_and_not_one_more() -> None:
    stall = opened(unit_count=20)
    counter = stall.counter()
    for number in range(20):
        stall.claim(f"buyer {number}", counter=counter if number % 2 else None)
    before = dump()
    with pytest.raises(SoldOut):
        stall.claim("late", counter=counter)
    with capacity() as asked, pytest.raises(SoldOut):
        stall.claim("later", counter=counter)
    assert (asked.calls, dump()) == ({}, before)
    assert counter.sales.is_sold_out(stall.sale(), NOON)


def test_who_wants_more_than_are_left_is_told_to_take_fewer() -> None:
    stall = opened(unit_count=3)
    stall.claim("ada", 2)
    before = dump()
    with pytest.raises(FewerLeft):
        stall.claim("bob", 2)
    assert dump() == before
    stall.claim("bob", 1)


def test_units_of_an_order_that_ended_are_sold_again_once() -> None:
    stall = opened(unit_count=2)
    claim = stall.claim("ada", 2)
    where, basket = place_of(stall, claim.order), Baskets(DynamoStockHolds())
    basket.place(claim.order, {PLACE: 2}, at(NOON, "order"))
    basket.cancel(claim.order, {PLACE: 2}, at(NOON, "cancel"))
    claims = DynamoClaimStore()
    for expected in (True, False):
        assert give_back(claim, where, clock(NOON), stall.sales, claims) is expected
    assert [tend(clock(NOON), stall.doors()) for _ in range(2)] == [1, 0]
    assert [(lot.key, lot.total) for lot in stall.sale().lots][1:] == [("flash_sale_1#1", 2)]
    stall.claim("bob", 2)
    with pytest.raises(SoldOut):
        stall.claim("cyd")
    assert prove(NOON, stall.doors()) == {}


def test_what_took_nothing_gives_nothing_back() -> None:
    stall = opened()
    claim = stall.claim("ada")
    where = place_of(stall, claim.order)
    other = stall.claim("bob")
    before = dump()
    for wrong in ((where[0], where[1] + 1), ("nothing", 0)):
        with pytest.raises(NotFound):
            give_back(claim, wrong, clock(NOON), stall.sales, DynamoClaimStore())
    assert dump() == before
    assert other.order != claim.order


def test_a_sale_that_is_over_gives_the_rest_back_once_all_claims_have_orders() -> None:
    stall = opened(150)
    claim = stall.claim("ada", 2)
    assert tend(clock(OVER - INSTANT), stall.doors()) == 0
    assert tend(clock(OVER), stall.doors()) == 0
    assert available() == 50
    late = stall.tokens.issue(ADA, NOON, END).text
    with pytest.raises(SaleNotRunning):
        stall.claim("ada", 1, token=late)
    basket = Baskets(DynamoStockHolds())
    basket.place(claim.order, {PLACE: 2}, at(NOON, "order"))
    assert [tend(clock(OVER + MINUTE), stall.doors()) for _ in range(2)] == [1, 0]
    assert (available(), stall.sale().status) == (148, SaleStatus.CLOSED)
    assert stall.sale().held_count == 2
    basket.cancel(claim.order, {PLACE: 2}, at(OVER, "cancel"))
    give_back(claim, place_of(stall, claim.order), clock(OVER), stall.sales, DynamoClaimStore())
    tend_pools(clock(OVER), DynamoPoolStore())
    assert available() == 150


def test_a_sale_that_does_not_add_up_is_told() -> None:
    stall = opened()
    stall.claim("ada", 2)
    assert prove(NOON, stall.doors()) == {}
    assert prove(END + timedelta(hours=1), stall.doors()) == {
        SALE: ["of 2 claimed units orders have 0, long after the end"]
    }
    Baskets(DynamoStockHolds()).place("stray", {PLACE: 3}, at(NOON, "stray"))
    assert prove(NOON, stall.doors()) == {SALE: ["orders have 3 units, of which 2 were claimed"]}
