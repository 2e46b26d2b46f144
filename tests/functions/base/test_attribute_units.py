"""A value keeps its type and its unit wherever its product goes, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, OWNER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import lines_of

GRAMS = {"name": "Weight", "type": "number", "unit": "g"}
KILOS = GRAMS | {"unit": "kg"}
SKU = {"code": "T-1", "currency": "CNY", "list_price_minor": 100}
CHINESE = {"accept-language": "zh"}
FILE = {"content-type": "application/x-ndjson"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    for id_, parent in (("food", None), ("tea", "food"), ("bulk", None), ("sacks", "bulk")):
        body = {"id": id_, "name": id_.title(), "parent": parent}
        assert gateway.call("POST /categories", body).status == 201
    return gateway


def define(shop: Gateway, category: str, *attributes: Any, version: int = 0, **how: Any) -> Answer:
    body = {"attributes": attributes}
    return shop.call(f"PUT /categories/{category}/attributes", body, version=version, **how)


def tea(category: str, weight: str | None, **fields: Any) -> dict[str, Any]:
    attributes = {} if weight is None else {"Weight": weight}
    return {"title": "Tea", "category": category, "attributes": attributes} | fields


def kept_in_grams(shop: Gateway) -> None:
    define(shop, "food", GRAMS)
    define(shop, "bulk", KILOS)


def brought_by_a_file(shop: Gateway) -> None:
    """Approved."""
    line = tea("tea", "1.5") | {"id": "TEA", "skus": [SKU]}
    told = shop.call("POST /product-imports", lines_of(line), headers=FILE).json
    assert told["created_count"] == 1


def approve(shop: Gateway, version: int) -> Answer:
    body = {"decision": "approve"}
    return shop.call("POST /products/TEA/decisions", body, version=version, caller=OWNER)


def told(refused: Answer) -> list[tuple[str, str, str]]:
    return [(each["pointer"], each["code"], each["detail"]) for each in refused.json["errors"]]


def test_what_is_inherited_keeps_its_unit_and_its_type_below(shop: Gateway) -> None:
    define(shop, "food", GRAMS)
    before = dump()
    refused = define(shop, "tea", KILOS | {"name": "WEIGHT"})
    assert (refused.status, told(refused)) == (
        400,
        [
            (
                "/attributes/0/unit",
                "differs",
                (
                    "“WEIGHT” is number (g) in the category “food” above; here it would be"
                    " number (kg). Define it alike."
                ),
            )
        ],
    )
    text = {"name": "Weight", "type": "text"}
    assert [each[:2] for each in told(define(shop, "tea", text))] == [
        ("/attributes/0/type", "differs")
    ]
    assert dump() == before
    assert define(shop, "tea", GRAMS | {"is_required": True}).status == 200


def test_a_category_above_defines_nothing_that_one_below_has_otherwise(shop: Gateway) -> None:
    define(shop, "tea", KILOS)
    before = dump()
    refused = define(shop, "food", GRAMS, headers=CHINESE)
    assert (refused.status, told(refused)) == (
        400,
        [
            (
                "/attributes/0/unit",
                "differs",
                "下级类目“tea”中“Weight”为 number (kg)，此处则为 number (g)：请使两处定义一致。",
            )
        ],
    )
    assert dump() == before
    assert define(shop, "food", KILOS).status == 200


def test_what_a_category_had_otherwise_already_stays_in_no_ones_way(shop: Gateway) -> None:
    define(shop, "tea", KILOS)
    define(shop, "food", KILOS)
    colour = {"name": "Colour", "type": "text"}
    assert define(shop, "tea", KILOS, colour, version=1).json["version"] == 2


def test_an_empty_category_does_not_come_below_one_that_has_another_unit(shop: Gateway) -> None:
    kept_in_grams(shop)
    define(shop, "sacks", KILOS)
    before = dump()
    body = {"name": "Sacks", "parent": "food"}
    refused = shop.call("PUT /categories/sacks", body, version=1)
    assert (refused.status, refused.json["code"], refused.json["detail"]) == (
        409,
        "definitions_differ",
        (
            "“Weight” is number (g) in the category “food” and number (kg) in this one:"
            " define it alike before you move it there."
        ),
    )
    assert dump() == before
    define(shop, "sacks", version=1)
    assert shop.call("PUT /categories/sacks", body, version=1).json["version"] == 2
    assert define(shop, "sacks", KILOS, version=2).status == 400


def test_a_draft_goes_where_another_unit_is_with_another_value_alone(shop: Gateway) -> None:
    kept_in_grams(shop)
    shop.call("POST /products", tea("tea", "1500") | {"id": "TEA"})
    before = dump()
    refused = shop.call("PUT /products/TEA", tea("sacks", "1500.0"), version=1)
    assert (refused.status, told(refused)) == (
        400,
        [
            (
                "/attributes/Weight",
                "other_unit",
                (
                    "“Weight” is in g in the category that it is in, and in kg in “sacks”:"
                    " send its value in kg."
                ),
            )
        ],
    )
    assert dump() == before
    moved = shop.call("PUT /products/TEA", tea("sacks", "1.5"), version=1).json
    assert (moved["category"], moved["attributes"]) == ("sacks", {"Weight": "1.5"})


def test_many_drafts_at_once_go_nowhere_where_another_unit_is(shop: Gateway) -> None:
    kept_in_grams(shop)
    shop.call("POST /products", tea("tea", "1.5") | {"id": "TEA"})
    shop.call("POST /products", tea("tea", None) | {"id": "CUP"})
    body = {"products": [{"product_id": "TEA"}, {"product_id": "CUP"}], "category": "sacks"}
    tea_told, cup_told = shop.call("POST /product-batches", body).json["items"]
    assert (tea_told["result"], cup_told["result"]) == ("refused", "done")
    assert [each["code"] for each in tea_told["problem"]["errors"]] == ["other_unit"]
    assert shop.call("GET /products/TEA").json["category"] == "tea"


def test_what_was_approved_is_not_proposed_for_a_category_of_another_unit(shop: Gateway) -> None:
    kept_in_grams(shop)
    brought_by_a_file(shop)
    before = dump()
    for weight in ("1.5", "0.0015"):
        body = tea("sacks", weight, skus=[SKU])
        refused = shop.call("PUT /products/TEA", body, version=1, headers=CHINESE)
        assert (refused.status, told(refused)) == (
            400,
            [
                (
                    "/attributes/Weight",
                    "other_unit",
                    (
                        "“Weight”在原类目中的单位是 g，在“sacks”中是 kg："
                        "请先去掉此属性，待商品移动后再按 kg 填写。"
                    ),
                )
            ],
        )
    assert dump() == before


def test_a_file_neither_moves_nor_proposes_what_has_another_unit(shop: Gateway) -> None:
    kept_in_grams(shop)
    brought_by_a_file(shop)
    before = dump()
    line = {"id": "TEA", "category": "sacks", "skus": [{"code": "T-1"}]}
    report = shop.call("POST /product-imports", lines_of(line), headers=FILE).json
    row = report["rows"][0]
    assert (row["result"], [each["code"] for each in row["errors"]]) == ("rejected", ["other_unit"])
    assert dump() == before


def test_a_move_that_waits_is_not_approved_with_a_value_of_another_unit(shop: Gateway) -> None:
    define(shop, "food", GRAMS)
    brought_by_a_file(shop)
    shop.call("PUT /products/TEA", tea("sacks", "1.5", skus=[SKU]), version=1, caller=MARKETER)
    define(shop, "bulk", KILOS)
    before = dump()
    refused = approve(shop, 2)
    assert (refused.status, [each[:2] for each in told(refused)]) == (
        400,
        [("/attributes/Weight", "other_unit")],
    )
    assert dump() == before
    shop.call("PUT /products/TEA", tea("tea", None, skus=[SKU]), version=2, caller=MARKETER)
    moved = approve(shop, 3).json
    assert (moved["category"], moved["attributes"]) == ("sacks", {})
