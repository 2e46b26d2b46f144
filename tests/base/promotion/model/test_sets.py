"""Sets: bundles, nth units, buy some get some (N27)."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model import Limits, Promotion, Scope, Selector, Stage, Usage, Usages
from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.effects import (
    Amount,
    BundlePrice,
    BuyGet,
    Effect,
    OrderOff,
    Part,
    Percent,
    Pick,
    UnitOff,
    Units,
)
from tests.support.promotions import cart, line, outcome, paid, priced, promotion, reasons, skus

FREE = Percent(10_000)
THREE_FOR_TWO = UnitOff(FREE, units=Units(set_size=3, per_set=1))


def bundle(name: str, count: int, price_minor: int, priority: int = 0) -> Promotion:
    return promotion(name, BundlePrice((Part(count),), price_minor), priority=priority)


# ---- Bundles: the sets of the largest saving ----


def test_a_bundle_of_mixed_prices_takes_the_dearest_units() -> None:
    basket = cart(line("1", 499), line("2", 349), line("3", 299), line("4", 199))
    answer = priced(basket, bundle("3 for 9.99", 3, 999))
    assert (answer.totals.payable_minor, reasons(answer)) == (1_198, {"3 for 9.99": "applied"})


@pytest.mark.parametrize(
    ("second_price", "reason", "payable"),
    [(501, "applied", 1_500), (500, "not_cheaper", 1_500), (499, "not_cheaper", 1_499)],
)
def test_a_set_that_costs_no_less_than_its_parts_is_not_taken(
    second_price: int, reason: str, payable: int
) -> None:
    answer = priced(cart(line("a", 1_000), line("b", second_price)), bundle("two", 2, 1_500))
    assert (reasons(answer)["two"], answer.totals.payable_minor) == (reason, payable)


def test_dear_sets_are_taken_and_cheap_ones_left() -> None:
    basket = cart(line("dear", 1_000, 4), line("cheap", 100, 4))
    answer = priced(basket, bundle("two", 2, 1_500))
    assert paid(answer) == {"dear": 3_000, "cheap": 400}


def test_a_bundle_sees_what_earlier_promotions_left() -> None:
    half = promotion("half", UnitOff(Percent(5_000), scope=skus("a")), priority=1)
    answer = priced(cart(line("a", 1_000, 2), line("b", 800, 2)), half, bundle("two", 2, 1_200))
    assert paid(answer) == {"a": 1_000, "b": 1_200}


def test_no_unit_of_a_set_falls_below_nothing_where_another_keeps_its_floor() -> None:
    kept = line("kept", 1_000, floor_minor=1_000)
    answer = priced(cart(kept, line("low", 100, 3)), bundle("two", 2, 300))
    assert paid(answer) == {"kept": 1_000, "low": 200}


amounts = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3)), min_size=1, max_size=4)


def best_saving(units: Sequence[int], others: Sequence[int], each: BundlePrice) -> int:
    """Of all ways to make sets, by trying them."""
    of_units, of_others = each.parts[0].count, each.parts[1].count
    price = minor(each.price_minor)

    @cache
    def best(mine: tuple[int, ...], theirs: tuple[int, ...], sets_left: int) -> int:
        if not sets_left:
            return 0
        return max(
            (
                sum(ours)
                + sum(also)
                - price
                + best(_without(mine, ours), _without(theirs, also), sets_left - 1)
                for ours in set(combinations(mine, of_units))
                for also in set(combinations(theirs, of_others))
                if sum(ours) + sum(also) > price
            ),
            default=0,
        )

    return best(tuple(sorted(units)), tuple(sorted(others)), each.max_sets or 99)


def _without(units: tuple[int, ...], taken: tuple[int, ...]) -> tuple[int, ...]:
    left = list(units)
    for unit in taken:
        left.remove(unit)
    return tuple(left)


@given(
    amounts,
    amounts,
    st.tuples(st.integers(1, 3), st.integers(1, 2)),
    st.integers(0, 90),
    st.none() | st.integers(1, 3),
)
def test_no_choice_of_sets_saves_more(
    mine: list[tuple[int, int]],
    theirs: list[tuple[int, int]],
    counts: tuple[int, int],
    price_minor: int,
    max_sets: int | None,
) -> None:
    left = [line(f"m{i}", price, qty) for i, (price, qty) in enumerate(mine)]
    right = [line(f"t{i}", price, qty) for i, (price, qty) in enumerate(theirs)]
    parts = tuple(
        Part(count, skus(*(each.sku for each in held)))
        for count, held in zip(counts, (left, right), strict=True)
    )
    effect = BundlePrice(parts, price_minor, max_sets)
    answer = priced(cart(*left, *right), promotion("set", effect))
    units, others = ([price for price, qty in held for _ in range(qty)] for held in (mine, theirs))
    assert outcome(answer, "set").saving_minor == best_saving(units, others, effect)


# ---- A unit serves in one set promotion of a stage ----


def test_a_unit_serves_in_one_of_two_bundles() -> None:
    answer = priced(
        cart(line("1", 5_000, 5)), bundle("trio", 3, 12_600, 5), bundle("duo", 2, 9_000, 1)
    )
    assert answer.totals.payable_minor == 21_600
    assert outcome(answer, "duo").saving_minor == 1_000


@pytest.mark.parametrize(
    "effect",
    [
        BundlePrice((Part(2),), 1),
        THREE_FOR_TWO,
        OrderOff(Amount(1), units=Units(set_size=2)),
        BuyGet(Part(1), Part(1)),
    ],
)
def test_units_of_an_earlier_set_make_no_set_of_any_kind(effect: Effect) -> None:
    first = bundle("first", 3, 200, 1)
    answer = priced(cart(line("a", 100, 4)), first, promotion("second", effect))
    assert (paid(answer), reasons(answer)["second"]) == ({"a": 300}, "units_taken")


@pytest.mark.parametrize(
    "effect", [BundlePrice((Part(3),), 200), THREE_FOR_TWO, BuyGet(Part(2), Part(1))]
)
def test_units_that_only_complete_a_set_serve_in_it_too(effect: Effect) -> None:
    first = promotion("first", effect, priority=1)
    answer = priced(cart(line("a", 100, 4)), first, bundle("second", 2, 1))
    assert (paid(answer), reasons(answer)["second"]) == ({"a": 300}, "units_taken")


def test_in_the_next_stage_units_serve_again() -> None:
    coupon = promotion("coupon", BundlePrice((Part(2),), 100), stage=Stage.STORE_COUPON)
    answer = priced(cart(line("a", 100, 2)), bundle("first", 2, 150), coupon)
    assert paid(answer) == {"a": 100}


def test_who_loses_its_group_claims_nothing() -> None:
    rivals = [
        promotion(f"{price}", BundlePrice((Part(2),), price), exclusion_group="g")
        for price in (150, 190)
    ]
    answer = priced(cart(line("a", 100, 4)), *rivals, bundle("third", 2, 120, -1))
    assert reasons(answer) == {"150": "applied", "190": "lost_to", "third": "units_taken"}


def test_what_a_budget_cuts_short_leaves_the_free_units_their_amount() -> None:
    partial = promotion(
        "partial",
        BundlePrice((Part(3),), 100),
        priority=1,
        limits=Limits(budget_minor=50, allow_partial=True),
    )
    usage = Usages({"partial": Usage()})
    answer = priced(cart(line("a", 100, 5)), partial, bundle("duo", 2, 150), usage=usage)
    assert outcome(answer, "partial").saving_minor == 50
    assert outcome(answer, "duo").saving_minor == 50


def test_an_order_discount_between_two_sets_falls_on_all_units_alike() -> None:
    tenth = promotion("tenth", OrderOff(Percent(1_000)), priority=2)
    answer = priced(
        cart(line("a", 100, 5)), bundle("trio", 3, 150, 3), tenth, bundle("duo", 2, 150)
    )
    assert [each.saving_minor for each in answer.outcomes] == [150, 35, 30]


# ---- Picks see running amounts ----


def test_the_cheapest_is_found_by_what_earlier_promotions_left() -> None:
    half = promotion(
        "half", UnitOff(Percent(5_000), scope=Scope((Selector(categories=("sale",)),))), priority=9
    )
    basket = cart(
        line("1", 10_000, categories=frozenset({"sale"})), line("2", 6_000), line("3", 8_000)
    )
    answer = priced(basket, half, promotion("3for2", THREE_FOR_TWO))
    assert answer.totals.payable_minor == 14_000


def test_the_cheapest_free_counts_over_the_whole_basket() -> None:
    basket = cart(line("a", 100), line("b", 500, 3), line("c", 300, 2))
    assert paid(priced(basket, promotion("3for2", THREE_FOR_TWO))) == {"a": 0, "b": 1_500, "c": 300}


@pytest.mark.parametrize("pick", [Pick.CHEAPEST, Pick.DEAREST])
def test_what_is_got_costs_no_less_than_nothing_after_an_earlier_promotion(pick: Pick) -> None:
    half = promotion("half", UnitOff(Percent(5_000)), priority=1)
    free = promotion("free", BuyGet(Part(1), Part(1), pick=pick))
    assert paid(priced(cart(line("a", 100, 2)), half, free)) == {"a": 50}


def test_an_incomplete_set_names_the_promotion_that_its_units_serve() -> None:
    first = promotion("first", BuyGet(Part(1), Part(1)), priority=2)
    second = promotion("second", BuyGet(Part(1), Part(1)), priority=1)
    larger = promotion("larger", BuyGet(Part(2), Part(2)))
    answer = priced(cart(line("a", 300, 2)), first, second, larger)
    told = {each.promotion_id: (each.reason, each.rival) for each in answer.outcomes}
    assert told == {
        "first": ("applied", None),
        "second": ("units_taken", "first"),
        "larger": ("incomplete_set", None),
    }
