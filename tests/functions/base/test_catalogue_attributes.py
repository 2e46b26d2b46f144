"""What attributes the products of a category have, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import OWNER, SHOPPER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import lines_of

WEIGHT = {"name": "Weight", "type": "number", "unit": "g", "is_required": True}
GLAZE = {"name": "Glaze", "type": "choice", "choices": ["Celadon", "Tenmoku"]}
SAFE = {"name": "Dishwasher safe", "type": "boolean"}
GOOD = {"weight": "350.50", "glaze": "celadon", "Dishwasher safe": "TRUE", "Potter": "Li"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "table", "name": "Table"})
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs", "parent": "table"})
    assert define(gateway, "table", [WEIGHT]).status == 200
    assert define(gateway, "mugs", [GLAZE, SAFE]).status == 200
    return gateway


def define(shop: Gateway, category: str, attributes: Any, version: int = 0) -> Answer:
    body = {"attributes": attributes}
    return shop.call(f"PUT /categories/{category}/attributes", body, version=version)


def mug(attributes: Any, **fields: Any) -> dict[str, Any]:
    return {"id": "MUG", "title": "Mug", "category": "mugs", "attributes": attributes} | fields


def faults(refused: Answer) -> list[tuple[str, str]]:
    return [(each["pointer"], each["detail"]) for each in refused.json["errors"]]


def test_a_category_inherits_what_stands_above_it(shop: Gateway) -> None:
    shown = shop.call("GET /categories/mugs/attributes", caller=SHOPPER).json
    assert [(each["category"], each["name"]) for each in shown["attributes"]] == [
        ("table", "Weight"),
        ("mugs", "Glaze"),
        ("mugs", "Dishwasher safe"),
    ]
    define(shop, "mugs", [WEIGHT | {"name": "WEIGHT", "is_required": False}], 1)
    shown = shop.call("GET /categories/mugs/attributes").json
    assert [(each["category"], each["is_required"]) for each in shown["attributes"]] == [
        ("mugs", False)
    ]


def test_values_are_kept_as_they_are_defined(shop: Gateway) -> None:
    added = shop.call("POST /products", mug(GOOD))
    assert (added.status, added.json["attributes"]) == (
        201,
        {"Weight": "350.5", "Glaze": "Celadon", "Dishwasher safe": "true", "Potter": "Li"},
    )


def test_what_values_must_be_is_told_one_by_one_and_nothing_is_kept(shop: Gateway) -> None:
    before = dump()
    wrong = mug({"Weight": "heavy", "Glaze": "Red", "Dishwasher safe": "maybe"})
    refused = shop.call("POST /products", wrong)
    assert (refused.status, faults(refused)) == (
        400,
        [
            ("/attributes/Weight", "Send “Weight” as a number of g, such as 12.5."),
            ("/attributes/Glaze", "“Glaze” is one of Celadon, Tenmoku."),
            ("/attributes/Dishwasher safe", "“Dishwasher safe” is true or false."),
        ],
    )
    missing = shop.call("POST /products", mug({}), headers={"accept-language": "zh"})
    assert faults(missing) == [("/attributes/Weight", "此类目的商品须填写“Weight”。")]
    assert dump() == before


def test_rows_of_a_file_are_held_to_the_same(shop: Gateway) -> None:
    sku = {"currency": "CNY", "list_price_minor": 100}
    good = mug({"Weight": "1.0"}, skus=[sku | {"code": "M-1"}])
    bad = mug({"Weight": "1 g"}, id="CUP", skus=[sku | {"code": "C-1"}])
    headers = {"content-type": "application/x-ndjson"}
    report = shop.call("POST /product-imports", lines_of(good, bad), headers=headers).json
    told = [(row["product"], row["result"], row["errors"]) for row in report["rows"]]
    assert told[0] == ("MUG", "created", [])
    assert (told[1][1], told[1][2][0]["code"]) == ("rejected", "not_a_number")
    again = shop.call("POST /product-imports", lines_of(good), headers=headers).json
    assert again["unchanged_count"] == 1
    define(shop, "table", [WEIGHT, {"name": "Made in", "type": "text", "is_required": True}], 1)
    priced = b'{"product": "MUG", "sku": "M-1", "list_price_minor": 90}'
    assert shop.call("POST /product-imports", priced, headers=headers).json["updated_count"] == 1


def test_what_products_have_values_of_keeps_its_type_and_what_they_took(shop: Gateway) -> None:
    shop.call("POST /products", mug(GOOD))
    before = dump()
    for category, attributes, told in (
        ("table", [], {"attribute": "Weight", "count": 1}),
        ("table", [WEIGHT | {"unit": "kg"}], {"attribute": "Weight", "count": 1}),
        (
            "mugs",
            [GLAZE | {"choices": ["Tenmoku"]}, SAFE],
            {"attribute": "Glaze", "choice": "Celadon", "count": 1},
        ),
    ):
        refused = define(shop, category, attributes, 1)
        assert (refused.status, refused.json["code"]) == (409, "definition_in_use")
        assert {name: refused.json[name] for name in told} == told
    assert dump() == before
    kept = define(shop, "mugs", [GLAZE | {"choices": ["celadon", "Red"]}, SAFE], 1)
    assert kept.status == 200
    shop.call("DELETE /products/MUG", version=1)
    assert define(shop, "table", [WEIGHT | {"unit": "kg"}], 1).status == 200
    assert define(shop, "mugs", [], 2).json["version"] == 3


def test_a_new_choice_frees_the_old_one(shop: Gateway) -> None:
    shop.call("POST /products", mug(GOOD))
    body = {"title": "Mug", "category": "mugs", "attributes": GOOD | {"glaze": "Tenmoku"}}
    assert shop.call("PUT /products/MUG", body, version=1).status == 200
    assert define(shop, "mugs", [GLAZE | {"choices": ["Tenmoku"]}, SAFE], 1).status == 200


def test_a_product_is_asked_for_what_is_new_when_it_is_reviewed(shop: Gateway) -> None:
    shop.call("POST /products", mug(GOOD))
    define(shop, "mugs", [GLAZE, SAFE, {"name": "Care", "type": "text", "is_required": True}], 1)
    before = dump()
    refused = shop.call("POST /products/MUG/submit", version=1, caller=OWNER)
    assert (refused.status, faults(refused)[0][0]) == (400, "/attributes/Care")
    assert dump() == before


def test_definitions_that_make_no_sense_are_refused(shop: Gateway) -> None:
    before = dump()
    wrong = [
        {"name": "A", "type": "text", "unit": "g"},
        {"name": "a", "type": "choice"},
        {"name": "C", "type": "choice", "choices": ["x", "X"]},
        {"name": "B", "type": "number", "choices": ["x"]},
    ]
    refused = define(shop, "mugs", wrong, 1)
    assert [(each["pointer"], each["code"]) for each in refused.json["errors"]] == [
        ("/attributes/0/unit", "unexpected"),
        ("/attributes/1/choices", "missing"),
        ("/attributes/1/name", "repeated"),
        ("/attributes/2/choices", "repeated"),
        ("/attributes/3/choices", "unexpected"),
    ]
    assert define(shop, "mugs", [GLAZE], 0).status == 412
    assert define(shop, "nowhere", [GLAZE], 0).status == 404
    assert dump() == before


def test_the_same_definitions_twice_are_one_change_and_go_with_their_category(
    shop: Gateway,
) -> None:
    assert define(shop, "mugs", [GLAZE], 1).json["version"] == 2
    assert define(shop, "mugs", [GLAZE], 1).json["version"] == 2
    shop.call("DELETE /categories/mugs", version=1)
    shop.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    shown = shop.call("GET /categories/mugs/attributes").json
    assert (shown["attributes"], shown["version"]) == ([], 2)
    assert define(shop, "mugs", [GLAZE], 1).status == 412
    assert define(shop, "mugs", [GLAZE], 2).json["version"] == 3


def test_a_category_without_definitions_comes_back_without_any(shop: Gateway) -> None:
    shop.call("POST /categories", {"id": "pots", "name": "Pots"})
    shop.call("DELETE /categories/pots", version=1)
    shop.call("POST /categories", {"id": "pots", "name": "Pots"})
    assert define(shop, "pots", [GLAZE], 0).json["version"] == 1
