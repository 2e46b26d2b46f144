"""What every store of the catalogue promises; the fake and the real one alike."""

import pytest

from promenade.base.catalogue.model import category as tree
from promenade.base.catalogue.model.category import Category, CategoryGone, CategoryInUse
from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.product import (
    BarcodeTaken,
    Product,
    SkuTaken,
    place,
    remove,
)
from promenade.base.catalogue.service.ports import Wanted
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.kit.errors import Stale
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.shop import CatalogueStore, category, product, sku
from tests.support.stamps import stamp


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> CatalogueStore:
    return FakeCatalogueStore() if request.param == "fake" else DynamoCatalogueStore()


def grow(store: CatalogueStore, *path: str) -> Category:
    """The category at the end of `path`, with all above it."""
    parent = None
    for id_ in path:
        found = store.find_category(id_)
        if found is None:
            made = tree.place(category(id_, parent.id if parent else None), parent, None)
            store.put_category(None, made, stamp(f"grow {id_}"))
        parent = found.value if found else made
    assert parent is not None
    return parent


def sell(store: CatalogueStore, asked: Product, *path: str) -> Product:
    made = place(asked, path or ("mugs",), None)
    store.put_product(change(None, made), stamp(f"sell {asked.id}"))
    return made


def listed(store: CatalogueStore, *path: str, tag: str | None = None) -> list[str]:
    return [each.id for each in store.list_products(path, tag, 50, None).items]


def owner(store: CatalogueStore, code: str) -> str | None:
    return store.known(Wanted(skus=[code])).owners.get(code)


def carrier(store: CatalogueStore, barcode: str, shop: str = "main") -> str | None:
    return store.known(Wanted(barcodes=[(shop, barcode)])).carriers.get((shop, barcode))


def test_a_category_is_found_as_it_was_put_with_the_request_that_put_it(
    store: CatalogueStore,
) -> None:
    mugs = grow(store, "home", "mugs")
    stored = store.find_category("mugs")
    assert stored is not None
    assert (stored.value, stored.fingerprint) == (mugs, "grow mugs")
    assert store.find_category("cups") is None


def test_categories_are_listed_by_id_without_those_removed(store: CatalogueStore) -> None:
    grow(store, "home", "mugs")
    cups = grow(store, "home", "cups")
    store.put_category(cups, tree.remove(cups), stamp("remove"))
    assert [each.id for each in store.list_categories(10, None).items] == ["home", "mugs"]


def test_listings_go_on_where_they_stopped(store: CatalogueStore) -> None:
    for id_ in ("a", "b", "c"):
        grow(store, id_)
    first = store.list_categories(2, None)
    rest = store.list_categories(2, first.next)
    assert [each.id for each in (*first.items, *rest.items)] == ["a", "b", "c"]
    assert rest.next is None


def test_a_category_changed_since_is_stale(store: CatalogueStore) -> None:
    home = grow(store, "home")
    store.put_category(home, replace(home, name="House", version=2), stamp("rename"))
    with pytest.raises(Stale):
        store.put_category(home, replace(home, name="Haus", version=2), stamp("another"))
    with pytest.raises(Stale):
        store.put_category(None, home, stamp("add again"))
    stored = store.find_category("home")
    assert stored is not None
    assert stored.value.name == "House"


def test_the_same_change_again_is_done_already(store: CatalogueStore) -> None:
    home = grow(store, "home")
    renamed = replace(home, name="House", version=2)
    store.put_category(home, renamed, stamp("rename"))
    store.put_category(home, renamed, stamp("rename"))
    mug = place(product("MUG", sku("M"), category="home"), ("home",), None)
    store.put_product(change(None, mug), stamp("sell"))
    store.put_product(change(None, mug), stamp("sell"))
    assert listed(store) == ["MUG"]


def test_a_category_with_a_child_neither_goes_nor_moves(store: CatalogueStore) -> None:
    grow(store, "home", "mugs")
    grow(store, "shop")
    home = grow(store, "home")
    with pytest.raises(CategoryInUse):
        store.put_category(home, tree.remove(home), stamp("remove"))
    moved = replace(home, path=("shop", "home"), version=2)
    with pytest.raises(CategoryInUse):
        store.put_category(home, moved, stamp("move"))
    assert store.find_category("home") is not None
    assert [each.version for each in store.list_categories(9, None).items] == [1, 1, 1]


