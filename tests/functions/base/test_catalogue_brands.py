"""The register of brands, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.kit.clock import to_wire
from tests.support.callers import OWNER, SHOPPER, STOREFRONT, Caller
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

MUG: dict[str, Any] = {"id": "MUG", "title": "Mug", "category": "mugs", "brand": "Shan  Jin"}
SKU = {"code": "M-1", "currency": "CNY", "list_price_minor": 100}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    return gateway


def names(shop: Gateway) -> list[tuple[str, str]]:
    listed = shop.call("GET /brands").json["items"]
    return [(each["id"], each["name"]) for each in listed]


def remove(shop: Gateway, version: int) -> Answer:
    return shop.call("DELETE /brands/Shan%20Jin", version=version)


def test_a_product_brings_its_brand_and_takes_the_spelling_on_the_register(shop: Gateway) -> None:
    shop.call("POST /products", MUG)
    assert names(shop) == [("shan jin", "Shan  Jin")]
    other = shop.call("POST /products", MUG | {"id": "CUP", "brand": "ＳＨＡＮ jin"})
    assert (other.status, other.json["brand"]) == (201, "Shan  Jin")
    assert names(shop) == [("shan jin", "Shan  Jin")]


def test_a_brand_of_which_products_are_stays_and_goes_after_the_last(shop: Gateway) -> None:
    shop.call("POST /products", MUG)
    shop.call("POST /products", MUG | {"id": "CUP"})
    before = dump()
    refused = remove(shop, 1)
    assert (refused.status, refused.json["code"], refused.json["count"]) == (
        409,
        "brand_in_use",
        2,
    )
    assert dump() == before
    shop.call("DELETE /products/MUG", version=1)
    body = {"title": "Cup", "category": "mugs", "brand": "Ru"}
    shop.call("PUT /products/CUP", body, version=1)
    assert remove(shop, 1).status == 204
    assert names(shop) == [("ru", "Ru")]
    assert shop.call("GET /brands/shan%20jin", caller=STOREFRONT).status == 404


def test_shoppers_see_a_brand_from_when_a_product_of_it_is_on_sale(shop: Gateway) -> None:
    def seen(caller: Caller) -> list[str]:
        shown = [each["name"] for each in shop.call("GET /brands", caller=caller).json["items"]]
        one = shop.call("GET /brands/shan%20jin", caller=caller).status
        assert one == (200 if "Shan  Jin" in shown else 404)
        return shown

    shop.call("POST /brands", {"name": "Ru"})
    bring(shop, MUG | {"skus": [SKU]})
    assert (seen(SHOPPER), seen(OWNER)) == (["Ru"], ["Ru", "Shan  Jin"])
    body = {"title": "Mug", "category": "mugs", "brand": "Shan Jin", "skus": [SKU]}
    with standing():
        due = {"shelf": "SCHEDULED", "sells_from": to_wire(SAMPLE_TIME + timedelta(days=1))}
        assert shop.call("PUT /products/MUG", body | due, version=1).status == 200
        assert seen(SHOPPER) == ["Ru"]
    with standing(SAMPLE_TIME + timedelta(days=1)):
        assert seen(STOREFRONT) == ["Ru", "Shan  Jin"]
    with standing():
        assert shop.call("PUT /products/MUG", body | {"shelf": "ON"}, version=2).status == 200
        assert shop.call("PUT /products/MUG", body, version=3).status == 200
        assert seen(SHOPPER) == ["Ru", "Shan  Jin"]
    assert shop.call("GET /brands/shan%20jin").json["version"] == 3


def test_a_removed_brand_comes_back_with_a_product(shop: Gateway) -> None:
    added = shop.call("POST /brands", {"name": "Shan Jin"})
    assert added.headers["location"] == "/brands/shan%20jin"
    assert remove(shop, 1).status == 204
    shop.call("POST /products", MUG)
    found = shop.call("GET /brands/shan%20jin").json
    assert (found["name"], found["version"]) == ("Shan  Jin", 3)
    assert remove(shop, 3).json["count"] == 1


def test_an_archived_brand_keeps_its_products_and_takes_no_others(shop: Gateway) -> None:
    shop.call("POST /products", MUG)
    edited = {"name": "SHAN JIN", "is_archived": True}
    archived = shop.call("PUT /brands/shan%20jin", edited, version=1)
    assert (archived.status, archived.json["is_archived"]) == (200, True)
    before = dump()
    refused = shop.call("POST /products", MUG | {"id": "CUP"})
    assert (refused.status, refused.json["code"]) == (409, "brand_archived")
    assert dump() == before
    kept = {"title": "Mug II", "category": "mugs", "brand": "Shan Jin"}
    changed = shop.call("PUT /products/MUG", kept, version=1)
    assert (changed.status, changed.json["brand"]) == (200, "SHAN JIN")


def test_a_brand_is_not_renamed_into_another(shop: Gateway) -> None:
    shop.call("POST /brands", {"name": "Shan Jin"})
    before = dump()
    refused = shop.call("PUT /brands/shan%20jin", {"name": "Ru"}, version=1)
    assert (refused.status, refused.json["code"]) == (409, "brand_renamed")
    twice = shop.call("POST /brands", {"name": "SHAN JIN"})
    assert (twice.status, twice.json["code"]) == (409, "conflict")
    assert dump() == before


def test_a_file_of_products_brings_a_brand_once_and_counts_each(shop: Gateway) -> None:
    sku = {"currency": "CNY", "list_price_minor": 100}
    bring(
        shop,
        MUG | {"skus": [sku | {"code": "M-1"}]},
        MUG | {"id": "CUP", "brand": "shan jin", "skus": [sku | {"code": "C-1"}]},
    )
    assert names(shop) == [("shan jin", "Shan  Jin")]
    assert shop.call("GET /products/CUP").json["brand"] == "Shan  Jin"
    assert remove(shop, 1).json["count"] == 2


def test_a_name_that_is_too_long_once_it_is_folded_is_refused(shop: Gateway) -> None:
    before = dump()
    for route, body in (
        ("POST /brands", {"name": "\ufdfa" * 80}),
        ("POST /products", MUG | {"brand": "\ufdfa" * 80}),
    ):
        refused = shop.call(route, body)
        assert (refused.status, refused.json["errors"][0]["code"]) == (400, "malformed")
    assert dump() == before


def test_the_register_is_read_page_by_page(shop: Gateway) -> None:
    for name in ("Ru", "Ding", "Ge"):
        shop.call("POST /brands", {"name": name})
    page = shop.call("GET /brands", query={"limit": "2"}).json
    assert [each["name"] for each in page["items"]] == ["Ding", "Ge"]
    rest = shop.call("GET /brands", query={"limit": "2", "cursor": page["next"]}).json
    assert [each["name"] for each in rest["items"]] == ["Ru"]
