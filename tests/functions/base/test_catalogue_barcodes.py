"""One GTIN in several lengths, over HTTP, by files and in a feed."""

from typing import Any
from unittest.mock import patch
from urllib.parse import urlparse

import pytest

from promenade.base.catalogue.service import import_steps
from promenade.kit import aws
from tests.support import functions
from tests.support.callers import MARKETER
from tests.support.cloud import dump, streamed
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.product_imports import begin, counts, get, report, run

UPC, EAN, GTIN = SPELLINGS = ("012345678905", "0012345678905", "00012345678905")
HEAD = "product,sku,title,category,store,currency,list_price_minor,barcode\n"


def product(id_: str, barcode: str, **fields: Any) -> dict[str, Any]:
    sku = {"code": f"{id_}-1", "currency": "CNY", "list_price_minor": 900, "barcode": barcode}
    return {"id": id_, "title": id_.title(), "category": "mugs", "skus": [sku]} | fields


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    bring(gateway, product("MUG", UPC, shelf="ON"))
    return gateway


def test_another_product_is_refused_the_gtin_as_it_spells_it(shop: Gateway) -> None:
    before = dump()
    for spelling in SPELLINGS:
        refused = shop.call("POST /products", product("CUP", spelling))
        told = (refused.status, refused.json["code"], refused.json["barcode"])
        assert told == (409, "barcode_taken", spelling)
    assert dump() == before


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_it_is_shown_as_entered_and_found_in_each_spelling(shop: Gateway, spelling: str) -> None:
    body = product("MUG", spelling, shelf="ON")
    del body["id"]
    assert shop.call("PUT /products/MUG", body, version=1).status == 200
    assert shop.call("GET /products/MUG").json["skus"][0]["barcode"] == spelling
    functions.invoke("catalogue_index", {"Records": streamed()})
    for asked in SPELLINGS:
        found = shop.call("GET /products", query={"q": asked}).json["items"]
        assert [each["id"] for each in found] == ["MUG"]
    query = {"format": "merchant", "product_link": "https://shop.example/{product}"}
    link = urlparse(
        shop.call("GET /product-exports", query=query, caller=MARKETER).headers["location"]
    )
    key = link.path.lstrip("/").removeprefix("promenade-report/")
    feed = aws.client("s3").get_object(Bucket="promenade-report", Key=key)["Body"].read()
    assert f"<g:gtin>{spelling}</g:gtin>".encode() in feed


def test_parts_of_a_file_meet_each_others_spellings_in_one_store(shop: Gateway) -> None:
    bring(shop, product("POT", "96385074", store="outlet"))
    rows = f"CUP,CUP-1,Cup,mugs,,CNY,900,{EAN}\nJAR,JAR-1,Jar,mugs,,CNY,900,96385074\n"
    rows += "PAN,PAN-1,Pan,mugs,,CNY,900,000096385074\nPOT,POT-1,,,,,,00000096385074\n"
    with patch.object(import_steps, "PART", 1):
        made = begin(shop, HEAD + rows)
        run()
    assert counts(get(shop, made)) == [1, 1, 0, 2]
    assert [line.split(",")[1:5] for line in sorted(report(shop, made))] == [
        ["CUP", "CUP-1", "barcode", "barcode_taken"],
        ["PAN", "PAN-1", "barcode", "repeated"],
    ]
    assert shop.call("GET /products/POT").json["skus"][0]["barcode"] == "00000096385074"