def test_a_category_with_a_product_neither_goes_nor_moves_until_it_is_empty(
    store: CatalogueStore,
) -> None:
    mugs = grow(store, "mugs")
    grow(store, "home")
    mug = sell(store, product("MUG", sku("M")))
    moved = replace(mugs, path=("home", "mugs"), version=2)
    with pytest.raises(CategoryInUse):
        store.put_category(mugs, tree.remove(mugs), stamp("remove"))
    with pytest.raises(CategoryInUse):
        store.put_category(mugs, moved, stamp("move"))
    store.put_product(change(mug, remove(mug)), stamp("remove product"))
    store.put_category(mugs, moved, stamp("move"))
    store.put_category(moved, tree.remove(moved), stamp("remove"))
    home = grow(store, "home")
    store.put_category(home, tree.remove(home), stamp("remove home"))
    assert store.list_categories(9, None).items == ()


def test_nothing_enters_a_category_that_went_or_moved_meanwhile(store: CatalogueStore) -> None:
    mugs = grow(store, "mugs")
    grow(store, "home")
    late = place(product("MUG", sku("M"), tags=("gift",)), mugs.path, None)
    child = tree.place(category("tin", "mugs"), mugs, None)
    moved = replace(mugs, path=("home", "mugs"), version=2)
    for before, after in ((mugs, moved), (moved, tree.remove(moved))):
        store.put_category(before, after, stamp(f"version {after.version}"))
        with pytest.raises(CategoryGone):
            store.put_product(change(None, late), stamp("sell"))
        with pytest.raises(CategoryGone):
            store.put_category(None, child, stamp("grow"))
    assert listed(store) == []
    assert (owner(store, "M"), store.find_category("tin")) == (None, None)


def test_a_removed_category_comes_back_empty(store: CatalogueStore) -> None:
    mugs = grow(store, "mugs")
    gone = tree.remove(mugs)
    store.put_category(mugs, gone, stamp("remove"))
    back = tree.place(category("mugs"), None, gone)
    store.put_category(gone, back, stamp("again"))
    sell(store, product("MUG", sku("M")))
    assert (back.version, listed(store, "mugs")) == (3, ["MUG"])


def test_two_categories_cannot_swap_into_a_cycle(store: CatalogueStore) -> None:
    a, b = grow(store, "a"), grow(store, "b")
    store.put_category(a, replace(a, path=("b", "a"), version=2), stamp("a below b"))
    with pytest.raises(CategoryInUse):
        store.put_category(b, replace(b, path=("a", "b"), version=2), stamp("b below a"))


def test_a_product_is_known_with_all_that_it_takes(store: CatalogueStore) -> None:
    mugs = grow(store, "mugs")
    mug = sell(store, product("MUG", sku("M-1", barcode="1"), sku("M-2")))
    found = store.known(
        Wanted(
            products=["MUG", "CUP"],
            skus=["M-1", "X"],
            barcodes=[("main", "1"), ("other", "1")],
            categories=["mugs", "cups"],
        )
    )
    assert found.product("MUG") == mug
    assert found.products["MUG"].fingerprint == "sell MUG"
    assert found.product("CUP") is None
    assert found.owners == {"M-1": "MUG"}
    assert found.carriers == {("main", "1"): "MUG"}
    assert found.categories == {"mugs": mugs}


def test_a_product_is_listed_below_each_ancestor_and_by_each_tag(store: CatalogueStore) -> None:
    grow(store, "home", "mugs", "tin")
    grow(store, "home", "mugs-and-more")
    sell(store, product("A", sku("A"), tags=("gift",)), "home", "mugs", "tin")
    sell(store, product("B", sku("B"), tags=("gift", "new")), "home", "mugs")
    sell(store, product("C", sku("C"), tags=("new",)), "home", "mugs-and-more")
    assert sorted(listed(store)) == ["A", "B", "C"]
    assert sorted(listed(store, "home")) == ["A", "B", "C"]
    assert sorted(listed(store, "home", "mugs")) == ["A", "B"]
    assert listed(store, "home", "mugs", "tin") == ["A"]
    assert sorted(listed(store, tag="gift")) == ["A", "B"]
    assert listed(store, "home", "mugs", tag="new") == ["B"]
    assert listed(store, tag="unknown") == []


