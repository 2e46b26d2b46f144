"""The catalogue over HTTP."""

import json
from typing import Any

import pytest

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.contracts.catalogue import SkuFacts
from tests.support.callers import MARKETER, SHOPPER, STOREFRONT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.relaying import relayed

MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "brand": "Shanjin",
    "tags": ["gift", "new"],
    "shelf": "ON",
    "skus": [
        {
            "code": "MUG-S",
            "barcode": "1",
            "currency": "CNY",
            "list_price_minor": 8900,
            "sale_price_minor": 7900,
            "floor_price_minor": 5200,
        },
        {"code": "MUG-L", "barcode": "2", "currency": "CNY", "list_price_minor": 10900},
    ],
}


CUP: dict[str, Any] = {"id": "CUP", "shelf": "OFF", "skus": []}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    for id_, parent in (("home", None), ("mugs", "home"), ("cups", "home")):
        body = {"id": id_, "name": id_.title(), "parent": parent}
        assert gateway.call("POST /categories", body, caller=MARKETER).status == 201
    return gateway


def add(shop: Gateway, product: Any, key: str | None = None) -> Answer:
    return shop.call("POST /products", product, caller=MARKETER, key=key)


def change(shop: Gateway, version: int, **fields: Any) -> Answer:
    body = {name: value for name, value in MUG.items() if name != "id"} | fields
    return shop.call("PUT /products/MUG", body, caller=MARKETER, version=version)


def ids(shop: Gateway, **query: Any) -> list[str]:
    return [each["id"] for each in shop.call("GET /products", query=query).json["items"]]


def test_a_new_category_says_where_it_is_and_its_version(gateway: Gateway) -> None:
    body = {"id": "home", "name": "Home"}
    made = gateway.call("POST /categories", body)
    assert (made.status, made.headers["location"]) == (201, "/categories/home")
    assert made.headers["etag"] == '"1"'
    found = gateway.call("GET /categories/home")
    assert found.json == made.json
    assert found.json["path"] == ["home"]


def test_a_creation_repeated_is_answered_the_same_and_another_one_is_refused(
    shop: Gateway,
) -> None:
    first = add(shop, MUG, "key-of-mug")
    before = dump()
    backwards = json.dumps(dict(reversed(MUG.items())), indent=3).encode()
    for same in (MUG, backwards):
        assert add(shop, same, "key-of-mug").json == first.json
    for key, other in (("key-of-mug", {"title": "Other"}), ("key-of-cup", {}), ("key-of-mug", CUP)):
        refused = add(shop, MUG | other, key)
        assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert dump() == before


@pytest.mark.parametrize(
    ("path", "body"),
    [("/products", MUG), ("/categories", {"id": "jars", "name": "Jars"})],
    ids=["product", "category"],
)
def test_what_was_removed_comes_back_under_another_key_and_is_told_again_under_its_own(
    shop: Gateway, path: str, body: dict[str, Any]
) -> None:
    first = shop.call(f"POST {path}", body, key="key-of-mug")
    shop.call(f"DELETE {path}/{body['id']}", version=1)
    before = dump()
    again = shop.call(f"POST {path}", body, key="key-of-mug")
    assert (again.status, again.json) == (201, first.json)
    assert dump() == before
    back = shop.call(f"POST {path}", body, key="key-of-mug-again")
    assert (back.status, back.json["version"]) == (201, 3)


def test_the_tree_keeps_its_shape(shop: Gateway) -> None:
    before = dump()
    deep = {"name": "Home", "parent": "mugs"}
    assert shop.call("PUT /categories/home", deep, version=1).json["code"] == "category_cycle"
    assert shop.call("DELETE /categories/home", version=1).json["code"] == "category_in_use"
    orphan = {"id": "tin", "name": "Tin", "parent": "hats"}
    assert shop.call("POST /categories", orphan).pointers == [
        ("body", "/parent", "unknown_category")
    ]
    assert dump() == before


