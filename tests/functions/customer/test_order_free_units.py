"""Units that cost nothing, of orders of which money or units go back, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import SUPPORT
from tests.support.couponed import bought, claim, state
from tests.support.gateway import Gateway
from tests.support.paying import notify, payment
from tests.support.selling import counts, open_shop


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def exchanged(shop: Gateway) -> tuple[str, dict[str, Any]]:
    """Two small mugs for 100.00, and a large one for a coupon."""
    mine = claim(shop, worth={"kind": "exchange", "sku": "MUG-L"})
    order = bought(shop, mine)
    notify(shop, payment(order))
    return mine, order


def give_back(shop: Gateway, order: dict[str, Any], *lines: tuple[int, int]) -> Any:
    named = [{"line": line, "quantity": quantity} for line, quantity in lines]
    body = {"reason": "Broken", "lines": named}
    answer = shop.call(f"POST /shop-orders/{order['number']}/refunds", body, caller=SUPPORT)
    assert answer.status == 201, answer
    return answer.json["order"]


def send(shop: Gateway, order: dict[str, Any], line: int, quantity: int) -> None:
    named = [{"line": line, "quantity": quantity}]
    body = {"carrier": "SF", "tracking": "SF1", "lines": named}
    path = f"POST /shop-orders/{order['number']}/parcels"
    assert shop.call(path, body, caller=SUPPORT).status == 201


def test_what_a_coupon_paid_for_is_not_sent_once_all_the_money_is_back(shop: Gateway) -> None:
    mine, order = exchanged(shop)
    after = give_back(shop, order, (1, 2))
    assert (after["stage"], after["refund_status"], after["refunded_minor"]) == (
        "cancelled",
        "full",
        10_000,
    )
    assert (counts(shop), counts(shop, "MUG-L")) == ((10, 0, 10), (5, 0, 5))
    assert state(shop, mine) == "unused"


def test_a_coupon_stays_used_while_the_buyer_has_what_it_paid_for(shop: Gateway) -> None:
    mine, order = exchanged(shop)
    send(shop, order, line=2, quantity=1)
    after = give_back(shop, order, (1, 2))
    assert (after["stage"], after["refund_status"]) == ("shipped", "full")
    assert (counts(shop), counts(shop, "MUG-L")) == ((10, 0, 10), (4, 0, 4))
    assert state(shop, mine) == "used"
    after = give_back(shop, order)
    assert (after["stage"], after["refunded_minor"], counts(shop, "MUG-L")) == (
        "shipped",
        10_000,
        (4, 0, 4),
    )
    assert state(shop, mine) == "unused"


def test_a_unit_that_costs_nothing_is_dropped_alone(shop: Gateway) -> None:
    mine, order = exchanged(shop)
    after = give_back(shop, order, (2, 1))
    assert (after["stage"], after["refund_status"], after["refunded_minor"]) == ("paid", "none", 0)
    assert (counts(shop), counts(shop, "MUG-L")) == ((8, 0, 8), (5, 0, 5))
    assert state(shop, mine) == "used"
    assert give_back(shop, order)["stage"] == "cancelled"
    assert (counts(shop), state(shop, mine)) == ((10, 0, 10), "unused")


def test_all_of_an_order_that_cost_nothing_goes_back_on_the_shelf(shop: Gateway) -> None:
    mine = claim(shop, worth={"kind": "amount", "off_minor": 99_999})
    order = bought(shop, mine)
    assert give_back(shop, order, (1, 1))["stage"] == "paid"
    assert (counts(shop), state(shop, mine)) == ((9, 0, 9), "used")
    assert give_back(shop, order)["stage"] == "cancelled"
    assert (counts(shop), counts(shop, "MUG-L")) == ((10, 0, 10), (5, 0, 5))
    assert state(shop, mine) == "unused"
