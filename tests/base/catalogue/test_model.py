"""Rules of categories and products."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.catalogue.model import category as tree
from promenade.base.catalogue.model.category import (
    Category,
    CategoryCycle,
    CategoryTooDeep,
)
from promenade.base.catalogue.model.change import Barcode, Place, change
from promenade.base.catalogue.model.product import (
    ChangeTooLarge,
    Offer,
    Product,
    place,
    product_faults,
    remove,
    sku_faults,
)
from promenade.kit.values import replace
from tests.support.shop import category, product, sku

HOME = Category(id="home", name="Home", path=("home",), version=1)


def stored(asked: Product, *path: str) -> Product:
    return place(asked, path or ("mugs",), None)


def test_a_category_is_placed_below_its_parent() -> None:
    placed = tree.place(category("mugs", "home", sort=3), HOME, None)
    assert placed == Category(id="mugs", name="Mugs", path=("home", "mugs"), sort=3, version=1)
    assert placed.parent == "home"


def test_a_category_that_comes_back_goes_on_counting_versions() -> None:
    gone = tree.remove(HOME)
    assert tree.place(category("home"), None, gone) == replace(HOME, version=3)


def test_a_tree_is_four_deep_at_most() -> None:
    third = Category(id="c", name="C", path=("a", "b", "c"), version=1)
    assert tree.place(category("d", "c"), third, None).path == ("a", "b", "c", "d")
    fourth = replace(third, id="d", path=("a", "b", "c", "d"))
    with pytest.raises(CategoryTooDeep):
        tree.place(category("e", "d"), fourth, None)


@pytest.mark.parametrize("parent", ["home", "mugs"])
def test_a_category_is_never_below_itself(parent: str) -> None:
    below = Category(id=parent, name="", path=("home", "mugs")[: 1 + (parent == "mugs")], version=1)
    with pytest.raises(CategoryCycle):
        tree.place(category("home", parent), below, HOME)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"sale_price_minor": 5000}, []),
        ({"floor_price_minor": 4500}, []),
        ({"floor_price_minor": 4501}, [("/floor_price_minor", "above_sale")]),
        ({"sale_price_minor": 5001}, [("/sale_price_minor", "above_list")]),
        (
            {"sale_price_minor": 5001, "floor_price_minor": 5002},
            [("/sale_price_minor", "above_list"), ("/floor_price_minor", "above_sale")],
        ),
        ({"barcode": ""}, [("/barcode", "malformed")]),
        ({"barcode": "12#4"}, [("/barcode", "malformed")]),
        ({"options": {"": "Red"}}, [("/options", "blank")]),
        ({"options": {"Colour": ""}}, [("/options", "blank")]),
        ({"options": {"Size": "M", "ｓｉｚｅ": "L"}}, [("/options", "repeated")]),
    ],
)
def test_a_sku_has_ordered_prices_and_readable_texts(
    changed: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = sku_faults(sku("A", **changed))
    assert [(fault.pointer, fault.code) for fault in found] == expected


def test_all_faults_of_a_product_are_named_at_once() -> None:
    asked = product(
        "mug red",
        sku("A", barcode="1"),
        sku("A", barcode="1", sale_price_minor=9000),
        sku("ä"),
        title="",
        brand="",
        tags=("", "x" * 41),
        attributes={"Material": ""},
    )
    assert [(fault.pointer, fault.code) for fault in product_faults(asked)] == [
        ("/id", "malformed"),
        ("/title", "blank"),
        ("/brand", "blank"),
        ("/tags/0", "malformed"),
        ("/tags/1", "malformed"),
        ("/attributes", "blank"),
        ("/skus/1/code", "repeated"),
        ("/skus/1/barcode", "repeated"),
        ("/skus/1/sale_price_minor", "above_list"),
        ("/skus/2/code", "malformed"),
    ]


def test_a_new_product_brings_everything_that_follows_from_it() -> None:
    mug = stored(product("MUG", sku("MUG-1", barcode="1"), sku("MUG-2"), tags=("gift",)))
    made = change(None, mug)
    assert (made.left, made.entered) == ((), ("mugs",))
    assert [offer.sku.code for offer in made.offers] == ["MUG-1", "MUG-2"]
    assert made.carried == {("main", "1"): "MUG-1"}
    assert made.placed == {(None, ("mugs",)), ("gift", ("mugs",))}
    assert (made.freed, made.displaced) == (frozenset(), frozenset())
    assert made.parts_count == 1 + 1 + 1 + 1 + 2 + 1 + 2, (
        "itself, its revision, its call, its category, …"
    )


def test_what_stays_the_same_is_not_written_again() -> None:
    mug = stored(product("MUG", sku("MUG-1", barcode="1"), sku("MUG-2"), tags=("gift",)))
    dearer = place(
        replace(mug, skus=(mug.skus[0], sku("MUG-2", list_price_minor=9))), mug.path, mug
    )
    made = change(mug, dearer)
    assert [offer.sku.code for offer in made.offers] == ["MUG-2"]
    assert made.parts_count == 3


def test_a_barcode_moves_between_skus_in_one_change() -> None:
    mug = stored(product("MUG", sku("MUG-1", barcode="1"), sku("MUG-2", barcode="2")))
    swapped = replace(mug, skus=(sku("MUG-1", barcode="2"), sku("MUG-2", barcode="1")), version=2)
    made = change(mug, swapped)
    assert made.carried == {("main", "1"): "MUG-2", ("main", "2"): "MUG-1"}
    assert made.freed == frozenset()


def test_a_sku_left_out_is_withdrawn_and_its_barcode_free() -> None:
    mug = stored(product("MUG", sku("MUG-1", barcode="1"), sku("MUG-2"), shelf="ON"))
    made = change(mug, replace(mug, skus=(sku("MUG-2"),), version=2))
    (offer,) = made.offers
    assert (offer.sku.code, offer.is_removed, offer.is_sellable) == ("MUG-1", True, False)
    assert made.freed == {("main", "1")}


def test_a_removed_product_leaves_every_place() -> None:
    mug = stored(product("MUG", sku("MUG-1", barcode="1"), tags=("gift",), shelf="ON"))
    made = change(mug, remove(mug))
    assert (made.left, made.entered) == (("mugs",), ())
    assert [offer.is_removed for offer in made.offers] == [True]
    assert made.freed == {("main", "1")}
    assert made.displaced == {(None, ("mugs",)), ("gift", ("mugs",))}


def test_a_product_with_40_skus_barcodes_and_10_tags_fits_one_write() -> None:
    skus = [sku(f"S{n}", barcode=f"{n}") for n in range(40)]
    made = change(None, stored(product("MUG", *skus, tags=tuple(f"t{n}" for n in range(10)))))
    assert made.parts_count == 95


def test_a_change_of_more_than_100_parts_is_refused() -> None:
    before = stored(product("MUG", *(sku(f"S{n}", barcode=f"a{n}") for n in range(34))))
    after = place(
        product("MUG", *(sku(f"S{n}", barcode=f"b{n}") for n in range(34))), ("mugs",), before
    )
    with pytest.raises(ChangeTooLarge) as refused:
        change(before, after)
    assert refused.value.facts == {"parts_count": 104, "max_count": 100}
    fewer = replace(after, skus=after.skus[:32])
    assert change(replace(before, skus=before.skus[:32]), fewer).parts_count == 98


CODES = st.sampled_from(["A", "B", "C", "D"])
SKUS = st.lists(
    st.builds(sku, CODES, barcode=st.sampled_from([None, "1", "2", "3"])),
    max_size=4,
    unique_by=(lambda s: s.code, lambda s: s.barcode or s.code),
)
PRODUCTS = st.builds(
    lambda skus, tags, path, gone: replace(
        stored(product("P", *skus, tags=tuple(sorted(tags))), *path), is_removed=gone
    ),
    SKUS,
    st.sets(st.sampled_from("xyz")),
    st.sampled_from([("mugs",), ("home", "cups")]),
    st.booleans(),
)


@given(st.lists(PRODUCTS, min_size=1, max_size=5))
def test_changes_one_after_another_leave_exactly_what_the_last_product_says(
    versions: list[Product],
) -> None:
    before: Product | None = None
    carried: dict[Barcode, str] = {}
    places: set[Place] = set()
    sold: dict[str, Offer] = {}
    for after in versions:
        made = change(before, after)
        carried = {k: v for k, v in carried.items() if k not in made.freed} | {**made.carried}
        places = (places - made.displaced) | made.placed
        sold |= {offer.sku.code: offer for offer in made.offers}
        before = after
    fresh = change(None, versions[-1])
    assert carried == fresh.carried
    assert places == fresh.placed
    live = {code: offer for code, offer in sold.items() if not offer.is_removed}
    assert live == {offer.sku.code: offer for offer in fresh.offers}
    assert set(sold) == {s.code for each in versions if not each.is_removed for s in each.skus}
