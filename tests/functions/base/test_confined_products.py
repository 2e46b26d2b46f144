"""Who holds a permission in some stores or categories alone finds and changes what is there."""

import json
from typing import Any

import pytest

from promenade.kit.imports import JSON_LINES
from tests.functions.base.test_catalogue_api import MUG
from tests.functions.base.test_catalogue_api import shop as shop  # noqa: PLC0414  a fixture
from tests.functions.base.test_catalogue_export import read
from tests.functions.base.test_catalogue_search import catch_up
from tests.support.callers import Caller, staff
from tests.support.cloud import dump
from tests.support.confined import FIRST, hire
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

BODY = {name: value for name, value in MUG.items() if name not in ("id", "skus")}


def good(id_: str, **other: Any) -> dict[str, Any]:
    sku = {"code": f"{id_}-1", "currency": "CNY", "list_price_minor": 900}
    return BODY | {"id": id_, "skus": [sku]} | other


@pytest.fixture
def goods(shop: Gateway) -> Gateway:
    """A mug and a cup in the main store, and a mug in Paris."""
    bring(shop, good("MUG"), good("CUP", category="cups"), good("TASSE", store="paris"))
    return shop


def ids(shop: Gateway, caller: Caller, **query: Any) -> list[str]:
    found, cursor = list[str](), None
    while True:
        asked = query | ({"cursor": cursor} if cursor else {})
        page = shop.call("GET /products", caller=caller, query=asked).json
        found += [each["id"] for each in page["items"]]
        if (cursor := page["next"]) is None:
            return found


def refusal(answer: Answer) -> tuple[int, Any]:
    told = {name: each for name, each in answer.json.items() if name != "instance"}
    return answer.status, told


def by(caller: Caller, shop: Gateway, request: str, body: Any = None, version: int = 1) -> Answer:
    return shop.call(request, body, caller=caller, version=version)


@pytest.mark.parametrize("limit", [1, 20])
def test_a_list_has_what_is_in_the_callers_stores_and_categories_page_by_page(
    goods: Gateway, limit: int
) -> None:
    paris = hire(goods, "pia", stores=["paris"])
    cups = hire(goods, "carl", categories=["cups"])
    home = hire(goods, "hana", categories=["home"], stores=["main", "rome"])
    assert ids(goods, paris, limit=limit) == ["TASSE"]
    assert ids(goods, cups, limit=limit) == ["CUP"]
    assert ids(goods, home, limit=limit) == ["CUP", "MUG"]
    assert ids(goods, FIRST, limit=limit) == ["CUP", "MUG", "TASSE"]


