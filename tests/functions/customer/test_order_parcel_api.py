"""Parcels over HTTP, and what time makes of them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.customer.order.store import OrderRecord
from promenade.kit.due_marks import DueMarks
from tests.support import functions
from tests.support.callers import OTHER_SHOPPER, SHOPPER, SUPPORT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.paying import notify, payment, wake_all
from tests.support.selling import cart, open_shop, place, quoted

Order = dict[str, Any]


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    with standing():
        open_shop(gateway)
    return gateway


def paid(shop: Gateway) -> Order:
    with standing():
        order: Order = place(shop, quoted(shop, cart())).json
        notify(shop, payment(order))
    return order


def send(shop: Gateway, order: Order, *lines: tuple[int, int], key: str | None = None) -> Answer:
    told = [{"line": line, "quantity": quantity} for line, quantity in lines]
    body = {"carrier": "SF", "tracking": "SF1234567890", "lines": told}
    with standing():
        path = f"POST /shop-orders/{order['number']}/parcels"
        return shop.call(path, body, caller=SUPPORT, key=key)


def receive(shop: Gateway, order: Order, caller: Any = SHOPPER) -> Answer:
    with standing():
        return shop.call(f"POST /shop-orders/{order['number']}/receive", caller=caller)


def sweep(at: datetime) -> None:
    """As it does every minute: it begins an hour before."""
    DueMarks(OrderRecord).sweep(at - timedelta(hours=1), ())
    with standing(at + timedelta(minutes=7)):
        functions.invoke("order_sweep", {})
        wake_all()


def stage(shop: Gateway, order: Order) -> str:
    found = shop.call(f"GET /shop-orders/{order['number']}", caller=SHOPPER).json
    return str(found["stage"])


def state(shop: Gateway, order: Order) -> str:
    found = shop.call(f"GET /orders/shop/{order['number']}", caller=SUPPORT).json
    return str(found["order"]["state"])


def test_an_order_is_sent_in_parcels_until_nothing_is_left(shop: Gateway) -> None:
    order = paid(shop)
    first = send(shop, order, (1, 1))
    assert (first.status, first.json["order"]["stage"]) == (201, "partially_shipped")
    assert state(shop, order) == "paid"
    rest = send(shop, order).json["order"]
    assert rest["stage"] == "shipped"
    assert [[(x["line"], x["quantity"]) for x in each["lines"]] for each in rest["parcels"]] == [
        [(1, 1)],
        [(1, 1), (2, 1)],
    ]
    assert state(shop, order) == "shipped"


@pytest.mark.parametrize(
    ("lines", "pointer", "code"),
    [
        ([(1, 3)], "/lines/0/quantity", "above_line"),
        ([(2, 1), (9, 1)], "/lines/1/line", "unknown"),
        ([(1, 1), (1, 1)], "/lines", "repeated"),
        ([(1, 0)], "/lines/0/quantity", "wrong_value"),
    ],
)
def test_no_more_is_sent_than_was_bought(
    shop: Gateway, lines: list[tuple[int, int]], pointer: str, code: str
) -> None:
    order = paid(shop)
    before = dump()
    answer = send(shop, order, *lines)
    assert answer.pointers == [("body", pointer, code)]
    assert dump() == before


def test_a_parcel_that_is_told_again_is_one(shop: Gateway) -> None:
    order = paid(shop)
    first = send(shop, order, (1, 1), key="parcel-1")
    before = dump()
    assert (send(shop, order, (1, 1), key="parcel-1").json, dump()) == (first.json, before)


def test_what_is_not_paid_is_not_sent(shop: Gateway) -> None:
    with standing():
        order = place(shop, quoted(shop, cart())).json
    before = dump()
    answer = send(shop, order)
    assert (answer.status, answer.json["stage"], dump()) == (409, "pending_payment", before)


def test_the_buyer_says_that_all_has_arrived(shop: Gateway) -> None:
    order = paid(shop)
    send(shop, order, (1, 2))
    before = dump()
    early = receive(shop, order)
    assert (early.status, early.json["stage"], dump()) == (409, "partially_shipped", before)
    send(shop, order)
    assert receive(shop, order, OTHER_SHOPPER).status == 404
    received = receive(shop, order)
    assert (received.json["stage"], state(shop, order)) == ("received", "completed")
    before = dump()
    assert (receive(shop, order).json, dump()) == (received.json, before)


def test_what_nobody_speaks_of_counts_as_received_and_then_as_completed(shop: Gateway) -> None:
    order = paid(shop)
    send(shop, order)
    sweep(SAMPLE_TIME + timedelta(days=10, minutes=-1))
    assert stage(shop, order) == "shipped"
    sweep(SAMPLE_TIME + timedelta(days=10))
    assert stage(shop, order) == "received"
    sweep(SAMPLE_TIME + timedelta(days=17, minutes=30))
    assert (stage(shop, order), state(shop, order)) == ("completed", "completed")
    before = dump()
    assert send(shop, order).json["code"] == "stage_forbids"
    assert dump() == before
