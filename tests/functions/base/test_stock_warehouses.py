"""Warehouses, transfers between them and what all of them have, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, SHOPPER, STOREFRONT
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

EAST = {"code": "EAST", "name": "East"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """48 mugs in the main warehouse, and an empty one."""
    gateway.call("POST /warehouses", EAST, caller=MARKETER)
    receive(gateway, 48)
    return gateway


def receive(gateway: Gateway, count: int, warehouse: str = "MAIN", sku: str = "MUG") -> Answer:
    return move(gateway, {"kind": "receive", "count": count, "warehouse": warehouse}, sku)


def move(gateway: Gateway, body: dict[str, Any], sku: str = "MUG") -> Answer:
    return gateway.call(
        f"POST /stock/{sku}/movements", {"reason": "Because", **body}, caller=MARKETER
    )


def transfer(gateway: Gateway, count: int, way: str = "MAIN EAST", **options: Any) -> Answer:
    source, target = way.split()
    body = {"source": source, "target": target, "count": count, "reason": "Because"}
    return gateway.call("POST /stock/MUG/transfers", body, **{"caller": MARKETER} | options)


def close(gateway: Gateway, version: int = 1, code: str = "EAST", **body: Any) -> Answer:
    wanted = {"name": "East", "is_open": False, **body}
    return gateway.call(f"PUT /warehouses/{code}", wanted, caller=MARKETER, version=version)


def on_hand(gateway: Gateway, warehouse: str = "MAIN") -> int:
    return int(gateway.call("GET /stock/MUG", query={"warehouse": warehouse}).json["on_hand_count"])


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_the_main_warehouse_is_there_from_the_start(gateway: Gateway) -> None:
    assert gateway.call("GET /warehouses").json == {
        "items": [
            {"code": "MAIN", "name": "Main warehouse", "is_open": True, "priority": 0, "version": 0}
        ]
    }


def test_a_warehouse_is_added_once_however_it_is_spelt(gateway: Gateway) -> None:
    added = gateway.call("POST /warehouses", EAST, caller=MARKETER, key="east-1234")
    assert (added.status, added.headers["etag"]) == (201, '"1"')
    before = dump()
    again = gateway.call("POST /warehouses", EAST, caller=MARKETER, key="east-1234")
    assert again.json == added.json
    for code in ("east", "EAST", "main"):
        answer = gateway.call("POST /warehouses", {**EAST, "code": code}, caller=MARKETER)
        refused(answer, 409, "conflict", before)


def test_a_warehouse_is_renamed_closed_and_opened_again(shop: Gateway) -> None:
    closed = {"code": "EAST", "name": "East", "is_open": False, "priority": 0, "version": 2}
    assert close(shop).json == closed
    before = dump()
    refused(close(shop, name="Else"), 412, "stale", before)
    refused(receive(shop, 1, "EAST"), 422, "warehouse_closed", before)
    refused(transfer(shop, 1), 422, "warehouse_closed", before)
    assert close(shop, 2, is_open=True, name="Far east").json["name"] == "Far east"
    assert receive(shop, 1, "EAST").status == 201


def test_warehouses_are_told_in_the_order_in_which_orders_come_from_them(shop: Gateway) -> None:
    shop.call("POST /warehouses", {"code": "NEAR", "name": "N", "priority": 9}, caller=MARKETER)
    close(shop, is_open=True, priority=-1)
    found = shop.call("GET /warehouses").json["items"]
    assert [(each["code"], each["priority"]) for each in found] == [
        ("NEAR", 9),
        ("MAIN", 0),
        ("EAST", -1),
    ]


def test_a_warehouse_with_units_in_it_stays_open(shop: Gateway) -> None:
    receive(shop, 2, "EAST")
    receive(shop, 1, "EAST", sku="CUP")
    before = dump()
    answer = close(shop)
    refused(answer, 422, "warehouse_in_use", before)
    assert answer.json["stocked_count"] == 2
    transfer(shop, 2, "EAST MAIN")
    assert close(shop).json["stocked_count"] == 1
    move(shop, {"kind": "stock_take", "count": 0, "warehouse": "EAST"}, "CUP")
    assert close(shop).status == 200


def test_the_main_warehouse_is_named_and_stays_open(gateway: Gateway) -> None:
    before = dump()
    refused(close(gateway, 0, "MAIN"), 422, "warehouse_in_use", before)
    named = close(gateway, 0, "MAIN", is_open=True, name="Hall 1")
    told = {"code": "MAIN", "name": "Hall 1", "is_open": True, "priority": 0, "version": 1}
    assert named.json == told
    assert len(gateway.call("GET /warehouses").json["items"]) == 1


def test_nothing_comes_into_a_warehouse_that_was_never_added(shop: Gateway) -> None:
    before = dump()
    refused(receive(shop, 1, "WEST"), 404, "not_found", before)
    refused(transfer(shop, 1, "MAIN WEST"), 404, "not_found", before)
    assert shop.call("GET /stock/MUG", query={"warehouse": "WEST"}).status == 404


def test_a_transfer_is_in_both_ledgers_under_one_id(shop: Gateway) -> None:
    done = transfer(shop, 20, key="transfer-1")
    assert (done.status, done.json["source_balance_count"], done.json["target_balance_count"]) == (
        (201, 28, 20)
    )
    assert (on_hand(shop), on_hand(shop, "EAST")) == (28, 20)
    (left,) = shop.call("GET /stock/MUG/movements").json["items"][1:]
    (came,) = shop.call("GET /stock/MUG/movements", query={"warehouse": "east"}).json["items"]
    assert (left["delta_count"], came["delta_count"]) == (-20, 20)
    assert left["id"] == came["id"] == done.json["id"]
    assert {left["kind"], came["kind"]} == {"transfer"}
    before = dump()
    assert transfer(shop, 20, key="transfer-1").json == done.json
    refused(transfer(shop, 21, key="transfer-1"), 409, "conflict", before)


def test_a_transfer_repeated_answers_the_same_though_nothing_is_left(shop: Gateway) -> None:
    done = transfer(shop, 48, key="transfer-1")
    assert transfer(shop, 48, key="transfer-1").json == done.json


@pytest.mark.parametrize("way", ["MAIN EAST", "EAST MAIN"])
def test_what_is_not_there_is_not_transferred(shop: Gateway, way: str) -> None:
    before = dump()
    refused(transfer(shop, 49, way), 422, "stock_short", before)


def test_what_is_kept_safe_is_not_transferred(shop: Gateway) -> None:
    shop.call("PUT /stock/MUG", {"safety_count": 40}, caller=MARKETER, version=1)
    before = dump()
    answer = transfer(shop, 9)
    refused(answer, 422, "stock_short", before)
    assert answer.json["available_count"] == 8
    assert transfer(shop, 8).status == 201


def test_a_transfer_that_says_nothing_is_refused(shop: Gateway) -> None:
    before = dump()
    for way, count, pointer in (("EAST east", 1, "/target"), ("MAIN EAST", 0, "/count")):
        answer = transfer(shop, count, way)
        assert answer.json["errors"][0]["pointer"] == pointer
    assert transfer(shop, 1, "? !").pointers == [
        ("body", "/source", "malformed"),
        ("body", "/target", "malformed"),
    ]
    assert dump() == before


def test_what_may_be_promised_is_told_of_many_skus_over_all_warehouses(shop: Gateway) -> None:
    transfer(shop, 20)
    shop.call(
        "PUT /stock/MUG", {"safety_count": 5, "warehouse": "EAST"}, caller=MARKETER, version=1
    )
    with capacity() as asked:
        found = shop.call("POST /stock-availability", {"skus": ["mug", "HAT", "MUG"]})
    assert asked.calls == {"Query": 1, "BatchGetItem": 1}
    mug, hat = found.json["items"]
    assert (mug["sku"], mug["available_count"]) == ("MUG", 43)
    assert [(each["warehouse"], each["available_count"]) for each in mug["warehouses"]] == [
        ("MAIN", 28),
        ("EAST", 15),
    ]
    assert hat == {"sku": "HAT", "available_count": 0, "warehouses": []}


@pytest.mark.parametrize("caller", [None, SHOPPER, ANALYST, STOREFRONT])
def test_who_may_not_change_stock_changes_nothing(shop: Gateway, caller: Any) -> None:
    before = dump()
    answers = [
        shop.call("POST /warehouses", {"code": "W", "name": "W"}, caller=caller),
        transfer(shop, 1, caller=caller),
        shop.call("PUT /warehouses/EAST", {"name": "W"}, caller=caller, version=1),
    ]
    assert {answer.status for answer in answers} == {403 if caller else 401}
    assert dump() == before
