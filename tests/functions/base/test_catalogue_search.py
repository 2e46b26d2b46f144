"""Searching for products, over HTTP, behind the table's stream."""

from typing import Any

import pytest

from promenade.base.catalogue.service.searching import INDEXED_AT_ONCE
from tests.support import functions
from tests.support.callers import OWNER, SHOPPER, STOREFRONT
from tests.support.cloud import dump, streamed
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.relaying import taken

SKU = {"currency": "CNY", "list_price_minor": 8_900}
MUG: dict[str, Any] = {
    "id": "MUG-1",
    "title": "青瓷马克杯 Celadon mugs",
    "category": "mugs",
    "brand": "Shan Jin",
    "tags": ["gift"],
    "shelf": "ON",
    "attributes": {"Glaze": "Celadon"},
    "skus": [SKU | {"code": "MUG-1-S", "barcode": "4006381333931"}],
}
CUP = MUG | {"id": "CUP", "title": "Tenmoku mug", "attributes": {}, "skus": [SKU | {"code": "C-1"}]}
KEYS_OF_CUP = {"pk": {"S": "PRODUCT#CUP"}, "sk": {"S": "-"}}
OFF = CUP | {"id": "OFF", "title": "Old mug", "shelf": "OFF", "skus": [SKU | {"code": "O-1"}]}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "table", "name": "Table"})
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs", "parent": "table"})
    bring(gateway, MUG, CUP, OFF)
    catch_up()
    return gateway


def catch_up() -> None:
    """The index, behind all that streams hold."""
    assert functions.invoke("catalogue_index", {"Records": streamed()}) is None


def search(shop: Gateway, caller: Any = SHOPPER, **query: str) -> Answer:
    return shop.call("GET /products", query=query, caller=caller)


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200, answer
    return sorted(each["id"] for each in answer.json["items"])


def test_shoppers_find_what_is_sold_and_staff_find_all(shop: Gateway) -> None:
    for caller, found in (
        (SHOPPER, ["CUP", "MUG-1"]),
        (STOREFRONT, ["CUP", "MUG-1"]),
        (OWNER, ["CUP", "MUG-1", "OFF"]),
    ):
        assert ids(search(shop, caller, q="MUGS")) == found


def test_words_chinese_codes_brands_and_attributes_are_found_together(shop: Gateway) -> None:
    for query, found in (
        ({"q": "马克杯"}, ["MUG-1"]),
        ({"q": "瓷"}, ["MUG-1"]),
        ({"q": "mug-1-s"}, ["MUG-1"]),
        ({"q": "4006381333931"}, ["MUG-1"]),
        ({"q": "mug", "brand": "SHAN  JIN", "attributes": "glaze=CELADON"}, ["MUG-1"]),
        ({"attributes": "Glaze=Celadon"}, ["MUG-1"]),
        ({"brand": "shan jin"}, ["CUP", "MUG-1"]),
        ({"q": "mug", "category": "table", "tag": "gift"}, ["CUP", "MUG-1"]),
        ({"q": "mug tenmoku 马克"}, []),
        ({"q": "mug", "tag": "late"}, []),
    ):
        assert ids(search(shop, **query)) == found, query


def test_what_changed_since_is_shown_by_what_it_is_now(shop: Gateway) -> None:
    off = {name: value for name, value in CUP.items() if name != "id"} | {"shelf": "OFF"}
    assert shop.call("PUT /products/CUP", off, version=1).status == 200
    assert ids(search(shop, q="tenmoku")) == []
    catch_up()
    assert ids(search(shop, q="tenmoku")) == []
    assert ids(search(shop, OWNER, q="tenmoku")) == ["CUP"]
    shop.call("DELETE /products/CUP", version=2)
    catch_up()
    assert ids(search(shop, OWNER, q="tenmoku")) == []


