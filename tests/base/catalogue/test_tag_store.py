"""What every store promises of tags; the fake and the real one alike."""

from datetime import timedelta

import pytest

from promenade.base.catalogue.model.category import remove
from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.product import Product, Retagged
from promenade.base.catalogue.model.tags import Rewritten, Rule, Rules, Tag
from promenade.base.catalogue.service.categories import (
    add_category,
    get_category,
    remove_category,
)
from promenade.base.catalogue.service.ports import Sweep, TagStore, Wanted
from promenade.base.catalogue.service.products import change_product
from promenade.base.catalogue.service.tagging import go_on
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.kit.errors import NotFound, Stale
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.shop import bring, category, product, sku
from tests.support.stamps import NOON, stamp

RULE = Rule(categories=("mugs",))
Store = FakeCatalogueStore | DynamoCatalogueStore
TAG = Tag(id="mug", name="Mug", rule=RULE, version=1)
BEGUN = Sweep(rules=Rules(by_tag={"mug": RULE}), is_done=False, turn=1)


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> Store:
    made = FakeCatalogueStore() if request.param == "fake" else DynamoCatalogueStore()
    add_category(category("mugs"), stamp("mugs"), made)
    return made


def retag(before: Product, *tags: str, store: Store) -> Product:
    after = replace(before, rule_tags=tags, turns=before.turns + 1)
    store.put_tags(change(before, after), stamp(""))
    return after


def listed(store: TagStore, tag: str) -> list[str]:
    return [each.id for each in store.list_products((), tag, 9, None).items]


def test_what_rules_give_is_listed_and_makes_no_version(store: Store) -> None:
    mug = bring(product("MUG", sku("M"), tags=("gift",)), store)
    after = retag(mug, "mug", store=store)
    found = store.known(Wanted(products=["MUG"])).products["MUG"]
    assert (found.value, found.fingerprint) == (after, "bring MUG")
    assert (listed(store, "mug"), listed(store, "gift")) == (["MUG"], ["MUG"])
    assert len(store.revisions("MUG", 9, None).items) == 1
    offer = store.find_offer("M")
    assert offer is not None
    assert offer.tags == ("gift", "mug")


def test_of_two_that_tag_one_product_the_later_changes_nothing(store: Store) -> None:
    mug = bring(product("MUG", sku("M")), store)
    retag(mug, "mug", store=store)
    with pytest.raises(Stale):
        retag(mug, "late", store=store)
    assert (listed(store, "mug"), listed(store, "late")) == (["MUG"], [])


def test_who_changes_what_was_tagged_meanwhile_looks_again(store: Store) -> None:
    mug = bring(product("MUG", sku("M")), store)
    tagged = retag(mug, "mug", store=store)
    dearer = replace(mug, brand="Kiln", version=2)
    with pytest.raises(Retagged):
        store.put_product(change(mug, dearer), stamp("late"))
    assert store.known(Wanted(products=["MUG"])).product("MUG") == tagged
    changed = change_product(replace(mug, brand="Ru"), 1, stamp("again"), store, OPEN)
    assert (changed.version, changed.rule_tags, changed.turns) == (2, ("mug",), 1)


def test_the_write_of_a_rule_begins_a_sweep_and_of_two_one_looks_again(store: Store) -> None:
    store.put_tag(None, TAG, BEGUN, stamp("mug"))
    assert store.sweep() == BEGUN
    other = replace(TAG, id="cup", name="Cup")
    with pytest.raises(Rewritten):
        store.put_tag(None, other, BEGUN, stamp("cup"))
    assert (store.find_tag("cup"), store.sweep()) == (None, BEGUN)
    assert store.known(Wanted(rules=True)).ruled == frozenset({"mug"})


def test_a_sweep_goes_on_where_the_step_before_ended_each_turn_once(store: Store) -> None:
    for number in range(3):
        bring(product(f"MUG-{number}", sku(f"M-{number}")), store)
    store.put_tag(None, TAG, BEGUN, stamp("mug"))
    ids = store.product_ids(2, None)
    store.put_sweep(replace(BEGUN, after=ids.next, turn=2))
    with pytest.raises(Stale):
        store.put_sweep(replace(BEGUN, is_done=True, turn=2))
    assert go_on(1, lambda: NOON, store) is False
    assert listed(store, "mug") == []
    assert go_on(2, lambda: NOON, store) is False
    assert listed(store, "mug") == ["MUG-2"]
    assert store.sweep() == replace(BEGUN, after=None, is_done=True, turn=3)


def test_a_step_ends_in_time_and_has_the_next_go_on(store: Store) -> None:
    bring(product("MUG", sku("M")), store)
    store.put_tag(None, TAG, BEGUN, stamp("mug"))
    times = iter([NOON, NOON + timedelta(minutes=1)])
    assert go_on(1, lambda: next(times), store) is True
    assert (store.sweep().turn, store.sweep().is_done, listed(store, "mug")) == (2, False, [])


def test_a_category_and_a_rule_that_names_it_do_not_miss_one_another(store: Store) -> None:
    mugs, rules = get_category("mugs", store), store.sweep().turn
    store.put_tag(None, TAG, BEGUN, stamp("tag"))
    with pytest.raises(Rewritten):
        store.put_category(mugs, remove(mugs), stamp("remove"), rules=rules)
    assert get_category("mugs", store) == mugs
    store.put_category(mugs, remove(mugs), stamp("remove"), rules=store.sweep().turn)
    other = Tag(id="cup", name="Cup", rule=RULE, version=1)
    swept = replace(BEGUN, rules=Rules(by_tag={"mug": RULE, "cup": RULE}), turn=2)
    with pytest.raises(Rewritten):
        store.put_tag(None, other, swept, stamp("late"))
    assert (store.find_tag("cup"), store.sweep()) == (None, BEGUN)


def test_where_there_are_no_rules_a_category_goes_and_none_come_to_be(store: Store) -> None:
    remove_category("mugs", 1, stamp("remove"), store)
    assert store.sweep() == Sweep()
    with pytest.raises(NotFound):
        get_category("mugs", store)