def test_an_empty_category_moves_and_goes(shop: Gateway) -> None:
    moved = shop.call("PUT /categories/cups", {"name": "Cups", "parent": "mugs"}, version=1)
    assert moved.json["path"] == ["home", "mugs", "cups"]
    assert shop.call("DELETE /categories/cups", version=1).json["code"] == "stale"
    assert shop.call("DELETE /categories/cups", version=2).status == 204
    assert shop.call("GET /categories/cups").status == 404
    listed = shop.call("GET /categories").json["items"]
    assert [each["id"] for each in listed] == ["home", "mugs"]


def test_products_are_found_by_category_by_tag_and_by_both(shop: Gateway) -> None:
    add(shop, MUG)
    cup = {"id": "CUP", "title": "Cup", "category": "cups", "tags": ["Gift"]}
    add(shop, cup)
    assert sorted(ids(shop)) == ["CUP", "MUG"]
    assert sorted(ids(shop, category="home")) == ["CUP", "MUG"]
    assert ids(shop, category="mugs") == ["MUG"]
    assert sorted(ids(shop, tag="ＧＩＦＴ")) == ["CUP", "MUG"]
    assert ids(shop, category="cups", tag="gift") == ["CUP"]
    assert ids(shop, tag="unheard of") == []


def test_a_listing_goes_on_by_a_cursor_that_is_good_for_it_alone(shop: Gateway) -> None:
    for number in range(3):
        add(shop, {"id": f"P{number}", "title": "P", "category": "mugs", "tags": ["gift"]})
    first = shop.call("GET /products", query={"category": "home", "limit": 2})
    assert [each["id"] for each in first.json["items"]] == ["P0", "P1"]
    cursor = first.json["next"]
    assert ids(shop, category="home", limit=2, cursor=cursor) == ["P2"]
    for other in ({"category": "mugs"}, {"tag": "gift"}, {}):
        refused = shop.call("GET /products", query=other | {"cursor": cursor})
        assert refused.pointers == [("query", "/cursor", "unknown_cursor")]


@pytest.mark.parametrize(
    ("query", "pointers"),
    [
        ({"limit": 0}, ["/limit"]),
        ({"limit": 51}, ["/limit"]),
        ({"limit": "ten", "category": "Home", "colour": "red"}, ["/category", "/colour", "/limit"]),
        ({"category": "hats"}, ["/category"]),
        ({"tag": ["a", "b"]}, ["/tag"]),
        ({"cursor": "forged"}, ["/cursor"]),
    ],
)
def test_a_wrong_query_is_refused_by_name(
    shop: Gateway, query: dict[str, Any], pointers: list[str]
) -> None:
    answer = shop.call("GET /products", query=query)
    assert answer.status == 400
    assert sorted(pointer for _, pointer, _ in answer.pointers) == pointers


def test_buyers_see_what_is_on_the_shelf_and_no_floor_price(shop: Gateway) -> None:
    bring(shop, MUG)
    add(shop, {"id": "SECRET", "title": "Next season", "category": "mugs"})
    for buyer in (SHOPPER, STOREFRONT):
        listed = shop.call("GET /products", caller=buyer).json["items"]
        assert [each["id"] for each in listed] == ["MUG"]
        assert [each["floor_price_minor"] for each in listed[0]["skus"]] == [None, None]
        assert shop.call("GET /products/SECRET", caller=buyer).status == 404
        sku = shop.call("GET /skus/MUG-S", caller=buyer).json["sku"]
        assert (sku["sale_price_minor"], sku["floor_price_minor"]) == (7900, None)
    assert shop.call("GET /skus/MUG-S").json["sku"]["floor_price_minor"] == 5200


