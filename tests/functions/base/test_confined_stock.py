"""Who holds stock and prices in some stores or categories alone finds and changes those of the
SKUs that are there."""

from typing import Any

import pytest

from tests.functions.base.test_catalogue_api import shop as shop  # noqa: PLC0414  a fixture
from tests.functions.base.test_confined_products import good, refusal
from tests.functions.base.test_confined_products import goods as goods  # noqa: PLC0414  a fixture
from tests.support.callers import Caller
from tests.support.cloud import dump
from tests.support.confined import FIRST, hire
from tests.support.gateway import Answer, Gateway

REASON = {"reason": "Because"}
DELIVERY = {"kind": "receive", "count": 9, "reason": "Delivery"}


@pytest.fixture
def shelves(goods: Gateway) -> Gateway:
    for sku in ("MUG-1", "TASSE-1"):
        assert goods.call(f"POST /stock/{sku}/movements", DELIVERY).status == 201
    return goods


def propose(shop: Gateway, book: str, sku: str, by: Caller) -> Answer:
    terms = {"list_minor": 900, "sale_minor": 100}
    body = {"book_id": book, "currency": "CNY", "terms": terms, "reason": "Sale"}
    return shop.call(f"POST /prices/{sku}/changes", body, caller=by)


def opened(shop: Gateway) -> str:
    book = shop.call("POST /price-books", {"name": "Members", "currency": "CNY"})
    found: str = book.json["id"]
    return found


def test_stock_elsewhere_is_not_there_and_stays_as_it_is(shelves: Gateway) -> None:
    pia = hire(shelves, "pia", stores=["paris"])
    before = dump()
    for request, body in (
        ("GET /stock/{}", None),
        ("GET /stock/{}/movements", None),
        ("GET /stock/{}/pools", None),
        ("POST /stock/{}/movements", DELIVERY),
        ("POST /stock/{}/transfers", {"source": "MAIN", "target": "EAST", "count": 1} | REASON),
        ("POST /stock/{}/pools", {"name": "flash", "count": 1}),
        ("POST /stock/{}/pools/flash/closing", {}),
        ("PUT /stock/{}", {"safety_count": 1}),
        ("PUT /stock/{}/alert", {"low_count": 1}),
    ):
        elsewhere, nowhere = (
            refusal(shelves.call(request.format(sku), body, caller=pia, version=1))
            for sku in ("MUG-1", "JUG-1")
        )
        assert (elsewhere[0], elsewhere[1].pop("sku")) == (404, "MUG-1")
        assert (nowhere[0], nowhere[1].pop("sku")) == (404, "JUG-1")
        assert elsewhere == nowhere
    assert dump() == before


def test_stock_that_is_there_is_counted_like_by_anybody(shelves: Gateway) -> None:
    pia = hire(shelves, "pia", stores=["paris"])
    assert shelves.call("POST /stock/TASSE-1/movements", DELIVERY, caller=pia).status == 201
    assert shelves.call("GET /stock/TASSE-1", caller=pia).json["on_hand_count"] == 18
    safety = shelves.call("PUT /stock/TASSE-1", {"safety_count": 2}, caller=pia, version=2)
    assert (safety.status, safety.json["available_count"]) == (200, 16)


def test_of_a_file_the_rows_of_what_is_elsewhere_are_rejected(shelves: Gateway) -> None:
    cups = hire(shelves, "carl", categories=["cups"])
    rows = b"sku,kind,count,reason\nCUP-1,receive,3,Delivery\nMUG-1,receive,3,Delivery\n"
    csv = {"content-type": "text/csv"}
    report = shelves.call("POST /stock-imports", rows, caller=cups, headers=csv).json
    assert [each["result"] for each in report["rows"]] == ["recorded", "rejected"]
    assert [each["code"] for each in report["rows"][1]["errors"]] == ["not_found"]
    assert shelves.call("GET /stock/MUG-1", caller=FIRST).json["on_hand_count"] == 9


def test_what_may_be_promised_is_told_of_what_is_there(shelves: Gateway) -> None:
    pia = hire(shelves, "pia", stores=["paris"])
    asked = {"skus": ["TASSE-1", "MUG-1"]}
    told = shelves.call("POST /stock-availability", asked, caller=pia).json["items"]
    counts = {each["sku"]: [at["available_count"] for at in each["warehouses"]] for each in told}
    assert counts == {"TASSE-1": [9], "MUG-1": []}


def test_warehouses_are_seen_by_all_and_kept_by_who_holds_it_everywhere(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    before = dump()
    assert goods.call("GET /warehouses", caller=pia).status == 200
    east = {"code": "EAST", "name": "East"}
    assert goods.call("POST /warehouses", east, caller=pia).status == 403
    assert dump() == before


def test_prices_elsewhere_are_not_there_and_stay_as_they_are(goods: Gateway) -> None:
    book = opened(goods)
    paths: dict[str, Any] = {}
    pia = hire(goods, "pia", stores=["paris"])
    for sku in ("MUG-1", "TASSE-1"):
        made = propose(goods, book, sku, FIRST)
        assert (made.status, made.json["status"]) == (201, "pending_approval")
        paths[sku] = made.headers["location"]
    before = dump()
    assert propose(goods, book, "MUG-1", pia).status == 404
    for request in ("GET {}", "POST {}/submit", "POST {}/cancel", "POST {}/approve"):
        refused = goods.call(request.format(paths["MUG-1"]), caller=pia, version=1)
        assert (refused.status, refused.json["code"]) == (404, "not_found")
    for path in ("", "/history", "/baseline"):
        query = {"rule": "cn7"} if path == "/baseline" else {}
        refused = goods.call(f"GET /prices/MUG-1{path}", caller=pia, query=query)
        assert (refused.status, refused.json["code"]) == (404, "not_found")
    assert dump() == before
    listed = goods.call("GET /price-changes", caller=pia).json["items"]
    assert [each["sku"] for each in listed] == ["TASSE-1"]
    approved = goods.call(f"POST {paths['TASSE-1']}/approve", caller=pia, version=1)
    assert (approved.status, approved.json["status"]) == (200, "active")
    prices = goods.call("GET /prices/TASSE-1", caller=pia).json["entries"]
    assert [each["terms"]["sale_minor"] for each in prices] == [100]


def test_a_sku_goes_where_its_product_goes(shelves: Gateway) -> None:
    pia = hire(shelves, "pia", stores=["paris"])
    rome = hire(shelves, "rosa", stores=["rome"])
    asked = good("TASSE", store="rome")
    del asked["id"]
    assert shelves.call("PUT /products/TASSE", asked, caller=FIRST, version=1).status == 200
    assert shelves.call("GET /stock/TASSE-1", caller=pia).status == 404
    assert shelves.call("GET /stock/TASSE-1", caller=rome).json["on_hand_count"] == 9
