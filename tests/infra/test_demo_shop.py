"""The demonstration's goods: always the same, and taken by the API without a fault."""

import msgspec

from infra.local.demo_goods import CATEGORIES
from infra.local.demo_shop import demo_shop, rows
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.wire.categories import NewCategoryBody, read_category
from promenade.base.catalogue.wire.imports import read_rows
from promenade.kit.imports import JSON_LINES, File
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.stamps import stamp


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


def test_the_catalogue_takes_all_of_it_once() -> None:
    shop, store = demo_shop(), FakeCatalogueStore()
    for body in shop.categories:
        category = read_category(body["id"], msgspec.convert(body, NewCategoryBody))
        add_category(category, stamp(category.id), store)
    lines = b"\n".join(msgspec.json.encode(row) for row in rows(shop.products))
    for result in ("created", "unchanged"):
        read = read_rows(File(JSON_LINES, lines))
        outcomes = import_rows(read, stamp("import"), store, OPEN, dry_run=False)
        assert [each.result for each in outcomes] == [result] * 283
    tea = store.list_products(("tea",), None, 50, None).items
    assert [each.id for each in tea] == [
        f"{kind}-{n:03}" for kind in ("LT", "TE") for n in range(1, 12)
    ]
