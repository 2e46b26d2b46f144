"""What staff stop at once, drop and count, over the real stores."""

from typing import Any

import pytest

from promenade.activity.flash_sale.model.sale import SaleOver, StatusForbids
from promenade.activity.flash_sale.service import managing
from promenade.activity.flash_sale.service.counting import Tally, count
from promenade.activity.flash_sale.service.managing import Change
from promenade.activity.flash_sale.service.returning import give_back
from promenade.activity.flash_sale.service.tending import tend
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.wire.statistics import show
from promenade.kit.errors import NotFound, Stale
from tests.support import ordering
from tests.support.cloud import dump
from tests.support.flash_sales import SALE, FixedCatalogue, Stall, at
from tests.support.stamps import NOON

pytestmark = pytest.mark.usefixtures("stores")
CATALOGUE: Any = FixedCatalogue()


def opened(**other: object) -> Stall:
    ordering.receive(150, "MUG")
    stall = Stall(**other)
    stall.schedule()
    return stall


def give_back_all(stall: Stall, buyer: str, units: int) -> None:
    claim = stall.claim(buyer, units)
    claims = DynamoClaimStore()
    (place,) = (p for p, each in claims.notes(stall.sale()).items() if claim.order in each.tickets)
    where = place[0].key, place[1]
    assert give_back(claim, where, at(NOON, "return"), stall.sales, claims)


def test_units_that_are_sold_again_do_not_keep_staff_from_stopping_the_sale() -> None:
    stall = opened(unit_count=2)
    give_back_all(stall, "ada", 2)
    assert tend(at(NOON, "tend"), stall.doors()) == 1
    assert stall.sale().version == 5
    with pytest.raises(Stale):
        managing.resume(Change(SALE, 4, at(NOON, "resume")), CATALOGUE, stall.sales)
    assert managing.pause(SALE, at(NOON, "pause"), stall.sales).paused_at == NOON
    stored = dump()
    assert managing.pause(SALE, at(NOON, "pause"), stall.sales).version == 6
    assert dump() == stored
    assert managing.end(SALE, at(NOON, "end"), stall.sales).end == NOON
    stored = dump()
    with pytest.raises(SaleOver):
        managing.pause(SALE, at(NOON, "late pause"), stall.sales)
    assert dump() == stored


def test_what_is_not_scheduled_is_neither_paused_nor_ended() -> None:
    stall = Stall()
    stored = dump()
    for stop in (managing.pause, managing.end):
        with pytest.raises(StatusForbids):
            stop(SALE, at(NOON, "stop"), stall.sales)
        with pytest.raises(NotFound):
            stop("flash_sale_2", at(NOON, "stop"), stall.sales)
    assert dump() == stored


def test_a_plan_is_dropped_by_who_saw_its_last_version_and_a_scheduled_sale_never() -> None:
    stall = Stall()
    stored = dump()
    with pytest.raises(Stale):
        managing.delete(SALE, 2, stall.sales)
    assert dump() == stored
    managing.delete(SALE, 3, stall.sales)
    with pytest.raises(NotFound):
        managing.get(SALE, stall.sales)
    scheduled = opened()
    stored = dump()
    with pytest.raises(StatusForbids):
        managing.delete(SALE, 4, scheduled.sales)
    assert dump() == stored


def test_it_is_counted_what_is_sold_left_and_came_back() -> None:
    stall = Stall(unit_count=5)
    claims = DynamoClaimStore()
    assert count(SALE, stall.sales, claims)[1] == Tally()
    assert show(*count(SALE, stall.sales, claims)).left_count == 0
    ordering.receive(150, "MUG")
    stall.schedule()
    stall.claim("ada", 2)
    give_back_all(stall, "bob", 2)
    assert count(SALE, stall.sales, claims)[1] == Tally(held=2, returned=2, buyers=1)
    shown = show(*count(SALE, stall.sales, claims))
    assert (shown.sold_count, shown.left_count, shown.returned_count) == (2, 3, 2)
    assert (shown.buyer_count, shown.sold_minor, shown.currency) == (1, 1_980, "CNY")
