"""A category that is archived keeps what is in it and takes nothing new."""

import pytest

from promenade.base.catalogue.model import category as tree
from promenade.base.catalogue.model.category import Category, CategoryArchived
from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.product import Product, place, remove
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.shop import CatalogueStore, category, product, sku
from tests.support.stamps import stamp

MUGS = Category(id="mugs", name="Mugs", path=("mugs",), version=1)
ARCHIVED = replace(MUGS, is_archived=True, version=2)
MUG = place(product("MUG", sku("M", barcode="1")), ("mugs",), None)


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> CatalogueStore:
    made: CatalogueStore
    made = FakeCatalogueStore() if request.param == "fake" else DynamoCatalogueStore()
    made.put_category(None, MUGS, stamp("mugs"))
    made.put_product(change(None, MUG), stamp("mug"))
    made.put_category(MUGS, ARCHIVED, stamp("archive"))
    return made


def in_it(store: CatalogueStore) -> list[str]:
    return [each.id for each in store.list_products(("mugs",), None, 9, None).items]


def enter(store: CatalogueStore, asked: Product) -> None:
    store.put_product(change(None, place(asked, ("mugs",), None)), stamp(f"enter {asked.id}"))


def test_neither_a_product_nor_a_category_enters_it(store: CatalogueStore) -> None:
    with pytest.raises(CategoryArchived) as refused:
        enter(store, product("CUP", sku("C")))
    assert refused.value.facts == {"category": "mugs"}
    tin = tree.place(category("tin", "mugs"), ARCHIVED, None)
    with pytest.raises(CategoryArchived):
        store.put_category(None, tin, stamp("tin"))
    assert in_it(store) == ["MUG"]
    assert store.find_category("tin") is None


def test_what_is_in_it_changes_and_leaves(store: CatalogueStore) -> None:
    renamed = replace(MUG, brand="Kiln", version=2)
    store.put_product(change(MUG, renamed), stamp("rename"))
    assert in_it(store) == ["MUG"]
    store.put_product(change(renamed, remove(renamed)), stamp("remove"))
    assert in_it(store) == []
    store.put_category(ARCHIVED, tree.remove(ARCHIVED), stamp("remove mugs"))
    assert store.list_categories(9, None).items == ()


def test_it_takes_new_things_again_once_it_is_not_archived(store: CatalogueStore) -> None:
    store.put_category(ARCHIVED, replace(MUGS, version=3), stamp("open again"))
    enter(store, product("CUP", sku("C")))
    assert in_it(store) == ["CUP", "MUG"]


def test_one_that_is_moved_and_archived_is_both(store: CatalogueStore) -> None:
    home = Category(id="home", name="Home", path=("home",), version=1)
    cups = Category(id="cups", name="Cups", path=("cups",), version=1)
    moved = replace(cups, path=("home", "cups"), is_archived=True, version=2)
    for each in (home, cups):
        store.put_category(None, each, stamp(each.id))
    store.put_category(cups, moved, stamp("move"))
    late = place(product("CUP", sku("C"), category="cups"), ("home", "cups"), None)
    with pytest.raises(CategoryArchived):
        store.put_product(change(None, late), stamp("sell"))
    assert store.find_category("cups") is not None


def test_a_category_that_comes_back_archived_takes_nothing(store: CatalogueStore) -> None:
    tins = Category(id="tins", name="Tins", path=("tins",), is_archived=True, version=1)
    store.put_category(None, tins, stamp("tins"))
    late = place(product("TIN", sku("T"), category="tins"), ("tins",), None)
    with pytest.raises(CategoryArchived):
        store.put_product(change(None, late), stamp("sell"))
    assert in_it(store) == ["MUG"]
