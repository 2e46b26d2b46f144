"""Brands and attribute definitions, as every store of the catalogue keeps them."""

from typing import Any

import pytest

from promenade.base.catalogue.model.attributes import (
    Counted,
    Definition,
    DefinitionInUse,
    Definitions,
    Uses,
    conform,
    governing,
)
from promenade.base.catalogue.model.brand import Brand, BrandArchived, BrandInUse
from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.product import Product, place, remove
from promenade.base.catalogue.model.referring import referring
from promenade.base.catalogue.service.brands import (
    add_brand,
    change_brand,
    get_brand,
    remove_brand,
)
from promenade.base.catalogue.service.categories import add_category, get_category
from promenade.base.catalogue.service.definitions import define
from promenade.base.catalogue.service.ports import Looked, Wanted
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.shop import category, product
from tests.support.stamps import stamp

Store = FakeCatalogueStore | DynamoCatalogueStore
WEIGHT = Definition(name="Weight", type="number", unit="g")
COLOUR = Definition(name="Colour", type="choice", choices=("Red", "Blue"))


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> Store:
    made = FakeCatalogueStore() if request.param == "fake" else DynamoCatalogueStore()
    add_category(category("mugs"), stamp("mugs"), made)
    return made


def referred(store: Store, id_: str, **fields: Any) -> Product:
    asked = place(product(id_, **fields), ("mugs",), None)
    wanted = Wanted(brands=["ru"], definitions=["mugs"])
    return referring(asked, store.known(wanted), None)[0]


def sell(store: Store, id_: str, **fields: Any) -> Product:
    known = store.known(Wanted(brands=["ru"], definitions=["mugs"]))
    made = referred(store, id_, **fields)
    store.put_product(change(None, made, known), stamp(f"sell {id_}"))
    return made


def colours(*definitions: Definition, version: int = 0) -> Definitions:
    return Definitions(category="mugs", attributes=definitions, version=version)


def test_a_brand_is_added_once_and_found_as_it_is(store: Store) -> None:
    for _ in range(2):
        assert add_brand("Ru", stamp("ru"), store) == Brand(id="ru", name="Ru", version=1)
    with pytest.raises(Conflict):
        add_brand("RU", stamp("others"), store)
    edited = Brand(id="ru", name="RU", is_archived=True, version=1)
    for _ in range(2):
        assert change_brand(edited, stamp("edit"), store).version == 2
    with pytest.raises(Stale):
        change_brand(edited, stamp("late"), store)
    assert get_brand("ru", None, store).name == "RU"


def test_who_comes_between_a_look_at_the_register_and_the_write_is_met(store: Store) -> None:
    known = store.known(Wanted(brands=["ru"]))
    mug = referred(store, "MUG", brand="Ru")
    add_brand("Ru", stamp("ru"), store)
    with pytest.raises(Stale):
        store.put_product(change(None, mug, known), stamp("sell"))
    known = store.known(Wanted(brands=["ru"]))
    remove_brand("ru", 1, stamp("remove"), store)
    with pytest.raises(Stale):
        store.put_product(change(None, mug, known), stamp("sell"))
    assert store.known(Wanted(products=["MUG"])).products == {}


def test_a_brand_counts_its_products_until_the_last_is_gone(store: Store) -> None:
    mug, cup = (sell(store, id_, brand="Ru") for id_ in ("MUG", "CUP"))
    for count, gone in ((2, mug), (1, cup)):
        with pytest.raises(BrandInUse) as refused:
            remove_brand("ru", 1, stamp("remove"), store)
        assert refused.value.facts == {"count": count}
        store.put_product(change(gone, remove(gone)), stamp(f"remove {gone.id}"))
    remove_brand("ru", 1, stamp("remove"), store)
    with pytest.raises(NotFound):
        get_brand("ru", None, store)


def test_an_archived_brand_takes_no_other_product(store: Store) -> None:
    add_brand("Ru", stamp("ru"), store)
    change_brand(Brand(id="ru", name="Ru", is_archived=True, version=1), stamp("old"), store)
    with pytest.raises(BrandArchived):
        sell(store, "MUG", brand="Ru")
    assert store.known(Wanted(products=["MUG"])).products == {}


