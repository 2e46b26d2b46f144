"""What keeps a promotion from a cart besides thresholds: maxima, weight, absence, delivery,
payment, named customers."""

from typing import Any

import pytest

from promenade.base.promotion.model import (
    AmountBasis,
    Audience,
    Buyer,
    Condition,
    Delivery,
    Destination,
    Gap,
    Ladder,
    Measure,
    Place,
    Postcodes,
    Scope,
    Selector,
    Step,
)
from promenade.base.promotion.model.checks import contradictions
from promenade.base.promotion.model.effects import Amount, OrderOff
from tests.support.promotions import cart, line, outcome, priced, promotion, reasons, skus

OFF = OrderOff(Amount(100))
AMOUNT, QUANTITY, WEIGHT = Measure.AMOUNT, Measure.QUANTITY, Measure.WEIGHT


def reason(more: dict[str, Any], *lines: Any, **basket: Any) -> str:
    held = lines or (line("a", 1_000),)
    return reasons(priced(cart(*held, **basket), promotion("p", OFF, **more)))["p"]


# ---- Between two bounds ----


@pytest.mark.parametrize(
    ("quantity", "told"),
    [(1, "below_threshold"), (2, "applied"), (4, "applied"), (5, "above_maximum")],
)
def test_a_slab_has_a_minimum_and_a_maximum_both_inclusive(quantity: int, told: str) -> None:
    slab = {"conditions": (Condition(QUANTITY, 2, at_most=4),)}
    assert reason(slab, line("a", 1_000, quantity)) == told


def test_what_is_too_much_is_told_as_a_gap_below_nothing() -> None:
    most = promotion("p", OFF, conditions=(Condition(AMOUNT, at_most=2_500),))
    told = outcome(priced(cart(line("a", 1_000, 3)), most), "p")
    assert (told.reason, told.gap) == ("above_maximum", Gap(AMOUNT, -500, 2_500))


def test_a_threshold_counts_shipping_where_it_says_so() -> None:
    basket = cart(line("a", 900), shipping_minor=100)
    plain, counting = (
        promotion(name, OFF, conditions=(Condition(AMOUNT, 1_000, with_shipping=counts),))
        for name, counts in (("plain", False), ("counting", True))
    )
    assert reasons(priced(basket, plain, counting)) == {
        "counting": "applied",
        "plain": "below_threshold",
    }


@pytest.mark.parametrize(
    ("basis", "told", "gap"),
    [
        (AmountBasis.REMAINING, "below_threshold", Gap(AMOUNT, 150, 1_000)),
        (AmountBasis.PRICE, "below_threshold", Gap(AMOUNT, 50, 1_000)),
        (AmountBasis.LIST, "applied", None),
    ],
)
def test_a_threshold_counts_what_is_left_or_unit_prices_or_list_prices(
    basis: AmountBasis, told: str, gap: Gap | None
) -> None:
    basket = cart(line("a", 500, 2, sale_minor=475))
    first = promotion("first", OFF, priority=1)
    full = promotion("full", OFF, conditions=(Condition(AMOUNT, 1_000, basis=basis),))
    tiers = promotion("tiers", ladder=Ladder(AMOUNT, (Step(1_000, (OFF,)),), basis=basis))
    for promoted in (full, tiers):
        found = outcome(priced(basket, first, promoted), promoted.id)
        assert (found.reason, found.gap) == (told, gap)


def test_list_prices_are_no_ground_for_pieces() -> None:
    odd = promotion("p", OFF, conditions=(Condition(QUANTITY, 2, basis=AmountBasis.LIST),))
    assert [(each.pointer, each.code) for each in contradictions(odd)] == [
        ("/conditions/0/basis", "needs_amount")
    ]


def test_a_ladder_may_end_in_a_step_that_gives_nothing() -> None:
    ladder = Ladder(QUANTITY, (Step(2, (OFF,)), Step(5, ())))
    tiers = promotion("tiers", ladder=ladder)
    told = {
        quantity: reasons(priced(cart(line("a", 1_000, quantity)), tiers))["tiers"]
        for quantity in (1, 2, 4, 5)
    }
    assert told == {1: "below_threshold", 2: "applied", 4: "applied", 5: "nothing_to_give"}


def test_a_ladder_counts_shipping_where_it_says_so() -> None:
    tiers = promotion("p", ladder=Ladder(AMOUNT, (Step(1_000, (OFF,)),), with_shipping=True))
    assert reasons(priced(cart(line("a", 900), shipping_minor=100), tiers)) == {"p": "applied"}


# ---- Weight ----


def test_weight_is_measured_over_all_units() -> None:
    heavy: dict[str, Any] = {"conditions": (Condition(WEIGHT, 3_000),)}
    assert reason(heavy, line("a", 1_000, 3, weight_g=1_000)) == "applied"
    below = promotion("p", OFF, **heavy)
    told = outcome(priced(cart(line("a", 1_000, 2, weight_g=1_000)), below), "p")
    assert (told.reason, told.gap) == ("below_threshold", Gap(WEIGHT, 1_000, 3_000))


