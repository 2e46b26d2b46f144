"""Which lines a promotion is about, found by index as if by trial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model import (
    EVERYTHING,
    Line,
    Scope,
    Selector,
    Stage,
)
from promenade.base.promotion.model.effects import OrderOff, Percent, UnitOff
from promenade.base.promotion.model.matching import ScopeTable, candidates_of, coverage
from promenade.base.promotion.model.scope import compile_scope
from tests.support.promotions import cart, line, paid, priced, promotion, skus

HALF = OrderOff(Percent(5000))
SHOE = line(
    "shoe",
    1000,
    categories=frozenset({"sport", "sport/shoes"}),
    brand="acme",
    tags=frozenset({"new"}),
)


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (EVERYTHING, True),
        (Scope((Selector(),)), True),
        (Scope((Selector(categories=("sport",)),)), True),
        (Scope((Selector(categories=("toys", "sport")),)), True),
        (Scope((Selector(brands=("acme",), tags=("old",)),)), False),
        (Scope((Selector(brands=("acme",), tags=("new",)),)), True),
        (Scope((Selector(products=("hat",)), Selector(tags=("new",)))), True),
        (Scope((Selector(price_min_minor=1000, price_max_minor=1000),)), True),
        (Scope((Selector(price_min_minor=1001),)), False),
        (Scope((Selector(price_max_minor=999),)), False),
        (Scope((Selector(discounted=True),)), False),
        (Scope((Selector(discounted=False),)), True),
        (Scope((), skus("shoe").include), False),
        (Scope(skus("shoe").include, (Selector(brands=("acme",)),)), False),
    ],
)
def test_a_scope_covers_a_line(scope: Scope, covered: bool) -> None:
    answer = priced(cart(SHOE), promotion("p", HALF, scope=scope))
    assert paid(answer) == {"shoe": 500 if covered else 1000}


@pytest.mark.parametrize(
    ("days", "covered"), [(None, False), (-1, True), (0, True), (6, True), (7, False)]
)
def test_a_sku_is_new_for_less_than_so_many_days(days: int | None, covered: bool) -> None:
    new = promotion("p", HALF, scope=Scope((Selector(new_for_days=7),)))
    answer = priced(cart(line("a", 1000, on_for_days=days)), new)
    assert paid(answer) == {"a": 500 if covered else 1000}


def test_an_effect_covers_what_both_it_and_its_promotion_do() -> None:
    both = promotion("p", OrderOff(Percent(5000), scope=skus("a", "b")), scope=skus("b", "c"))
    answer = priced(cart(line("a", 100), line("b", 100), line("c", 100)), both)
    assert paid(answer) == {"a": 100, "b": 50, "c": 100}


def test_prices_are_those_the_unit_stage_left() -> None:
    member = promotion("m", UnitOff(Percent(2000)), stage=Stage.UNIT, scope=skus("a"))
    cheap = promotion("p", HALF, scope=Scope((Selector(price_max_minor=900),)))
    regular = promotion("q", HALF, scope=Scope((Selector(discounted=False),)))
    basket = cart(line("a", 1000), line("b", 1000))
    assert paid(priced(basket, member, cheap)) == {"a": 400, "b": 1000}
    assert paid(priced(basket, member, regular)) == {"a": 800, "b": 500}


names = st.frozensets(st.sampled_from("abc"), max_size=2)
some_names = st.sets(st.sampled_from("abc"), min_size=1, max_size=2).map(tuple)
selectors = st.dictionaries(
    st.sampled_from(["skus", "products", "categories", "brands", "tags"]), some_names, max_size=2
).flatmap(
    lambda named: st.builds(
        Selector,
        **{dimension: st.just(wanted) for dimension, wanted in named.items()},
        price_min_minor=st.sampled_from([None, None, 2]),
        discounted=st.sampled_from([None, None, False]),
        new_for_days=st.sampled_from([None, None, 2]),
    )
)
scopes = st.builds(
    Scope,
    include=st.lists(selectors, max_size=2).map(tuple),
    exclude=st.lists(selectors.filter(lambda s: not s.is_open), max_size=1).map(tuple),
)
name = st.sampled_from("abc")
lines = st.lists(
    st.builds(
        Line,
        id=name,
        sku=name,
        product=name,
        qty=st.just(1),
        list_minor=st.integers(0, 4),
        categories=names,
        brand=st.none() | name,
        tags=names,
        on_for_days=st.none() | st.integers(-1, 3),
    ),
    max_size=5,
)


@given(st.lists(st.lists(scopes, min_size=1, max_size=2), max_size=4), lines)
def test_the_index_finds_what_trial_would(
    conjunctions: list[list[Scope]], basket: list[Line]
) -> None:
    table = ScopeTable()
    numbers = [table.number(*conjunction) for conjunction in conjunctions]
    prices = [each.list_minor for each in basket]
    candidates = candidates_of(table, basket, list(range(len(basket))))
    found = coverage(table, basket, prices, candidates)
    for number, conjunction in zip(numbers, conjunctions, strict=True):
        by_trial = [
            index
            for index, each in enumerate(basket)
            if all(compile_scope(scope)(each, prices[index]) for scope in conjunction)
        ]
        assert found.get(number, []) == by_trial