def test_what_is_elsewhere_is_not_there_by_any_way_and_stays_as_it_is(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    before = dump()
    change = good("", title="Ours")
    del change["id"]
    for request, body in (
        ("GET /products/{}", None),
        ("PUT /products/{}", change),
        ("DELETE /products/{}", None),
        ("POST /products/{}/submit", None),
        ("POST /products/{}/decisions", {"decision": "approve"}),
        ("GET /products/{}/revisions", None),
        ("POST /products/{}/revisions", {"version": 1}),
        ("GET /skus/{}-1", None),
    ):
        elsewhere, nowhere = (
            refusal(by(pia, goods, request.format(each), body)) for each in ("MUG", "JUG")
        )
        assert (elsewhere[0], elsewhere[1]["code"]) == (404, "not_found")
        assert json.dumps(elsewhere).replace("MUG", "JUG") == json.dumps(nowhere)
    versions = {"before": 1, "after": 1}
    diff = goods.call("GET /products/MUG/diff", caller=pia, query=versions)
    assert (diff.status, diff.json["code"]) == (404, "not_found")
    assert dump() == before


def test_what_is_there_is_found_and_changed_like_by_anybody(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    assert by(pia, goods, "GET /skus/TASSE-1").status == 200
    asked = good("TASSE", store="paris", title="Bol") | {"tags": ["new"]}
    del asked["id"]
    assert by(pia, goods, "PUT /products/TASSE", asked).json["tags"] == ["new"]
    assert len(by(pia, goods, "GET /products/TASSE/revisions").json["items"]) == 2
    back = by(pia, goods, "POST /products/TASSE/revisions", {"version": 1}, version=2)
    assert back.json["tags"] == ["gift", "new"]
    assert by(pia, goods, "DELETE /products/TASSE", version=3).status == 204
    assert by(pia, goods, "GET /products/TASSE").status == 404


def test_something_new_elsewhere_is_refused_with_what_is_lacking_where(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"], categories=["mugs"])
    before = dump()
    for place in ({"store": "rome"}, {"store": "paris", "category": "cups"}, {}):
        asked = good("JUG", **place)
        refused = goods.call("POST /products", asked, caller=pia)
        lacking = (refused.json["permission"], refused.json["store"], refused.json["category"])
        told = ("catalogue:write", asked.get("store", "main"), asked["category"])
        assert (refused.status, refused.json["code"], lacking) == (403, "forbidden", told)
    assert dump() == before
    assert goods.call("POST /products", good("JUG", store="paris"), caller=pia).status == 201


def test_an_id_that_is_taken_elsewhere_is_taken(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    before = dump()
    refused = goods.call("POST /products", good("MUG", store="paris"), caller=pia)
    assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert dump() == before


def test_a_product_moves_to_another_store_by_who_holds_both(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    both = hire(goods, "bea", stores=["paris", "rome"])
    asked = good("TASSE", store="rome")
    del asked["id"]
    before = dump()
    assert by(pia, goods, "PUT /products/TASSE", asked).json["store"] == "rome"
    assert by(pia, goods, "PUT /products/TASSE", asked).status == 403
    assert dump() == before
    assert by(both, goods, "PUT /products/TASSE", asked).status == 200
    assert by(pia, goods, "GET /products/TASSE").status == 404


def test_a_product_moves_to_another_category_when_somebody_approves_it_who_holds_both(
    goods: Gateway,
) -> None:
    hana = hire(goods, "hana", categories=["mugs"])
    decides = hire(goods, "dora", categories=["mugs"])
    both = hire(goods, "bea", categories=["home"])
    asked = good("MUG", category="cups")
    del asked["id"]
    assert by(hana, goods, "PUT /products/MUG", asked).status == 200
    before = dump()
    decision = "POST /products/MUG/decisions"
    refused = by(decides, goods, decision, {"decision": "approve"}, version=2)
    assert (refused.status, refused.json["category"]) == (403, "cups")
    assert dump() == before
    assert by(both, goods, decision, {"decision": "approve"}, version=2).status == 200
    assert by(hana, goods, "GET /products/MUG").status == 404


def test_a_store_and_a_category_of_one_grant_are_what_is_in_both(goods: Gateway) -> None:
    mixed = hire(goods, "mia", stores=["paris"], categories=["cups"])
    assert ids(goods, mixed) == []
    assert by(mixed, goods, "GET /products/CUP").status == 404
    assert by(mixed, goods, "GET /products/TASSE").status == 404


def test_a_batch_changes_what_is_within_and_knows_nothing_elsewhere(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    asked = {"products": [{"product_id": "MUG"}, {"product_id": "TASSE"}], "shelf": "OFF"}
    told = goods.call("POST /product-batches", asked, caller=pia).json["items"]
    assert [(each["product_id"], each["result"]) for each in told] == [
        ("MUG", "refused"),
        ("TASSE", "done"),
    ]
    assert told[0]["problem"]["code"] == "not_found"
    assert goods.call("GET /products/MUG", caller=FIRST).json["version"] == 1


def test_what_depends_on_a_product_elsewhere_is_told_to_nobody(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    for id_, status in (("TASSE", 200), ("MUG", 404), ("NONE", 404)):
        asked = goods.call(f"GET /products/{id_}/impact", caller=pia, query={"change": "removal"})
        assert asked.status == status


@pytest.mark.parametrize("dry_run", [True, False])
def test_rows_of_products_elsewhere_are_rejected_and_the_others_are_not(
    goods: Gateway, *, dry_run: bool
) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    rows: list[dict[str, Any]] = [
        {"product": "MUG", "sku": "MUG-1", "title": "Ours"},
        {"product": "TASSE", "sku": "TASSE-1", "tags": ["new"]},
        {"product": "JUG", "sku": "JUG-1", "title": "Jug", "category": "mugs"},
        {"product": "BOL", "sku": "BOL-1", "title": "Bol", "category": "mugs", "store": "paris"},
    ]
    new: dict[str, Any] = {"currency": "CNY", "list_price_minor": 900}
    lines = "\n".join(json.dumps(each | (new if "category" in each else {})) for each in rows)
    before = dump()
    report = goods.call(
        "POST /product-imports",
        lines.encode(),
        caller=pia,
        headers={"content-type": JSON_LINES},
        query={"dry_run": str(dry_run).lower()},
    ).json
    assert [each["result"] for each in report["rows"]] == [
        "rejected",
        "updated",
        "rejected",
        "created",
    ]
    codes = [[fault["code"] for fault in each["errors"]] for each in report["rows"]]
    assert codes == [["conflict"], [], ["forbidden"], []]
    if dry_run:
        assert dump() == before
    else:
        assert goods.call("GET /products/MUG", caller=FIRST).json["title"] == "Mug"
        assert ids(goods, pia) == ["BOL", "TASSE"]


def test_a_file_has_what_is_there(goods: Gateway) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    link = goods.call("GET /product-exports", caller=pia, query={"format": "jsonl"})
    rows = [json.loads(line) for line in read(link).splitlines()]
    assert [row["sku"] for row in rows] == ["TASSE-1"]


def test_a_search_finds_what_is_there(goods: Gateway) -> None:
    catch_up()
    pia = hire(goods, "pia", stores=["paris"])
    assert ids(goods, pia, q="mug") == ["TASSE"]
    assert sorted(ids(goods, FIRST, q="mug")) == ["CUP", "MUG", "TASSE"]


def test_categories_and_brands_are_read_by_all_and_written_by_who_holds_it_everywhere(
    goods: Gateway,
) -> None:
    pia = hire(goods, "pia", stores=["paris"])
    stranger = staff("nils")
    before = dump()
    for path in ("/categories", "/categories/home", "/categories/home/attributes", "/brands"):
        assert goods.call(f"GET {path}", caller=pia).status == 200
        assert goods.call(f"GET {path}", caller=stranger).status == 403
    for request, body in (
        ("POST /categories", {"id": "jars", "name": "Jars"}),
        ("POST /brands", {"name": "Kiln"}),
    ):
        assert goods.call(request, body, caller=pia).status == 403
    assert dump() == before


def test_the_inbox_has_what_waits_where_the_caller_may_read_it(shop: Gateway) -> None:
    for id_, place in (("JUG", {"store": "paris"}), ("POT", {}), ("CAN", {"category": "cups"})):
        assert shop.call("POST /products", good(id_, **place)).status == 201
        assert shop.call(f"POST /products/{id_}/submit", version=1).status == 200
    paris = hire(shop, "pia", "marketer", stores=["paris"])
    cups = hire(shop, "carl", "marketer", categories=["cups"])
    reads = hire(shop, "ada", "analyst", categories=["home"])

    def inbox(caller: Caller) -> dict[str, bool]:
        items = shop.call("GET /approvals", caller=caller).json["items"]
        return {each["id"]: each["may_approve"] for each in items}

    assert inbox(paris) == {"JUG": True}
    assert inbox(cups) == {"CAN": True}
    assert inbox(reads) == {"JUG": False, "POT": False, "CAN": False}
    assert inbox(FIRST) == {"JUG": True, "POT": True, "CAN": True}
