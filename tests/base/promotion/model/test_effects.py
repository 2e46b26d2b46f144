"""What each effect takes off which lines."""

from typing import Any

import pytest

from promenade.base.promotion.model import (
    Condition,
    Gap,
    GiftLine,
    GrantedGift,
    Ladder,
    Measure,
    Promotion,
    Step,
)
from promenade.base.promotion.model.effects import (
    Amount,
    Basis,
    BundlePrice,
    BuyGet,
    Effect,
    FirstAndFurtherOff,
    Gift,
    LineOff,
    OrderOff,
    Part,
    Percent,
    Pick,
    Price,
    Rounding,
    UnitOff,
    Units,
)
from tests.support.promotions import cart, line, outcome, paid, priced, promotion, reasons, skus

FREE = Percent(10_000)
A, B, C = skus("a"), skus("b"), skus("c")


def cuts(effect: Effect) -> dict[str, int]:
    """What the effect takes off a (2 × 300), b (1 × 200) and c (3 × 100)."""
    answer = priced(
        cart(line("a", 300, 2), line("b", 200), line("c", 100, 3)), promotion("p", effect)
    )
    return {each.line.id: each.saving_minor for each in answer.lines if each.saving_minor}


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (UnitOff(Percent(1000)), {"a": 60, "b": 20, "c": 30}),
        (UnitOff(Amount(150)), {"a": 300, "b": 150, "c": 300}),
        (UnitOff(Price(150)), {"a": 300, "b": 50}),
        (UnitOff(Percent(5000), scope=skus("b", "c")), {"b": 100, "c": 150}),
        (UnitOff(Percent(5000), units=Units(limit=4)), {"b": 100, "c": 150}),
        (UnitOff(FREE, units=Units(set_size=3, per_set=1)), {"c": 200}),
        (UnitOff(FREE, units=Units(limit=1, pick=Pick.DEAREST)), {"a": 300}),
        (UnitOff(Amount(10), units=Units(set_size=5, pick=Pick.LARGEST_LINE)), {"a": 20, "c": 30}),
        (UnitOff(Percent(5000), max_discount_minor=110), {"a": 60, "b": 20, "c": 30}),
        (LineOff(Amount(150)), {"a": 150, "b": 150, "c": 150}),
        (LineOff(Percent(1000), max_units=1), {"a": 30, "b": 20, "c": 10}),
        (FirstAndFurtherOff(50, 20), {"a": 70, "b": 50, "c": 90}),
        (FirstAndFurtherOff(50, 20, max_units=2), {"a": 70, "b": 50, "c": 70}),
        (OrderOff(Percent(1000)), {"a": 60, "b": 20, "c": 30}),
        (OrderOff(Percent(5000), max_discount_minor=110), {"a": 60, "b": 20, "c": 30}),
        (OrderOff(Amount(55), every_minor=500), {"a": 60, "b": 20, "c": 30}),
        (OrderOff(Amount(150), units=Units(limit=2)), {"c": 150}),
        (BundlePrice((Part(1, A), Part(2, C)), 300), {"a": 120, "c": 80}),
        (BundlePrice((Part(2),), 90, max_sets=1), {"a": 510}),
        (BuyGet(Part(1, B), Part(1, A)), {"a": 300}),
        (BuyGet(Part(1, B), Part(1, A), off=Amount(99)), {"a": 99}),
        (BuyGet(Part(2), Part(1)), {"c": 200}),
        (BuyGet(Part(1), Part(1), max_sets=2), {"b": 200, "c": 100}),
        (BuyGet(Part(2), Part(1), pick=Pick.CHEAPEST), {"c": 200}),
        (BuyGet(Part(2), Part(1), max_sets=1), {"b": 200}),
    ],
)
def test_an_effect_takes_off(effect: Effect, expected: dict[str, int]) -> None:
    assert cuts(effect) == expected


@pytest.mark.parametrize(
    "effect",
    [
        UnitOff(FREE, units=Units(set_size=7)),
        BundlePrice((Part(1, A), Part(2, B)), 1),
        BuyGet(Part(2, B), Part(1, A)),
        BuyGet(Part(4), Part(3)),
        OrderOff(Amount(55), every_minor=2000),
    ],
)
def test_an_incomplete_set_gives_nothing_and_says_so(effect: Effect) -> None:
    basket = cart(line("a", 300, 2), line("b", 200), line("c", 100, 3))
    answer = priced(basket, promotion("p", effect))
    assert reasons(answer) == {"p": "incomplete_set"}
    assert answer.totals.discount_minor == 0


def test_a_share_too_small_for_a_cent_leaves_nothing_to_give() -> None:
    answer = priced(cart(line("a", 4)), promotion("p", OrderOff(Percent(1000))))
    assert (paid(answer), reasons(answer)) == ({"a": 4}, {"p": "nothing_to_give"})


@pytest.mark.parametrize(
    ("basis", "rounding", "expected"),
    [
        (Basis.PRICE, Rounding.UNIT, 3 * 11),
        (Basis.PRICE, Rounding.LINE, 32),
        (Basis.REMAINING, Rounding.UNIT, 3 * 10),
        (Basis.REMAINING, Rounding.LINE, 29),
    ],
)
def test_a_second_percentage_is_of_the_price_or_of_what_remains_rounded_where_asked(
    basis: Basis, rounding: Rounding, expected: int
) -> None:
    first = promotion("first", UnitOff(Amount(10)), priority=1)
    second = promotion("second", UnitOff(Percent(1000), basis=basis, rounding=rounding))
    answer = priced(cart(line("a", 105, 3)), first, second)
    assert outcome(answer, "second").saving_minor == expected


