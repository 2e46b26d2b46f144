"""What products say of themselves beyond their title, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, OWNER, SHOPPER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

IMAGE = "https://cdn.shop.example/mug.jpg?v=1"
MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "description": '<div class="x"><p>Soft</p></div>',
    "images": [IMAGE],
    "shelf": "ON",
    "skus": [{"code": "MUG-S", "currency": "CNY", "list_price_minor": 8900}],
}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    return gateway


def change(shop: Gateway, version: int, **fields: Any) -> Answer:
    body = {name: value for name, value in MUG.items() if name != "id"} | fields
    return shop.call("PUT /products/MUG", body, caller=MARKETER, version=version)


def test_a_description_is_kept_as_far_as_a_text_needs_it(shop: Gateway) -> None:
    added = shop.call("POST /products", MUG, caller=MARKETER)
    assert (added.status, added.json["description"], added.json["images"]) == (
        201,
        "<p>Soft</p>",
        [IMAGE],
    )


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"description": "<p>x</p><script>1</script>"}, "/description", "active_content"),
        ({"description": '<img src=x onerror="1">'}, "/description", "active_content"),
        ({"description": '<a href="javascript:1">x</a>'}, "/description", "active_content"),
        ({"description": "x" * 20_001}, "/description", "too_long"),
        ({"description": "杯" * 6_667}, "/description", "too_long"),
        ({"description": "x" * 40_001}, "/description", "wrong_value"),
        ({"images": ["http://shop.example/a.png"]}, "/images/0", "wrong_value"),
        ({"images": ["javascript:1"]}, "/images/0", "wrong_value"),
        ({"images": [IMAGE] * 21}, "/images", "wrong_value"),
    ],
)
def test_what_would_run_or_is_too_long_is_refused(
    shop: Gateway, fields: dict[str, Any], pointer: str, code: str
) -> None:
    before = dump()
    refused = shop.call("POST /products", MUG | fields, caller=MARKETER)
    assert (refused.status, [(e["pointer"], e["code"]) for e in refused.json["errors"]]) == (
        400,
        [(pointer, code)],
    )
    assert dump() == before


def test_what_would_run_is_named_in_chinese(shop: Gateway) -> None:
    refused = shop.call(
        "POST /products",
        MUG | {"description": "<iframe>"},
        caller=MARKETER,
        headers={"accept-language": "zh"},
    )
    assert refused.json["errors"][0]["detail"].startswith("其中含有会在读者浏览器中执行的“iframe”")


def test_another_description_waits_for_somebody_else(shop: Gateway) -> None:
    bring(shop, MUG)
    changed = change(shop, 1, description="Softer", images=[]).json
    assert (changed["description"], changed["images"]) == ("<p>Soft</p>", [IMAGE])
    assert (changed["review"]["description"], changed["review"]["images"]) == ("Softer", [])
    decision = {"decision": "approve"}
    shop.call("POST /products/MUG/decisions", decision, caller=OWNER, version=2)
    seen = shop.call("GET /products/MUG", caller=SHOPPER).json
    assert (seen["description"], seen["images"], seen["review"]) == ("Softer", [], None)


@pytest.mark.parametrize("text", ["x" * 20_000, "杯" * 6_666 + "xx"])
def test_a_description_has_as_many_bytes_as_its_limit_says(shop: Gateway, text: str) -> None:
    added = shop.call("POST /products", MUG | {"description": text}, caller=MARKETER)
    assert (added.status, added.json["description"]) == (201, text)


def test_the_limit_counts_what_is_kept_of_a_description(shop: Gateway) -> None:
    styled = '<p style="color: red">Soft</p>' * 1_200
    added = shop.call("POST /products", MUG | {"description": styled}, caller=MARKETER)
    assert (added.status, added.json["description"]) == (201, "<p>Soft</p>" * 1_200)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("杯" * 20_000, "The description has 60000 bytes; 20000 are the most."),
        (
            "杯" * 40_001,
            "A description has at most 20,000 bytes; a Chinese character is three of them.",
        ),
    ],
)
def test_who_sends_too_much_is_told_the_one_limit(shop: Gateway, text: str, detail: str) -> None:
    refused = shop.call("POST /products", MUG | {"description": text}, caller=MARKETER)
    (fault,) = refused.json["errors"]
    assert fault["detail"] == detail
