"""Orders, looked for over HTTP."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support import functions
from tests.support.callers import OTHER_SHOPPER, SHOPPER, STOREFRONT, SUPPORT
from tests.support.cloud import delivered
from tests.support.gateway import Gateway
from tests.support.ordering import SHOP
from tests.support.orders import sale
from tests.support.paying import notify, payment
from tests.support.selling import cart, open_shop, place, quoted

PATH = "GET /order-searches"


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway, caller: Any = SHOPPER, sku: str = "MUG-S") -> dict[str, Any]:
    order: dict[str, Any] = place(shop, quoted(shop, cart((sku, 1)), caller), caller).json
    return order


def sent(shop: Gateway, order: dict[str, Any], tracking: str) -> None:
    notify(shop, payment(order, f"T-{order['number']}"))
    body = {"carrier": "SF", "tracking": tracking}
    assert shop.call(f"POST /shop-orders/{order['number']}/parcels", body).status == 201


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


def today(order: dict[str, Any]) -> dict[str, str]:
    """The day of the shop on which it was placed."""
    placed_at = datetime.fromisoformat(order["placed_at"])
    day = str(placed_at.astimezone(ZoneInfo(SHOP.zone)).date())
    return {"first_day": day, "last_day": day}


def test_a_stage_lists_its_orders_the_newest_first(shop: Gateway) -> None:
    orders = [bought(shop) for _ in range(5)]
    numbers = [each["number"] for each in orders]
    assert found(shop, stage="pending_payment") == numbers[::-1]
    notify(shop, payment(orders[1]))
    assert found(shop, stage="paid") == [numbers[1]]
    assert found(shop, stage="pending_payment") == [n for n in numbers[::-1] if n != numbers[1]]


def test_a_customer_s_orders_are_listed_the_newest_first(shop: Gateway) -> None:
    numbers = [bought(shop)["number"] for _ in range(3)]
    bought(shop, OTHER_SHOPPER)
    assert found(shop, customer=SHOPPER.subject) == numbers[::-1]
    assert found(shop, customer="nobody") == []


def test_all_that_is_asked_for_is_asked_at_once(shop: Gateway) -> None:
    small, large = bought(shop), bought(shop, sku="MUG-L")
    other = bought(shop, OTHER_SHOPPER)
    paid = bought(shop)
    notify(shop, payment(paid))
    days = today(small)
    assert found(shop, **days) == [each["number"] for each in (paid, other, large, small)]
    assert found(shop, sku="MUG-L", **days) == [large["number"]]
    asked = {"customer": SHOPPER.subject, "stage": "pending_payment", "sku": "MUG-S"}
    assert found(shop, **asked, **days) == [small["number"]]
    assert found(shop, **asked, first_day="2026-01-01", last_day="2026-01-04") == []


def test_a_store_holds_beside_whatever_else_is_asked_for(shop: Gateway) -> None:
    order = bought(shop)
    sent(shop, order, "SF-1")
    ways: list[dict[str, str]] = [
        {"stage": "shipped"},
        {"tracking": "SF-1"},
        {"number": order["number"]},
        {"customer": str(SHOPPER.subject)},
        today(order),
    ]
    assert [found(shop, store=SHOP.store, **each) for each in ways] == [[order["number"]]] * 5
    assert [found(shop, store="nosuch", **each) for each in ways] == [[]] * 5


def test_a_number_and_a_tracking_number_find_their_order(shop: Gateway) -> None:
    one, other = bought(shop), bought(shop)
    sent(shop, one, "SF-1")
    sent(shop, other, "SF-2")
    assert found(shop, tracking="SF-1") == found(shop, number=one["number"]) == [one["number"]]
    assert found(shop, tracking="SF-1", customer="nobody") == []
    assert found(shop, number=other["number"], tracking="SF-1") == []
    assert found(shop, tracking="SF-3") == found(shop, number="order_none") == []


def test_numbers_and_skus_are_found_however_they_are_typed(shop: Gateway) -> None:
    order = bought(shop)
    sent(shop, order, "Sf-1a")
    for number in (order["number"].upper(), f" {order['number'].lower()} ".strip()):
        assert found(shop, number=number) == [order["number"]]
    assert found(shop, tracking="SF-1A") == found(shop, tracking="ｓｆ-1a") == [order["number"]]
    assert found(shop, stage="shipped", sku="mug-s") == [order["number"]]


def test_orders_that_go_in_one_parcel_share_its_tracking_number(shop: Gateway) -> None:
    one, other = bought(shop), bought(shop)
    sent(shop, one, "SF-1")
    sent(shop, other, "SF-1")
    assert found(shop, tracking="SF-1") == [other["number"], one["number"]]


def test_orders_of_other_sources_are_found_by_their_days(shop: Gateway) -> None:
    body = sale(source="storefront")
    shop.call("POST /orders", body, caller=STOREFRONT)
    functions.invoke("order_ingest", delivered("order-ingest"))
    days = {"first_day": "2025-12-01", "last_day": "2026-01-31"}
    place_ = {"source": body["source"], "store": body["store"]}
    assert found(shop, **place_, **days) == [body["number"]]
    assert found(shop, **place_, number=body["number"]) == [body["number"]]
    assert found(shop, **place_, sku="NONE", **days) == []


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ({}, "/number", "one_of"),
        ({"sku": "MUG-S", "first_day": "2026-01-01"}, "/number", "one_of"),
        ({"source": "pos", "stage": "paid"}, "/number", "one_of"),
        ({"first_day": "2026-01-02", "last_day": "2026-01-01"}, "/last_day", "out_of_range"),
        ({"first_day": "2026-01-01", "last_day": "2026-04-03"}, "/last_day", "out_of_range"),
    ],
)
def test_what_would_take_a_scan_is_refused(
    shop: Gateway, query: dict[str, str], pointer: str, code: str
) -> None:
    answer = shop.call(PATH, caller=SUPPORT, query=query)
    assert answer.pointers == [("query", pointer, code)]


def test_a_cursor_counts_for_its_own_search_alone(shop: Gateway) -> None:
    for _ in range(3):
        bought(shop)
    asked = {"stage": "pending_payment", "limit": "2"}
    cursor = shop.call(PATH, caller=SUPPORT, query=asked).json["next"]
    answer = shop.call(PATH, caller=SUPPORT, query=asked | {"cursor": cursor, "sku": "MUG-S"})
    assert answer.pointers == [("query", "/cursor", "unknown_cursor")]


def test_a_client_looks_at_its_own_source_and_at_what_it_placed_here(shop: Gateway) -> None:
    order, mine = bought(shop), bought(shop, STOREFRONT)
    for query in (today(order), {"stage": "pending_payment"}, {"number": order["number"]}):
        answer = shop.call(PATH, caller=STOREFRONT, query=query | {"source": SHOP.source})
        numbers = [] if "number" in query else [mine["number"]]
        assert [each["number"] for each in answer.json["items"]] == numbers
    for source, status in ((SHOP.source, 200), ("storefront", 200), ("pos", 404)):
        query = {"source": source, "number": order["number"]}
        answer = shop.call(PATH, caller=STOREFRONT, query=query)
        assert (answer.status, answer.json.get("items", [])) == (status, [])


@pytest.fixture
def numbered(shop: Gateway) -> Gateway:
    for number in ("#1001", "1002", "#1003", "1003", "INV/7", "Inv-8"):
        shop.call("POST /orders", sale(number), caller=STOREFRONT)
    functions.invoke("order_ingest", delivered("order-ingest"))
    return shop


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1001", ["#1001"]),
        ("#1001", ["#1001"]),
        ("＃１００１", ["#1001"]),
        ("1002", ["1002"]),
        ("#1002", ["1002"]),
        ("1003", ["#1003", "1003"]),
        ("inv/7", ["INV/7"]),
        ("Inv-8", ["Inv-8"]),
        ("#Inv-8", ["Inv-8"]),
        ("100", []),
        ("#", []),
    ],
)
def test_numbers_of_other_sources_are_found_with_or_without_their_mark(
    numbered: Gateway, typed: str, expected: list[str]
) -> None:
    assert found(numbered, source="storefront", number=typed) == expected


def test_a_number_that_is_found_on_a_page_of_one_is_not_found_again_on_the_next(
    numbered: Gateway,
) -> None:
    query = {"source": "storefront", "number": "1003", "limit": 1}
    numbers, cursor = list[str](), dict[str, Any]()
    for _ in range(3):
        page = numbered.call(PATH, caller=SUPPORT, query=query | cursor).json
        numbers += [each["number"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert (numbers, page["next"]) == (["#1003", "1003"], None)