def test_every_product_is_listed_once_over_pages(store: CatalogueStore) -> None:
    grow(store, "mugs")
    for number in range(5):
        sell(store, product(f"P{number}", sku(f"S{number}"), tags=("gift",)))
    found, after = [], None
    for _ in range(3):
        page = store.list_products(("mugs",), "gift", 2, after)
        found += [each.id for each in page.items]
        after = page.next
    assert found == ["P0", "P1", "P2", "P3", "P4"]
    assert after is None


def test_a_change_of_category_and_tags_changes_the_listings(store: CatalogueStore) -> None:
    grow(store, "mugs")
    cups = grow(store, "cups")
    mug = sell(store, product("MUG", sku("M"), tags=("gift", "new")))
    asked = replace(mug, category="cups", tags=("new", "sale"))
    moved = place(asked, cups.path, mug)
    store.put_product(change(mug, moved), stamp("move"))
    assert (listed(store, "mugs"), listed(store, "cups")) == ([], ["MUG"])
    assert (listed(store, tag="gift"), listed(store, tag="sale")) == ([], ["MUG"])
    assert listed(store, "cups", tag="new") == ["MUG"]
    offer = store.find_offer("M")
    assert offer is not None
    assert (offer.path, offer.tags) == (("cups",), ("new", "sale"))


def test_a_product_changed_since_is_stale_and_nothing_moves(store: CatalogueStore) -> None:
    grow(store, "mugs")
    mug = sell(store, product("MUG", sku("M", barcode="1")))
    dearer = replace(mug, skus=(sku("M", barcode="2", list_price_minor=9000),), version=2)
    store.put_product(change(mug, dearer), stamp("first"))
    other = replace(mug, skus=(sku("X", barcode="3"),), version=2)
    with pytest.raises(Stale):
        store.put_product(change(mug, other), stamp("second"))
    assert (owner(store, "X"), carrier(store, "3"), carrier(store, "2")) == (None, None, "MUG")


def test_a_code_stays_its_products_own_for_ever(store: CatalogueStore) -> None:
    grow(store, "mugs")
    mug = sell(store, product("MUG", sku("M-1"), sku("M-2")))
    less = replace(mug, skus=(sku("M-2"),), version=2)
    store.put_product(change(mug, less), stamp("less"))
    withdrawn = store.find_offer("M-1")
    assert withdrawn is not None
    assert (withdrawn.is_removed, withdrawn.sku) == (True, sku("M-1"))
    with pytest.raises(SkuTaken) as refused:
        sell(store, product("CUP", sku("M-1")))
    assert refused.value.facts == {"sku": "M-1"}
    assert (listed(store), store.known(Wanted(products=["CUP"])).products) == (["MUG"], {})
    store.put_product(change(less, replace(mug, version=3)), stamp("back"))
    back = store.find_offer("M-1")
    assert back is not None
    assert back.is_removed is False


def test_a_barcode_is_unique_in_its_store_and_free_after_its_sku_went(
    store: CatalogueStore,
) -> None:
    grow(store, "mugs")
    mug = sell(store, product("MUG", sku("M", barcode="1")))
    with pytest.raises(BarcodeTaken) as refused:
        sell(store, product("CUP", sku("C", barcode="1")))
    assert refused.value.facts == {"barcode": "1"}
    assert owner(store, "C") is None
    sell(store, product("CUP", sku("C", barcode="1"), store="other"))
    store.put_product(change(mug, remove(mug)), stamp("remove"))
    sell(store, product("CAN", sku("N", barcode="1")))
    assert (carrier(store, "1"), carrier(store, "1", "other")) == ("CAN", "CUP")


def test_a_product_moves_to_another_store_with_its_barcodes(store: CatalogueStore) -> None:
    grow(store, "mugs")
    mug = sell(store, product("MUG", sku("M", barcode="1")))
    store.put_product(change(mug, replace(mug, store="other", version=2)), stamp("move"))
    assert (carrier(store, "1"), carrier(store, "1", "other")) == (None, "MUG")


def test_the_largest_product_fits(store: CatalogueStore) -> None:
    grow(store, "mugs")
    skus = [sku(f"S{n}", barcode=f"{n}", options={"Size": "大" * 40}) for n in range(40)]
    tags = tuple(sorted(f"{n}{'標' * 38}" for n in range(10)))
    sell(store, product("MUG", *skus, tags=tags))
    found = store.known(Wanted(products=["MUG"], skus=[each.code for each in skus]))
    assert (len(found.owners), found.products["MUG"].value.tags) == (40, tags)
    assert listed(store, "mugs", tag=tags[3]) == ["MUG"]