def test_records_that_come_again_or_late_change_nothing(shop: Gateway) -> None:
    records = streamed()
    off = {name: value for name, value in CUP.items() if name != "id"} | {"title": "Beaker"}
    shop.call("PUT /products/CUP", off, version=1)
    catch_up()
    before = dump()
    for again in (records, records[::-1]):
        functions.invoke("catalogue_index", {"Records": again})
    assert dump() == before


def test_a_record_that_cannot_be_read_is_parked_and_holds_up_no_other(shop: Gateway) -> None:
    (record,) = (each for each in streamed() if each["dynamodb"]["Keys"] == KEYS_OF_CUP)
    image = record["dynamodb"]["NewImage"]
    spoilt = record | {"dynamodb": {"NewImage": image | {"body": {"S": "{}"}}}}
    late = image | {"body": {"S": image["body"]["S"].replace("Tenmoku", "Raku")}}
    late["body"]["S"] = late["body"]["S"].replace('"version":1', '"version":2')
    whole = record | {"dynamodb": {"NewImage": late}}
    functions.invoke("catalogue_index", {"Records": [spoilt, whole]})
    assert [each["dynamodb"]["NewImage"]["body"] for each in taken("relay-dead")] == [{"S": "{}"}]
    assert [each["pk"]["S"] for each in dump()["promenade-catalogue"]].count("TERM#raku") == 1


def test_pages_follow_one_another_for_who_asked(shop: Gateway) -> None:
    first = search(shop, OWNER, q="mug", limit="2").json
    rest = search(shop, OWNER, q="mug", limit="2", cursor=first["next"]).json
    found = [each["id"] for page in (first, rest) for each in page["items"]]
    assert (sorted(found), rest["next"]) == (["CUP", "MUG-1", "OFF"], None)
    for caller, query in ((SHOPPER, {"q": "mug"}), (OWNER, {"q": "mugs"})):
        refused = search(shop, caller, cursor=first["next"], **query)
        assert (refused.status, refused.json["errors"][0]["code"]) == (400, "unknown_cursor")


def test_what_asks_for_nothing_or_too_much_is_told_so(shop: Gateway) -> None:
    for query, code in (
        ({"q": "…!"}, "nothing_to_find"),
        ({"q": "a b c d e f g h i"}, "too_many"),
        ({"attributes": "Glaze"}, "malformed"),
        ({"brand": " "}, "blank"),
        ({"attributes": ";"}, "malformed"),
        ({"attributes": "=;=", "category": "mugs"}, "malformed"),
        ({"attributes": "a=1;b=2;c=3;d=4;e=5;f=6"}, "too_many"),
        ({"q": "mug", "category": "nowhere"}, "unknown_category"),
    ):
        refused = search(shop, **query)
        assert (refused.status, refused.json["errors"][0]["code"]) == (400, code), query


def test_what_is_strange_finds_nothing(shop: Gateway) -> None:
    for query in (
        {"brand": "\ufdfa" * 80},
        {"attributes": "\u200b=\u200b"},
        {"attributes": "a=" + "\ufdfa" * 398},
        {"q": "\ufdfa" * 100},
        {"q": "\u0301mug\u0301\u4e00"},
    ):
        assert ids(search(shop, **query)) == [], query


def test_an_index_that_is_lost_is_made_anew_page_by_page(gateway: Gateway) -> None:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    count = INDEXED_AT_ONCE + 2
    bring(
        gateway,
        *(CUP | {"id": f"CUP-{n}", "skus": [SKU | {"code": f"C-{n}"}]} for n in range(count)),
    )
    assert ids(search(gateway, q="tenmoku", limit="50")) == []
    event: Any = {"after": None}
    for _ in range(2):
        event = functions.invoke("catalogue_index", event)
    assert event is None
    page = search(gateway, q="tenmoku", limit="50").json
    rest = search(gateway, q="tenmoku", limit="50", cursor=page["next"]).json
    assert len(page["items"]) + len(rest["items"]) == count
