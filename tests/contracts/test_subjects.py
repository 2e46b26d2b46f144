"""People find what was done to a thing by the name that they see."""

import pytest

from promenade.contracts.subjects import SUBJECTS, name_of, subject_of
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.play import play

MADE = {
    "category:mugs": "base/http/catalogue_categories.add_category",
    "product:MUG-CELADON": "base/http/catalogue_products.add_product",
    "promotion": "base/http/promotion_api.draft_promotion",
    "price_book": "base/http/price_books.open_book",
    "price_change": "base/http/price_changes.propose_change",
    "report": "base/http/report_api.request_report",
    "sku:MUG-RED": "base/http/stock_api.move_stock",
    "pool": "base/http/stock_pools.carve_pool",
    "warehouse": "base/http/stock_warehouses.add_warehouse",
    "order": "customer/sqs/order_ingest",
}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("promotion_1", "promotion:PROMOTION#promotion_1/-"),
        ("promotion:promotion_1", "promotion:PROMOTION#promotion_1/-"),
        ("promotion:PROMOTION#promotion_1/-", "promotion:PROMOTION#promotion_1/-"),
        ("price_book_1", "price:BOOK#price_book_1/-"),
        ("product:MUG", "catalogue:PRODUCT#MUG/-"),
        ("category:mugs", "catalogue:CATEGORIES/mugs"),
        ("order:web/A/1", "order:ORDER#web#A/1/-"),
        ("order:web", "order:web"),
        ("price_change:MUG/price_change_1", "price:SKU#MUG/CHANGE#price_change_1"),
        ("stock:SKU#MUG/LEVEL", "stock:SKU#MUG/LEVEL"),
        ("MUG", "MUG"),
    ],
)
def test_a_name_leads_to_the_key(name: str, key: str) -> None:
    assert subject_of(name) == key


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("order:ORDER#shopify.my-shop##1001/-", "order:shopify.my-shop/#1001"),
        ("order:ORDER#web#A/1/-", "order:web/A/1"),
        ("price:SKU#MUG/CHANGE#price_change_1", "price_change:MUG/price_change_1"),
        ("catalogue:CATEGORIES/mugs", "category:mugs"),
        ("stock:WHAT#EVER", "stock:WHAT#EVER"),
    ],
)
def test_a_key_is_told_by_its_name_which_leads_back(key: str, name: str) -> None:
    assert name_of(key) == name
    assert subject_of(name) == key


@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_key_is_that_of_the_items_of_its_kind(gateway: Gateway, kind: str) -> None:
    sample = next(MADE[each] for each in MADE if each.partition(":")[0] == kind)
    with standing():
        play(sample, gateway)
    capability, _, shape = SUBJECTS[kind].partition(":")
    begins, ends = shape.split("{}")[0], shape.rsplit("{}", 1)[1]
    items = dump()[f"promenade-{capability}"]
    keys = [f"{each['pk']['S']}/{each['sk']['S']}" for each in items if "fact" in each]
    assert [each for each in keys if each.startswith(begins) and each.endswith(ends)] != []