def test_a_change_needs_the_version_it_is_based_on(shop: Gateway) -> None:
    add(shop, MUG)
    assert change(shop, 1, title="Mugs").json["version"] == 2
    assert change(shop, 1, title="Mugs").json["version"] == 2
    before = dump()
    stale = change(shop, 1, title="Cups")
    assert (stale.status, stale.json["version"]) == (412, 2)
    blind = shop.call("PUT /products/MUG", {"title": "M", "category": "mugs"})
    assert blind.pointers == [("header", "/If-Match", "missing_or_malformed")]
    assert dump() == before


def test_what_a_quote_reads_follows_every_change(shop: Gateway) -> None:
    reader = DynamoCatalogueReader()
    with standing():
        bring(shop, MUG)
    facts = SkuFacts(
        sku="MUG-S",
        product_id="MUG",
        title="Mug",
        currency="CNY",
        list_price_minor=8900,
        sale_price_minor=7900,
        floor_price_minor=5200,
        categories=frozenset({"home", "mugs"}),
        brand="Shanjin",
        tags=frozenset({"gift", "new"}),
        is_sellable=True,
        category="mugs",
        first_on_at=SAMPLE_TIME,
    )
    assert reader.facts(["MUG-S", "HAT"]) == {"MUG-S": facts}
    assert reader.facts([" ｍｕｇ－s"]) == {" ｍｕｇ－s": facts}
    for category, tag in (("home", None), (None, "gift"), (None, None)):
        listed = reader.listed(category, tag, 9, None).items
        assert (listed[0], [each.sku for each in listed]) == (facts, ["MUG-S", "MUG-L"])
    assert reader.listed("none", None, 9, None).items == ()
    change(shop, 1, brand="Kiln", tags=[], shelf="OFF")
    (later,) = reader.facts(["MUG-S"]).values()
    assert (later.brand, later.tags, later.is_sellable) == ("Kiln", frozenset(), False)
    change(shop, 2, skus=MUG["skus"][1:])
    assert set(reader.facts(["MUG-S", "MUG-L"])) == {"MUG-L"}
    shop.call("DELETE /products/MUG", version=3)
    assert reader.facts(["MUG-S", "MUG-L"]) == {}


def test_taken_codes_and_barcodes_are_refused_and_nothing_moves(shop: Gateway) -> None:
    add(shop, MUG)
    before = dump()
    for sku, code in (({"code": "mug-s"}, "sku_taken"), ({"barcode": "2"}, "barcode_taken")):
        skus = [{"code": "CUP", "currency": "CNY", "list_price_minor": 900} | sku]
        refused = add(shop, {"id": "CUP", "title": "Cup", "category": "cups", "skus": skus})
        assert (refused.status, refused.json["code"]) == (409, code)
    assert dump() == before


def test_bad_bodies_name_all_faults_and_store_nothing(shop: Gateway) -> None:
    before = dump()
    skus = [{"code": "A", "currency": "CNY", "list_price_minor": 49.5, "cost": 1}, {"code": ""}]
    refused = add(shop, {"id": "A", "title": "", "category": "mugs", "skus": skus})
    assert refused.status == 400
    assert sorted(pointer for _, pointer, _ in refused.pointers) == [
        "/skus/0/cost",
        "/skus/0/list_price_minor",
        "/skus/1/code",
        "/skus/1/currency",
        "/skus/1/list_price_minor",
        "/title",
    ]
    assert add(shop, MUG | {"title": "x" * 300_000}).status == 413
    assert shop.call("POST /products", b'{"id": "\xff"}').pointers == [("body", "", "not_utf8")]
    assert dump() == before


def test_every_change_is_a_fact_and_leaves_what_was_before_and_after(shop: Gateway) -> None:
    add(shop, MUG)
    change(shop, 1, title="Mugs")
    told = relayed()
    event, left = told.events[-1], told.changes[-1]
    assert (event["detail-type"], event["detail"]["event_id"], event["detail"]["actor"]) == (
        "ProductChanged",
        "PRODUCT#MUG/-@2",
        "staff:maria",
    )
    assert event["detail"]["data"]["title"] == "Mugs"
    assert (left["before"]["title"], left["after"]["title"]) == ("Mug", "Mugs")
