"""What is exported and imported again changes nothing, whatever happened around it."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlparse

import pytest

from promenade.kit import aws
from promenade.kit.clock import to_wire
from tests.support.callers import MARKETER
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.on_sale import bring

MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
SKU = {"currency": "CNY", "list_price_minor": 4_900}
SHELVES: dict[str, Any] = {
    "NOW": {"shelf": "ON"},
    "LATER": {"shelf": "SCHEDULED", "sells_from": "2090-01-01T00:00:00Z"},
    "NEVER": {"shelf": "OFF"},
    "GONE": {"shelf": "RECYCLED"},
}
SOON = {"shelf": "SCHEDULED", "sells_from": to_wire(SAMPLE_TIME + timedelta(days=1))}
DUE_SKUS = [{"code": f"DUE-{n}", **SKU} for n in (1, 2)]


def product(id_: str, **fields: Any) -> dict[str, Any]:
    skus = [{"code": f"{id_}-1", **SKU}]
    return {"id": id_, "title": id_.title(), "category": "mugs", "skus": skus} | fields


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    return gateway


def exported(shop: Gateway, format_: str) -> bytes:
    link = shop.call("GET /product-exports", query={"format": format_}, caller=MARKETER)
    bucket, _, key = urlparse(link.headers["location"]).path.lstrip("/").partition("/")
    host = urlparse(link.headers["location"]).netloc
    if host.startswith("promenade-report."):
        bucket, key = "promenade-report", f"{bucket}/{key}"
    return bytes(aws.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read())


def imported(shop: Gateway, content: bytes, format_: str) -> dict[str, tuple[str, list[Any]]]:
    answer = shop.call(
        "POST /product-imports",
        content,
        headers={"content-type": MEDIA_TYPES[format_]},
        caller=MARKETER,
    )
    return {
        each["product"]: (each["result"], [(e["pointer"], e["code"]) for e in each["errors"]])
        for each in answer.json["rows"]
    }


def turn(shop: Gateway, id_: str, **fields: Any) -> None:
    path = f"/products/{id_}"
    there = shop.call(f"GET {path}").json
    body = product(id_, **fields)
    del body["id"]
    done = shop.call(f"PUT {path}", body, version=there["version"], caller=MARKETER)
    assert done.status == 200, done


@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_products_stay_on_whichever_shelf_they_are(shop: Gateway, format_: str) -> None:
    for id_, fields in SHELVES.items():
        bring(shop, product(id_))
        if id_ != "NEVER":
            turn(shop, id_, **fields)
    content, before = exported(shop, format_), dump()
    for fields in SHELVES.values():
        assert fields["shelf"].encode() in content
    assert imported(shop, content, format_) == dict.fromkeys(SHELVES, ("unchanged", []))
    assert dump() == before


@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_what_is_due_is_exported_as_on_and_stays_as_it_was_scheduled(
    shop: Gateway, format_: str
) -> None:
    bring(shop, product("DUE", skus=DUE_SKUS))
    with standing():
        turn(shop, "DUE", skus=DUE_SKUS, **SOON)
    with standing(SAMPLE_TIME + timedelta(days=1)):
        content, before = exported(shop, format_), dump()
        assert (b"ON" in content, b"SCHEDULED" in content) == (True, False)
        assert imported(shop, content, format_) == {"DUE": ("unchanged", [])}
        assert dump() == before
        both = b"product,sku,shelf\nDUE,DUE-1,SCHEDULED\nDUE,DUE-2,ON\n"
        assert imported(shop, both, "csv") == {"DUE": ("unchanged", [])}
        assert dump() == before
        off = b"product,sku,shelf\nDUE,DUE-1,ON\nDUE,DUE-2,OFF\n"
        assert imported(shop, off, "csv") == {"DUE": ("rejected", [("/shelf", "contradictory")])}
        assert dump() == before


def test_what_is_not_due_yet_comes_on_sale_by_a_file(shop: Gateway) -> None:
    bring(shop, product("DUE"))
    with standing():
        turn(shop, "DUE", **SOON)
        on = b"product,sku,shelf\nDUE,DUE-1,ON\n"
        assert imported(shop, on, "csv") == {"DUE": ("updated", [])}
    found = shop.call("GET /products/DUE").json
    assert (found["shelf"], found["sells_from"]) == ("ON", None)


@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_a_file_that_names_the_shelf_of_another_time_moves_no_product(
    shop: Gateway, format_: str
) -> None:
    for id_ in ("LATER", "GONE"):
        bring(shop, product(id_))
        turn(shop, id_, **SHELVES[id_])
    content = exported(shop, format_)
    for id_ in ("LATER", "GONE"):
        turn(shop, id_, shelf="OFF")
    before, refused = dump(), ("rejected", [("/shelf", "not_by_file")])
    assert imported(shop, content, format_) == {"LATER": refused, "GONE": refused}
    assert dump() == before


def test_of_rows_that_name_two_shelves_the_first_counts(shop: Gateway) -> None:
    bring(shop, product("LATER", skus=[{"code": f"LATER-{n}", **SKU} for n in (1, 2)]))
    turn(shop, "LATER", skus=[{"code": f"LATER-{n}", **SKU} for n in (1, 2)], **SHELVES["LATER"])
    rows = b"product,sku,shelf\nLATER,LATER-1,ON\nLATER,LATER-2,SCHEDULED\n"
    assert imported(shop, rows, "csv") == {"LATER": ("rejected", [("/shelf", "contradictory")])}
    assert shop.call("GET /products/LATER").json["shelf"] == "ON"


def test_a_new_product_comes_to_no_shelf_for_later_by_a_file(shop: Gateway) -> None:
    head = "product,sku,title,category,currency,list_price_minor,shelf\n"
    before = dump()
    found = imported(shop, f"{head}A,A-1,A,mugs,CNY,9,SCHEDULED\n".encode(), "csv")
    assert found == {"A": ("rejected", [("/shelf", "not_by_file")])}
    assert dump() == before


@pytest.mark.parametrize("format_", MEDIA_TYPES)
@pytest.mark.parametrize("spelt", ["KILN", "Kiln", "K iln"])
def test_a_brand_that_was_respelt_since_leaves_a_product_unchanged(
    shop: Gateway, format_: str, spelt: str
) -> None:
    bring(shop, product("MUG", brand="kiln" if spelt != "K iln" else "k  iln"))
    content = exported(shop, format_)
    (brand,) = shop.call("GET /brands").json["items"]
    path = f"/brands/{brand['id']}".replace(" ", "%20")
    edit = {"name": spelt, "is_archived": False}
    done = shop.call(f"PUT {path}", edit, version=brand["version"], caller=MARKETER)
    assert (done.status, done.json["name"]) == (200, spelt)
    before = dump()
    assert imported(shop, content, format_) == {"MUG": ("unchanged", [])}
    assert dump() == before


def test_a_row_that_asks_for_the_other_spelling_gets_it(shop: Gateway) -> None:
    bring(shop, product("MUG", brand="kiln"))
    (brand,) = shop.call("GET /brands").json["items"]
    edit = {"name": "Kiln", "is_archived": False}
    shop.call(f"PUT /brands/{brand['id']}", edit, version=brand["version"], caller=MARKETER)
    found = imported(shop, b"product,sku,brand\nMUG,MUG-1,Kiln\n", "csv")
    assert found == {"MUG": ("updated", [])}
    assert shop.call("GET /products/MUG").json["brand"] == "Kiln"
    assert imported(shop, b"product,sku,brand\nMUG,MUG-1,KILN\n", "csv") == {
        "MUG": ("unchanged", [])
    }
