"""Orders placed here, looked for over HTTP."""

from typing import Any

import pytest

from tests.support.callers import OTHER_SHOPPER, SHOPPER, SUPPORT
from tests.support.gateway import Gateway
from tests.support.paying import notify, payment
from tests.support.selling import cart, open_shop, place, quoted

PATH = "GET /order-searches"


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway, caller: Any = SHOPPER) -> dict[str, Any]:
    order: dict[str, Any] = place(shop, quoted(shop, cart(("MUG-S", 1)), caller), caller).json
    return order


def found(shop: Gateway, **query: Any) -> list[str]:
    """All pages, two at a time."""
    numbers: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        page = shop.call(PATH, caller=SUPPORT, query=query | {"limit": 2} | cursor).json
        numbers += [each["number"] for each in page["items"]]
        if page["next"] is None:
            return numbers
        cursor = {"cursor": page["next"]}


def test_a_stage_lists_its_orders_the_oldest_first(shop: Gateway) -> None:
    orders = [bought(shop) for _ in range(5)]
    numbers = [each["number"] for each in orders]
    assert found(shop, stage="pending_payment") == numbers
    notify(shop, payment(orders[1]))
    assert found(shop, stage="paid") == [numbers[1]]
    assert found(shop, stage="pending_payment") == [n for n in numbers if n != numbers[1]]


def test_a_customer_s_orders_are_listed_the_newest_first(shop: Gateway) -> None:
    numbers = [bought(shop)["number"] for _ in range(3)]
    bought(shop, OTHER_SHOPPER)
    assert found(shop, customer=SHOPPER.subject) == numbers[::-1]
    assert found(shop, customer="nobody") == []


@pytest.mark.parametrize("query", [{}, {"stage": "paid", "customer": "amelie"}])
def test_one_thing_is_looked_for(shop: Gateway, query: dict[str, str]) -> None:
    answer = shop.call(PATH, caller=SUPPORT, query=query)
    assert answer.pointers == [("query", "/stage", "one_of")]
