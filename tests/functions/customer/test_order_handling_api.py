"""What is taken from the shelves for orders placed here, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, SHOPPER, SUPPORT
from tests.support.gateway import Gateway
from tests.support.paying import notify, payment
from tests.support.selling import cart, open_shop, place, quoted, stock_elsewhere


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def paid(shop: Gateway, *lines: tuple[str, int]) -> dict[str, Any]:
    order: dict[str, Any] = place(shop, quoted(shop, cart(*lines))).json
    notify(shop, payment(order, f"T-{order['number']}"))
    return order


def send(shop: Gateway, order: dict[str, Any], line: int, quantity: int) -> None:
    body = {"carrier": "SF", "tracking": "SF-1", "lines": [{"line": line, "quantity": quantity}]}
    assert shop.call(f"POST /shop-orders/{order['number']}/parcels", body).status == 201


def pick_list(shop: Gateway, **query: Any) -> Any:
    return shop.call("GET /pick-lists", caller=SUPPORT, query=query).json


def taken(shop: Gateway, **query: Any) -> list[tuple[str, str, int]]:
    return [
        (each["number"], pick["place"], pick["quantity"])
        for each in pick_list(shop, **query)["items"]
        for pick in each["picks"]
    ]


def test_orders_that_are_paid_are_taken_off_the_shelves_the_oldest_first(shop: Gateway) -> None:
    first, second = paid(shop, ("MUG-S", 2)), paid(shop, ("MUG-S", 1), ("MUG-L", 3))
    place(shop, quoted(shop, cart(("MUG-S", 1))))
    assert taken(shop) == [
        (first["number"], "MUG-S", 2),
        (second["number"], "MUG-S", 1),
        (second["number"], "MUG-L", 3),
    ]
    totals = [(each["sku"], each["quantity"]) for each in pick_list(shop)["totals"]]
    assert totals == [("MUG-L", 3), ("MUG-S", 3)]
    page = pick_list(shop, limit=1)
    assert [each["number"] for each in page["items"]] == [first["number"]]
    rest = pick_list(shop, limit=1, cursor=page["next"])
    assert ([each["number"] for each in rest["items"]], rest["next"]) == ([second["number"]], None)


def test_what_was_sent_and_what_may_be_cancelled_stays_where_it_is(shop: Gateway) -> None:
    order, other = paid(shop, ("MUG-S", 2), ("MUG-L", 1)), paid(shop, ("MUG-S", 1))
    send(shop, order, 1, 1)
    where = f"POST /shop-orders/{other['number']}/cancellation-requests"
    shop.call(where, {"reason": "other"}, caller=SHOPPER)
    assert taken(shop) == [(order["number"], "MUG-S", 1), (order["number"], "MUG-L", 1)]
    send(shop, order, 1, 1)
    send(shop, order, 2, 1)
    assert taken(shop) == []


def test_each_warehouse_has_its_own_list(shop: Gateway) -> None:
    stock_elsewhere(shop)
    order = paid(shop, ("MUG-S", 12))
    assert taken(shop) == []
    assert taken(shop, warehouse="EAST") == [(order["number"], "MUG-S#EAST", 12)]
    send(shop, order, 1, 5)
    assert taken(shop, warehouse="EAST") == [(order["number"], "MUG-S#EAST", 7)]


def test_who_does_not_handle_orders_sees_no_list(shop: Gateway) -> None:
    assert shop.call("GET /pick-lists", caller=ANALYST).status == 403
