"""Which goods a promotion is about, whatever of it names them."""

from typing import Any

import pytest

from promenade.base.promotion.model import Promotion, Stage
from promenade.base.promotion.model.effects import (
    Amount,
    BundlePrice,
    BuyGet,
    Gift,
    OrderOff,
    Percent,
    UnitOff,
)
from promenade.base.promotion.model.effects.units import Part
from promenade.base.promotion.model.interests import interests, named
from promenade.base.promotion.model.promotion import Condition, Ladder, Measure, Step
from promenade.base.promotion.model.scope import EVERYTHING, Scope, Selector
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.dependents import Shift, Standing, Turn, standing
from tests.support.managed_promotions import facts, half_price, ten_off
from tests.support.stamps import NOON

MUG = facts("MUG", product_id="MUGS", brand="Kiln", tags=frozenset({"gift"}))
SALE = facts("MUG", categories=frozenset({"sale"}))
OFF = (OrderOff(Amount(1_000)),)


def of(**named: Any) -> Scope:
    return Scope((Selector(**named),))


def leaves(promotion: Promotion, goods: SkuFacts = MUG) -> Standing | None:
    return _stands(promotion, Shift(goods, None))


def moves(promotion: Promotion) -> Standing | None:
    return _stands(promotion, Shift(facts("MUG"), SALE))


def _stands(promotion: Promotion, shift: Shift) -> Standing | None:
    return standing(Turn((shift,)), interests(promotion, NOON), named(promotion))


LOSES = Standing("loses", ("MUG",))


@pytest.mark.parametrize(
    "scope",
    [
        of(skus=("MUG",)),
        of(products=("MUGS",)),
        of(categories=("home",)),
        of(brands=("Kiln",)),
        of(tags=("gift",)),
        Scope((Selector(categories=("home",)),), (Selector(skus=("CUP",)),)),
        Scope((Selector(), Selector(skus=("MUG",)))),
    ],
)
def test_what_names_the_goods_loses_them(scope: Scope) -> None:
    assert leaves(ten_off(scope=scope)) == LOSES


@pytest.mark.parametrize(
    "scope",
    [
        EVERYTHING,
        of(skus=("CUP",)),
        Scope((Selector(categories=("home",)),), (Selector(skus=("MUG",)),)),
        Scope(exclude=(Selector(skus=("CUP",)),)),
        of(price_min_minor=5_000),
        Scope((Selector(), Selector(skus=("CUP",)))),
    ],
)
def test_what_covers_all_goods_or_others_loses_nothing(scope: Scope) -> None:
    assert leaves(ten_off(scope=scope)) is None


def test_goods_that_are_not_sold_are_missed_by_nothing() -> None:
    hidden = facts("MUG", is_sellable=False)
    assert leaves(ten_off(scope=of(skus=("MUG",))), hidden) is None


@pytest.mark.parametrize(
    "promotion",
    [
        half_price(effects=(UnitOff(Percent(5_000), scope=of(skus=("MUG",))),)),
        ten_off(effects=(Gift("MUG"),)),
        ten_off(effects=(BundlePrice((Part(1, of(skus=("MUG",))), Part(1)), 900),)),
        ten_off(effects=(BuyGet(Part(1), Part(1, of(skus=("MUG",)))),)),
        ten_off(effects=(), ladder=Ladder(Measure.AMOUNT, (Step(100, (Gift("MUG"),)),))),
        ten_off(effects=(), ladder=Ladder(Measure.AMOUNT, (Step(100, OFF),), of(skus=("MUG",)))),
        ten_off(conditions=(Condition(Measure.QUANTITY, 2, of(skus=("MUG",))),)),
        ten_off(without=of(skus=("MUG",))),
    ],
)
def test_whatever_of_it_names_them(promotion: Promotion) -> None:
    assert leaves(promotion) == LOSES


def test_an_effect_reaches_no_further_than_its_promotion() -> None:
    effect = UnitOff(Percent(5_000), scope=of(skus=("MUG",)))
    assert leaves(half_price(scope=of(skus=("CUP",)), effects=(effect,))) is None


def test_in_another_category_it_loses_by_the_old_one_and_gains_by_the_new() -> None:
    assert moves(ten_off(scope=of(categories=("home",)))) == LOSES
    assert moves(ten_off(scope=of(categories=("sale",)))) == Standing("gains", ("MUG",))
    assert moves(ten_off(scope=of(skus=("MUG",)))) is None
    assert moves(ten_off(scope=Scope(exclude=(Selector(categories=("sale",)),)))) == LOSES


def test_a_category_that_goes_is_missed_by_who_names_it() -> None:
    turn = Turn(goes=("category", "home"))
    for scope, met in ((of(categories=("home",)), Standing("names")), (of(skus=("MUG",)), None)):
        promotion = ten_off(scope=scope, stage=Stage.ORDER)
        assert standing(turn, interests(promotion, NOON), named(promotion)) == met