def test_values_are_counted_by_the_definitions_that_they_were_checked_by(store: Store) -> None:
    define(colours(COLOUR), stamp("define"), store)
    known = store.known(Wanted(definitions=["mugs"]))
    mug = referred(store, "MUG", attributes={"colour": "red"})
    assert mug.counted == {"colour": "mugs", "colour=red": "mugs"}
    define(colours(version=1), stamp("clear"), store)
    with pytest.raises(Stale):
        store.put_product(change(None, mug, known), stamp("sell"))
    define(colours(COLOUR, version=2), stamp("again"), store)
    sell(store, "MUG", attributes={"colour": "red"})
    kept = store.find_definitions("mugs")
    assert kept is not None
    assert kept.uses == Uses({"colour": 1, "colour=red": 1}, 1)
    with pytest.raises(DefinitionInUse):
        define(colours(version=3), stamp("clear it"), store)


def test_what_was_counted_meanwhile_is_seen_before_anything_is_given_up(store: Store) -> None:
    define(colours(COLOUR), stamp("define"), store)
    kept = store.find_definitions("mugs")
    assert kept is not None
    sell(store, "MUG", attributes={"Colour": "Blue"})
    looked = Looked(store.definition_turns(), kept.uses)
    with pytest.raises(Counted):
        store.put_definitions(kept.stored.value, colours(version=2), looked, stamp("clear"))
    now = store.find_definitions("mugs")
    assert now is not None
    assert now.stored.value == colours(COLOUR, version=1)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "Celadon", "Celadon"),
        ("number", "-0012.500", "-12.5"),
        ("number", "100", "100"),
        ("number", "-0.000000", "0"),
        ("number", "1e3", None),
        ("number", "１２", None),
        ("number", "1234567890123", None),
        ("boolean", "False", "false"),
        ("boolean", "yes", None),
        ("choice", "BLUE", "Blue"),
        ("choice", "Green", None),
    ],
)
def test_a_value_has_one_form(kind: Any, given: str, kept: str | None) -> None:
    definition = Definition(name="A", type=kind, choices=("Blue",) if kind == "choice" else ())
    own = Definitions(category="mugs", attributes=(definition,), version=1)
    found = conform({"a": given}, governing(("mugs",), {"mugs": own}))
    assert found.attributes == ({} if kept is None else {"A": kept})
    assert [fault.pointer for fault in found.faults] == ([] if kept else ["/attributes/a"])


def test_a_value_stays_as_it_was_checked_where_a_nearer_definition_came_to_be_another(
    store: Store,
) -> None:
    """As tables have it from before both had to be alike."""
    add_category(category("cups", parent="mugs"), stamp("cups"), store)
    define(colours(COLOUR, WEIGHT), stamp("define"), store)
    path, wanted = ("mugs", "cups"), Wanted(products=["CUP"], definitions=["mugs", "cups"])
    asked = product("CUP", category="cups", attributes={"Colour": "Red", "Weight": "7"})
    known = store.known(wanted)
    kept = referring(place(asked, path, None), known, None)[0]
    store.put_product(change(None, kept, known), stamp("sell"))
    others = (replace(WEIGHT, unit="kg"), Definition(name="Colour", type="boolean"))
    own = Definitions(category="cups", attributes=others, version=1)
    store.put_definitions(None, own, Looked(store.definition_turns()), stamp("otherwise"))
    known = store.known(wanted)
    edited = replace(kept, version=2, attributes={"Colour": "Red", "Weight": "7.0", "Age": "4"})
    stays, faults = referring(edited, known, kept)
    assert (dict(stays.attributes), faults) == ({"Colour": "Red", "Weight": "7", "Age": "4"}, ())
    assert stays.counted == {"colour": "mugs", "colour=red": "mugs", "weight": "mugs"}
    edited = replace(kept, version=2, attributes={"Colour": "true", "Weight": "8"})
    turned = referring(edited, known, kept)[0]
    assert turned.counted == {"colour": "cups", "weight": "cups"}
    store.put_product(change(kept, turned, known), stamp("edit"))
    found = store.find_definitions("cups")
    assert found is not None
    assert found.uses.counts == {"colour": 1, "weight": 1}


def test_who_defines_by_what_others_have_changed_looks_again(store: Store) -> None:
    turns = store.definition_turns()
    define(colours(COLOUR), stamp("define"), store)
    add_category(category("cups"), stamp("cups"), store)
    own = Definitions(category="cups", attributes=(COLOUR,), version=1)
    with pytest.raises(Counted):
        store.put_definitions(None, own, Looked(turns), stamp("late"))
    cups = get_category("cups", store)
    moved = replace(cups, path=("mugs", "cups"), version=2)
    with pytest.raises(Counted):
        store.put_category(cups, moved, stamp("move"), turns=turns)
    assert (store.find_definitions("cups"), get_category("cups", store)) == (None, cups)
    store.put_category(cups, moved, stamp("move"), turns=store.definition_turns())
    assert store.definition_turns() == turns + 2
    assert [*store.categories_below(("mugs",))] == ["cups"]
