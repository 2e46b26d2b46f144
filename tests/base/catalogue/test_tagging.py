"""The tags that rules give, behind changes of products, of rules, and of the time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.tags import PriceRange, Rule, Tag
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.products import add_product, change_product, remove_product
from promenade.base.catalogue.service.tagging import go_on, tag_products, wake
from promenade.base.catalogue.service.tags import add_tag, change_tag, remove_tag
from promenade.kit.errors import Invalid
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.shop import bring, category, product, sku
from tests.support.stamps import NOON, stamp

DAY = timedelta(days=1)
MUG = product(
    "MUG", sku("M"), shelf="ON", brand="Kiln", tags=("gift",), attributes={"Glaze": "Ash"}
)


def placed(asked: Product, **other: Any) -> Product:
    return replace(asked, path=("mugs",), first_on_at={"M": NOON}, **other)


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (Rule(categories=("cups", "mugs")), True),
        (Rule(categories=("cups",)), False),
        (Rule(brands=("ＫＩＬＮ",)), True),
        (Rule(brands=("Ru",)), False),
        (Rule(price=PriceRange(currency="CNY", from_minor=4_500, to_minor=4_500)), True),
        (Rule(price=PriceRange(currency="CNY", from_minor=4_501)), False),
        (Rule(price=PriceRange(currency="EUR")), False),
        (Rule(attributes={"glaze": ("Celadon", "ASH")}), True),
        (Rule(attributes={"glaze": ("Ash",), "Size": ("L",)}), False),
        (Rule(shelves=("ON",)), True),
        (Rule(shelves=("OFF", "RECYCLED")), False),
        (Rule(tags=("gift",)), True),
        (Rule(tags=("late",)), False),
        (Rule(new_for_days=30, brands=("Kiln",)), True),
        (Rule(new_for_days=30, brands=("Ru",)), False),
    ],
)
def test_all_that_a_rule_names_must_hold_and_one_of_a_kind_is_enough(
    rule: Rule, fits: bool
) -> None:
    assert rule.fits(placed(MUG), NOON) is fits


def test_a_product_is_new_from_the_instant_it_came_on_sale_for_so_many_days() -> None:
    rule, mug = Rule(new_for_days=30), placed(MUG)
    instants = (NOON - DAY, NOON, NOON + 30 * DAY - timedelta(seconds=1), NOON + 30 * DAY)
    assert [rule.fits(mug, at) for at in instants] == [False, True, True, False]
    assert rule.fits(replace(mug, first_on_at={}), NOON) is False


def test_a_scheduled_product_is_on_the_shelf_from_its_instant_on() -> None:
    mug = placed(MUG, shelf="SCHEDULED", sells_from=NOON)
    assert [Rule(shelves=("ON",)).fits(mug, at) for at in (NOON - DAY, NOON)] == [False, True]


def ruled(id_: str, rule: Rule, **other: Any) -> Tag:
    return Tag(id=id_, name=id_.title(), rule=rule, **other)


class Shop:
    """With a stream that is behind until somebody catches up."""

    def __init__(self) -> None:
        self.store, self.now, self._count = FakeCatalogueStore(), NOON, 0
        for id_ in ("mugs", "cups"):
            add_category(category(id_), stamp(id_), self.store)

    def clock(self) -> datetime:
        return self.now

    def stamp(self) -> Stamp:
        self._count += 1
        return replace(stamp(f"request {self._count}"), at=self.now)

    def follow(self) -> None:
        for id_ in self.store.woken():
            tag_products([id_], self.clock, self.store)

    def step(self) -> None:
        go_on(self.store.sweep().turn, self.clock, self.store)

    def settle(self) -> None:
        while self.store._woken or not self.store.sweep().is_done:
            self.follow()
            self.step()

    def tags(self) -> dict[str, tuple[str, ...]]:
        return {each.id: each.rule_tags for each in self.store.products(["A", "B", "C"])}


def test_a_tag_by_a_rule_comes_to_products_and_goes_with_its_rule() -> None:
    shop = Shop()
    bring(product("A", sku("A")), shop.store)
    bring(product("B", sku("B"), category="cups"), shop.store)
    add_tag(ruled("mug", Rule(categories=("mugs",))), shop.stamp(), shop.store)
    shop.settle()
    assert shop.tags() == {"A": ("mug",), "B": ()}
    change_tag(ruled("mug", Rule(categories=("cups",)), version=1), "mug", shop.stamp(), shop.store)
    shop.settle()
    assert shop.tags() == {"A": (), "B": ("mug",)}
    remove_tag("mug", 2, shop.stamp(), shop.store)
    shop.settle()
    assert shop.tags() == {"A": (), "B": ()}


def test_a_rule_leaves_alone_what_was_put_on_by_hand() -> None:
    shop = Shop()
    bring(product("A", sku("A"), tags=("mug",)), shop.store)
    add_tag(ruled("mug", Rule(categories=("mugs",))), shop.stamp(), shop.store)
    shop.settle()
    remove_tag("mug", 1, shop.stamp(), shop.store)
    shop.settle()
    (found,) = shop.store.products(["A"])
    assert (found.tags, found.rule_tags, found.version) == (("mug",), (), 1)


def test_nobody_puts_on_by_hand_what_a_rule_gives() -> None:
    shop = Shop()
    kept = bring(product("A", sku("A"), tags=("mug",)), shop.store)
    add_tag(ruled("mug", Rule(categories=("cups",))), shop.stamp(), shop.store)
    with pytest.raises(Invalid) as refused:
        add_product(product("B", sku("B"), tags=("gift", "mug")), shop.stamp(), shop.store, OPEN)
    assert [(each.pointer, each.code) for each in refused.value.faults] == [("/tags/1", "rule_tag")]
    changed = change_product(replace(kept, brand="Ru"), 1, shop.stamp(), shop.store, OPEN)
    assert (changed.tags, shop.store.known_version("B")) == (("mug",), 0)


@pytest.mark.parametrize(
    ("rule", "pointer", "code"),
    [
        (Rule(), "/rule", "missing"),
        (Rule(categories=("nowhere",)), "/rule/categories/0", "unknown_category"),
        (Rule(tags=("gift", "new")), "/rule/tags/1", "rule_tag"),
        (Rule(tags=("mug",)), "/rule/tags/0", "rule_tag"),
        (
            Rule(price=PriceRange(currency="CNY", from_minor=2, to_minor=1)),
            "/rule/price/to_minor",
            "below_from",
        ),
    ],
)
def test_a_rule_that_could_mean_nothing_is_refused(rule: Rule, pointer: str, code: str) -> None:
    shop = Shop()
    add_tag(ruled("new", Rule(new_for_days=30)), shop.stamp(), shop.store)
    with pytest.raises(Invalid) as refused:
        add_tag(ruled("mug", rule), shop.stamp(), shop.store)
    assert [(each.pointer, each.code) for each in refused.value.faults] == [(pointer, code)]
    assert shop.store.find_tag("mug") is None


RULES = st.builds(
    Rule,
    categories=st.sampled_from([(), ("mugs",), ("cups", "mugs")]),
    brands=st.sampled_from([(), ("kiln",)]),
    new_for_days=st.sampled_from([None, 1, 3]),
    tags=st.sampled_from([(), ("gift",)]),
).filter(lambda rule: rule != Rule())
PRODUCTS = st.builds(
    lambda id_, where, brand, tags, shelf: product(
        id_, sku(id_), category=where, brand=brand, tags=tags, shelf=shelf
    ),
    st.sampled_from("ABC"),
    st.sampled_from(["mugs", "cups"]),
    st.sampled_from([None, "Kiln"]),
    st.sampled_from([(), ("gift",)]),
    st.sampled_from(["ON", "OFF"]),
)
ACTS = st.one_of(
    st.tuples(st.just("product"), PRODUCTS),
    st.tuples(st.just("gone"), st.sampled_from("ABC")),
    st.tuples(st.just("rule"), st.tuples(st.sampled_from(["x", "y"]), RULES)),
    st.tuples(st.just("no rule"), st.sampled_from(["x", "y"])),
    st.tuples(st.sampled_from(["follow", "step", "day"]), st.none()),
)


def act(shop: Shop, what: str, about: Any) -> None:
    store = shop.store
    if what == "product":
        version = store.known_version(about.id)
        there = bool(store.products([about.id]))
        if there:
            change_product(about, version, shop.stamp(), store, OPEN)
        else:
            add_product(about, shop.stamp(), store, OPEN)
    elif what == "gone" and store.products([about]):
        remove_product(about, store.known_version(about), shop.stamp(), store)
    elif what in ("rule", "no rule"):
        write_rule(shop, *(about if what == "rule" else (about, None)))
    elif what == "follow":
        shop.follow()
    elif what == "step":
        shop.step()
    elif what == "day":
        shop.now += DAY
        wake(store)


def write_rule(shop: Shop, id_: str, rule: Rule | None) -> None:
    stored = shop.store.find_tag(id_)
    there = stored.value if stored and not stored.value.is_removed else None
    if rule is None and there:
        remove_tag(id_, there.version, shop.stamp(), shop.store)
    elif rule and there:
        asked = ruled(id_, rule, version=there.version)
        change_tag(asked, id_, shop.stamp(), shop.store)
    elif rule:
        add_tag(ruled(id_, rule), shop.stamp(), shop.store)


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=25))
def test_after_any_changes_products_have_what_the_rules_say_of_them_now(
    acts: list[tuple[str, Any]],
) -> None:
    shop = Shop()
    for what, about in acts:
        act(shop, what, about)
    shop.settle()
    rules = shop.store.sweep().rules
    for each in shop.store.products(["A", "B", "C"]):
        assert each.rule_tags == rules.given(each, shop.now)
        offer = shop.store.find_offer(each.id)
        assert offer is not None
        assert offer.tags == each.all_tags