def test_a_part_of_a_line_that_was_cut_unevenly_gives_its_cheaper_units_first() -> None:
    first = promotion("first", OrderOff(Amount(100)), priority=1)
    second = promotion("second", UnitOff(FREE, units=Units(limit=1)))
    assert paid(priced(cart(line("a", 100, 3)), first, second)) == {"a": 134}


def test_a_line_that_fits_two_parts_of_a_bundle_counts_for_the_first() -> None:
    both = BundlePrice((Part(1, skus("a", "b")), Part(1, A)), 10)
    assert reasons(priced(cart(line("a", 300), line("b", 200)), promotion("p", both))) == {
        "p": "incomplete_set"
    }


def test_no_unit_serves_two_buy_get_promotions() -> None:
    many = promotion("many", BuyGet(Part(50), Part(1000), max_sets=1), priority=1)
    few = promotion("few", BuyGet(Part(10), Part(20), max_sets=1))
    spent = promotion("spent", BuyGet(Part(1), Part(1)), priority=-1)
    answer = priced(cart(line("a", 250, 1080)), many, few, spent)
    assert outcome(answer, "many").saving_minor == 250_000
    assert outcome(answer, "few").saving_minor == 5_000
    spent_by = outcome(answer, "spent")
    assert (spent_by.reason, spent_by.rival) == ("units_taken", "many")


def test_effects_of_one_promotion_build_on_one_another() -> None:
    pack = promotion(
        "pack",
        UnitOff(Percent(2000)),
        OrderOff(Percent(5000)),
        conditions=(Condition(Measure.AMOUNT, 1000),),
    )
    assert paid(priced(cart(line("a", 1000)), pack)) == {"a": 400}


def test_an_effect_counts_only_in_its_channels() -> None:
    app = promotion("app", OrderOff(Amount(10), channels=("app",)))
    basket = line("a", 1000)
    assert paid(priced(cart(basket, channel="app"), app)) == {"a": 990}
    answer = priced(cart(basket, channel="web"), app)
    assert (paid(answer), reasons(answer)) == ({"a": 1000}, {"app": "wrong_channel"})


# ---- Ladders ----


def ladder(of: Measure = Measure.AMOUNT, **more: Any) -> Promotion:
    steps = (Step(1000, (OrderOff(Amount(100)),)), Step(2000, (OrderOff(Amount(300)),)))
    return promotion("tiers", ladder=Ladder(of, steps, **more))


@pytest.mark.parametrize(
    ("amount", "saving", "gap"),
    [
        (999, 0, Gap(Measure.AMOUNT, 1, 1000)),
        (1000, 100, Gap(Measure.AMOUNT, 1000, 2000)),
        (1999, 100, Gap(Measure.AMOUNT, 1, 2000)),
        (2000, 300, None),
    ],
)
def test_the_highest_step_reached_applies_alone_and_the_gap_to_the_next_is_told(
    amount: int, saving: int, gap: Gap | None
) -> None:
    told = outcome(priced(cart(line("a", amount)), ladder()), "tiers")
    assert (told.saving_minor, told.gap) == (saving, gap)
    assert told.reason == ("applied" if saving else "below_threshold")


def test_a_ladder_may_count_pieces_of_lines_of_its_own_choosing() -> None:
    steps = (Step(2, (OrderOff(Percent(1000)),)),)
    tiers = promotion("tiers", ladder=Ladder(Measure.QUANTITY, steps, skus("a")))
    told = outcome(priced(cart(line("a", 100), line("b", 100, 5)), tiers), "tiers")
    assert told.gap == Gap(Measure.QUANTITY, 1, 2)


# ---- Gifts ----


def test_a_gift_not_in_the_cart_is_granted_for_it_to_be_added() -> None:
    answer = priced(cart(line("a", 100)), promotion("p", Gift("mug", 2)))
    assert answer.gifts == (("p", GrantedGift("mug", 2, 0)),)
    assert answer.totals.payable_minor == 100


def test_gift_lines_are_free_as_far_as_granted_whatever_their_floor() -> None:
    mugs = line("mug", 400, 3, gift=True, floor_minor=300)
    answer = priced(
        cart(line("a", 100, 2), mugs), promotion("p", Gift("mug", per=Part(1, skus("a"))))
    )
    assert answer.gifts == (("p", GrantedGift("mug", 2, 2, (GiftLine("mug", 2),))),)
    assert paid(answer) == {"a": 200, "mug": 400}


def test_a_mug_that_is_bought_is_not_the_gift() -> None:
    answer = priced(cart(line("a", 100), line("mug", 400)), promotion("p", Gift("mug")))
    assert paid(answer) == {"a": 100, "mug": 400}
    assert answer.gifts == (("p", GrantedGift("mug", 1, 0)),)


def test_two_gifts_of_one_sku_free_two_units() -> None:
    answer = priced(
        cart(line("a", 100), line("mug", 400, 3, gift=True)),
        promotion("p", Gift("mug")),
        promotion("q", Gift("mug")),
    )
    assert paid(answer)["mug"] == 400


def test_a_gift_line_counts_towards_nothing() -> None:
    full = promotion("full", OrderOff(Percent(1000)), conditions=(Condition(Measure.AMOUNT, 300),))
    answer = priced(cart(line("a", 100), line("mug", 400, gift=True)), full)
    assert reasons(answer) == {"full": "below_threshold"}


def test_too_few_pieces_for_a_gift_leave_nothing_to_give() -> None:
    answer = priced(cart(line("a", 100)), promotion("p", Gift("mug", per=Part(2))))
    assert (answer.gifts, reasons(answer)) == ((), {"p": "incomplete_set"})