def test_a_weight_that_is_not_known_is_said_to_be_missing() -> None:
    light, unknown = line("a", 1_000, weight_g=5), line("b", 1_000)
    assert reason({"conditions": (Condition(WEIGHT, at_most=9),)}, light, unknown) == (
        "weight_unknown"
    )
    tiers: dict[str, Any] = {"ladder": Ladder(WEIGHT, (Step(1, (OFF,)),))}
    told = priced(cart(light, unknown), promotion("p", **tiers))
    assert reasons(told) == {"p": "weight_unknown"}


# ---- Absence ----


@pytest.mark.parametrize("other", [{}, {"discountable": False}])
def test_none_of_these_may_be_in_the_cart_whatever_is_done_to_them(other: dict[str, Any]) -> None:
    without = {"without": skus("card")}
    assert reason(without, line("a", 1_000), line("card", 5_000, **other)) == "excluded_item"
    assert reason(without, line("a", 1_000), line("card", 5_000, selected=False)) == "applied"
    assert reason(without, line("a", 1_000), line("card", 0, gift=True)) == "applied"
    assert reason(without) == "applied"


def test_absence_is_found_by_what_a_selector_asks_besides_names() -> None:
    dear = Scope((Selector(categories=("tea",), price_min_minor=500),))
    tea: dict[str, Any] = {"categories": frozenset({"tea"})}
    assert reason({"without": dear}, line("a", 499, **tea)) == "applied"
    assert reason({"without": dear}, line("a", 500, **tea)) == "excluded_item"


# ---- Where to, who brings it, how it is paid, who buys ----

LONDON = Place("GB", (Postcodes("SW", "SW"),))
EAST = Place("CN", (Postcodes("20", "21"), Postcodes("310000", "31 0010")))


@pytest.mark.parametrize(
    ("delivery", "destination", "told"),
    [
        (Delivery(to=(Place("CN"),)), None, "destination_unknown"),
        (Delivery(to=(Place("CN"),)), Destination("CN"), "applied"),
        (Delivery(to=(Place("CN"),)), Destination("US"), "wrong_destination"),
        (Delivery(to=(EAST,)), Destination("CN"), "postcode_unknown"),
        (Delivery(to=(EAST,)), Destination("US"), "wrong_destination"),
        (Delivery(to=(EAST,)), Destination("CN", "200000"), "applied"),
        (Delivery(to=(EAST,)), Destination("CN", "219 999"), "applied"),
        (Delivery(to=(EAST,)), Destination("CN", "220000"), "wrong_destination"),
        (Delivery(to=(EAST,)), Destination("CN", "310010"), "applied"),
        (Delivery(to=(EAST,)), Destination("CN", "310011"), "wrong_destination"),
        (Delivery(to=(EAST, Place("CN"))), Destination("CN"), "applied"),
        (Delivery(not_to=(EAST,)), Destination("CN", "200000"), "wrong_destination"),
        (Delivery(not_to=(EAST,)), Destination("CN"), "postcode_unknown"),
        (Delivery(not_to=(EAST,)), Destination("US"), "applied"),
        (Delivery(to=(LONDON,)), Destination("GB", "sw1a 1aa"), "applied"),
    ],
)
def test_a_promotion_is_for_some_places(
    delivery: Delivery, destination: Destination | None, told: str
) -> None:
    assert reason({"delivery": delivery}, destination=destination) == told


@pytest.mark.parametrize(
    ("more", "basket", "told"),
    [
        ({"delivery": Delivery(carriers=("sf",))}, {}, "carrier_unknown"),
        ({"delivery": Delivery(carriers=("sf",))}, {"carrier": "yto"}, "wrong_carrier"),
        ({"delivery": Delivery(carriers=("sf",))}, {"carrier": "sf"}, "applied"),
        ({"payment_methods": ("card",)}, {}, "payment_method_unknown"),
        ({"payment_methods": ("card",)}, {"payment_method": "cash"}, "wrong_payment_method"),
        ({"payment_methods": ("card",)}, {"payment_method": "card"}, "applied"),
        ({"audience": Audience(customers=("ada",))}, {}, "customer_unknown"),
        ({"audience": Audience(customers=("ada",))}, {"buyer": Buyer("bob")}, "wrong_audience"),
        ({"audience": Audience(customers=("ada",))}, {"buyer": Buyer("ada")}, "applied"),
    ],
)
def test_what_a_cart_does_not_tell_is_said_to_be_missing(
    more: dict[str, Any], basket: dict[str, Any], told: str
) -> None:
    assert reason(more, **basket) == told
