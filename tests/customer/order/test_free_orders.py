"""Orders that cost nothing are placed and paid in two writes: whoever is killed is followed."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.coupon.reader import DynamoKeptCoupons
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.base.stock.store import DynamoStockStore
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import ending, placing, waking
from promenade.customer.order.service.ports import Counter
from promenade.customer.order.store import OrderRecord
from promenade.kit.due_marks import DueMarks
from tests.support import lives, ordering
from tests.support.coupons import active, give
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before, unharmed
from tests.support.ordering import BUYER, FakeGateway, at, counter, desk_of, receive
from tests.support.stamps import NOON

NUMBER, UNITS = "order_free", 5
LATER = NOON + timedelta(minutes=7)
MOST = 11
"""Calls of DynamoDB that placing and paying make."""


@pytest.fixture
def coupon(stores: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Its buyer's; with the promotion it comes to what a mug costs."""
    monkeypatch.setattr(ordering, "PRICE", 2 * ordering.OFF)
    lives.open_lives()
    receive(UNITS)
    template = active("template_free")
    DynamoTemplateStore().add(template, at(NOON, "template"))
    return give(DynamoCouponStore(lambda customer: customer), template, BUYER.id, "free").coupon.id


def place(where: Counter, coupon: str) -> ShopOrder:
    asked = ordering.command(NUMBER, coupons=(coupon,))
    return placing.place(asked, at(NOON, "place"), where)


class Wakes:
    """A queue that is emptied at once."""

    def __init__(self, where: Counter) -> None:
        self._desk = desk_of(where)

    def send(self, bodies: Iterable[bytes]) -> None:
        for number in map(waking.read_wake, bodies):
            waking.wake(number, waking.stamp(number, LATER), self._desk, FakeGateway())


def sweep(where: Counter) -> None:
    waking.sweep(LATER, DueMarks(OrderRecord), Wakes(where))


def settled(where: Counter, coupon: str) -> tuple[Any, ...]:
    """The order's stage, units on hand and reserved, the coupon, and uses of the promotion."""
    stored, level = where.orders.find(NUMBER), DynamoStockStore().find(ordering.SKU)
    assert level is not None
    kept = DynamoKeptCoupons().kept(NUMBER, BUYER.id, [coupon])[coupon]
    units = level.value.on_hand_count, level.value.reserved_count
    return stored and stored.order.stage, units, kept, lives.found_used()


def paid() -> tuple[Any, ...]:
    return "paid", (UNITS - 1, 0), "used", lives.used(1)


def test_what_costs_nothing_is_paid_as_it_is_placed(coupon: str) -> None:
    where = counter(lives.PROMOTION)
    with failing(unharmed, 0) as turn:
        assert place(where, coupon).stage == "paid"
    assert (settled(where, coupon), turn.count) == (paid(), MOST)


@pytest.mark.parametrize("number", range(1, MOST + 1))
@pytest.mark.parametrize("fault", [killed_before, killed_after])
def test_the_sweep_alone_settles_what_a_killed_process_began(
    coupon: str, fault: Fault, number: int
) -> None:
    with failing(fault, number), suppress(Killed):
        place(counter(lives.PROMOTION), coupon)
    where = counter(lives.PROMOTION)
    is_there = where.orders.find(NUMBER) is not None
    sweep(where)
    nothing = (None, (UNITS, 0), "free", lives.used(0))
    assert settled(where, coupon) == (paid() if is_there else nothing)
    assert place(where, coupon).stage == "paid"
    assert settled(where, coupon) == paid()


def test_time_pays_it_and_does_not_cancel_it(coupon: str) -> None:
    where = counter(lives.PROMOTION)
    with failing(killed_before, MOST), suppress(Killed):
        place(where, coupon)
    assert settled(where, coupon)[0] == "pending_payment"
    over = at(NOON + timedelta(hours=1), "over")
    assert ending.time_out(NUMBER, over, desk_of(where)).stage == "pending_payment"
    waking.wake(NUMBER, over, desk_of(where), FakeGateway())
    assert settled(where, coupon) == paid()
