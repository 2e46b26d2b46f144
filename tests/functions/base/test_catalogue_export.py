"""Products as files, behind links of a minute, over HTTP."""

from typing import Any
from urllib.parse import parse_qs, urlparse
from xml.etree import ElementTree as ET

import pytest

from promenade.kit import aws
from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "+Size mug & saucer\uffff",
    "category": "mugs",
    "description": "<p>Soft &amp; warm</p>",
    "images": ["https://cdn.shop.example/1.jpg", "https://cdn.shop.example/2.jpg"],
    "brand": "Kiln",
    "tags": ["gift", "new in"],
    "shelf": "ON",
    "attributes": {"Made in": "China"},
    "skus": [
        {
            "code": "MUG-S",
            "options": {"Size": "S", "Colour": "青"},
            "barcode": "4006381333931",
            "currency": "CNY",
            "list_price_minor": 8900,
            "sale_price_minor": 7900,
            "floor_price_minor": 5000,
        },
        {"code": "MUG-L", "barcode": "4006381333932", "currency": "CNY", "list_price_minor": 9900},
    ],
}
JAR = MUG | {"id": "JAR", "title": "Jar", "category": "jars", "shelf": "OFF", "brand": None}
JAR |= {"skus": [{"code": "JAR-1", "currency": "KWD", "list_price_minor": 1250}]}
LINK = "https://shop.example/p/{product}?sku={sku}"
FEED = {"format": "merchant"}
G = "{http://base.google.com/ns/1.0}"


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    for id_ in ("mugs", "jars"):
        gateway.call("POST /categories", {"id": id_, "name": id_.title()})
    bring(gateway, MUG, JAR)
    movement = {"kind": "receive", "count": 3, "reason": "Delivery"}
    gateway.call("POST /stock/MUG-S/movements", movement, caller=MARKETER)
    return gateway


def export(shop: Gateway, caller: Any = MARKETER, **query: str) -> Answer:
    return shop.call("GET /product-exports", query=query, caller=caller)


def read(answer: Answer) -> bytes:
    assert answer.status == 302, answer
    place = urlparse(answer.headers["location"])
    assert parse_qs(place.query)["X-Amz-Expires"] == ["60"]
    kept = aws.client("s3").get_object(Bucket="promenade-report", Key=place.path[1:])
    content: bytes = kept["Body"].read()
    return content


@pytest.mark.parametrize(
    ("format_", "media_type"), [("csv", "text/csv"), ("jsonl", "application/x-ndjson")]
)
def test_what_is_exported_can_be_imported_again_and_changes_nothing(
    shop: Gateway, format_: str, media_type: str
) -> None:
    content = read(export(shop, format=format_))
    before = dump()
    headers = {"content-type": media_type}
    report = shop.call("POST /product-imports", content, headers=headers, caller=MARKETER).json
    assert (report["unchanged_count"], report["rejected_count"], len(report["rows"])) == (3, 0, 3)
    assert dump() == before


def test_the_csv_is_one_that_spreadsheets_read_and_do_not_run(shop: Gateway) -> None:
    lines = read(export(shop, category="mugs")).decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("product,sku,title,category,description,images,store,brand,tags")
    assert lines[1] == (
        "MUG,MUG-S,'+Size mug & saucer\uffff,mugs,<p>Soft &amp; warm</p>,"
        "https://cdn.shop.example/1.jpg;https://cdn.shop.example/2.jpg,main,Kiln,gift;new in,ON,"
        "Made in=China,Size=S;Colour=青,4006381333931,CNY,8900,7900,5000"
    )
    assert [line.split(",")[1] for line in lines[1:-1]] == ["MUG-S", "MUG-L"]


def test_a_feed_tells_google_what_is_on_sale(shop: Gateway) -> None:
    content = read(export(shop, format="merchant", product_link=LINK))
    channel = ET.fromstring(content)[0]  # noqa: S314  our own
    small, large = (
        [(each.tag.removeprefix(G), each.text) for each in item] for item in channel.iter("item")
    )
    assert small == [
        ("id", "MUG-S"),
        ("title", "+Size mug & saucer S 青"),
        ("description", "Soft & warm"),
        ("product_type", "Mugs"),
        ("item_group_id", "MUG"),
        ("brand", "Kiln"),
        ("gtin", "4006381333931"),
        ("availability", "in_stock"),
        ("price", "79.00 CNY"),
        ("image_link", "https://cdn.shop.example/1.jpg"),
        ("additional_image_link", "https://cdn.shop.example/2.jpg"),
        ("link", "https://shop.example/p/MUG?sku=MUG-S"),
    ]
    assert ("availability", "out_of_stock") in large
    assert "gtin" not in dict(large)


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ({"format": "xlsx"}, "/format", "wrong_value"),
        (FEED, "/product_link", "wrong_value"),
        (FEED | {"product_link": "https://shop.example/"}, "/product_link", "wrong_value"),
        (FEED | {"product_link": "javascript:{product}"}, "/product_link", "wrong_value"),
        ({"format": "csv", "product_link": LINK}, "/product_link", "unexpected"),
        ({"category": "hats"}, "/category", "unknown_category"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_refused_and_writes_no_file(
    shop: Gateway, query: dict[str, str], pointer: str, code: str
) -> None:
    answer = export(shop, **query)
    assert (answer.status, answer.pointers) == (400, [("query", pointer, code)])
    assert aws.client("s3").list_objects_v2(Bucket="promenade-report")["KeyCount"] == 0


def test_only_those_who_shape_products_take_them_away(shop: Gateway) -> None:
    for caller in (ANALYST, SHOPPER):
        assert export(shop, caller).status == 403
    assert aws.client("s3").list_objects_v2(Bucket="promenade-report")["KeyCount"] == 0
