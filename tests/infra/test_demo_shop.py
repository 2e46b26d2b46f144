"""The demonstration's goods: always the same, and taken by the API without a fault."""

import msgspec

from infra.local.demo_shop import CATEGORIES, demo_shop, rows
from tests.support.callers import MARKETER
from tests.support.gateway import Gateway


def test_the_same_seed_makes_the_same_shop() -> None:
    assert demo_shop(7) == demo_shop(7)
    assert demo_shop(7) != demo_shop(8)


def test_it_has_the_size_of_a_small_shop() -> None:
    shop = demo_shop()
    assert (len(shop.categories), len(shop.products), len(shop.stock)) == (15, 121, 283)
    assert len({product["title"] for product in shop.products}) == 121
    assert {product["category"] for product in shop.products} < {id_ for id_, _, _ in CATEGORIES}


def test_barcodes_are_eans_and_each_its_skus_own() -> None:
    barcodes = [sku["barcode"] for each in demo_shop().products for sku in each["skus"]]
    assert len(set(barcodes)) == len(barcodes)
    for barcode in barcodes:
        digits = [int(digit) for digit in barcode]
        assert len(digits) == 13
        assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


def test_the_catalogue_takes_all_of_it_once(gateway: Gateway) -> None:
    shop = demo_shop()
    for category in shop.categories:
        assert gateway.call("POST /categories", category, caller=MARKETER).status == 201
    lines = b"\n".join(msgspec.json.encode(row) for row in rows(shop))
    headers = {"content-type": "application/x-ndjson"}
    for counts in ((283, 0), (0, 283)):
        report = gateway.call("POST /product-imports", lines, headers=headers).json
        assert (report["created_count"], report["unchanged_count"]) == counts
    tea = gateway.call("GET /products", query={"category": "tea", "limit": 50}).json["items"]
    assert len(tea) == 22
    sold = next(each for each in shop.products if each["id"] == tea[0]["id"])
    assert [sku["code"] for sku in tea[0]["skus"]] == [sku["code"] for sku in sold["skus"]]
