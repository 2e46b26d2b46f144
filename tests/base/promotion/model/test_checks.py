from typing import Any

import pytest

from promenade.base.promotion.model import (
    EVERYTHING,
    Condition,
    CouponCode,
    Ladder,
    Measure,
    Promotion,
    Scope,
    Selector,
    Slot,
    Stage,
    Step,
    Window,
)
from promenade.base.promotion.model.checks import contradictions, omissions
from promenade.base.promotion.model.effects import (
    Amount,
    Basis,
    BundlePrice,
    BuyGet,
    Gift,
    OrderOff,
    Part,
    Percent,
    Rounding,
    ShippingOff,
    UnitOff,
    Units,
)
from promenade.kit.values import replace
from tests.support.managed_promotions import day, half_price, ten_off

BACKWARDS = Scope(include=(Selector(price_min_minor=5, price_max_minor=4),))
AT = "include/0/price_max_minor"


def steps(*pairs: tuple[int, Any]) -> Ladder:
    return Ladder(Measure.AMOUNT, tuple(Step(t, (OrderOff(off),)) for t, off in pairs))


def found(promotion: Promotion) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in contradictions(promotion)]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"window": Window(day(2), day(2))}, ("/window/end", "not_after_start")),
        ({"window": Window(zone="Mars/Olympus")}, ("/window/zone", "unknown_zone")),
        ({"window": Window(zone="../etc")}, ("/window/zone", "unknown_zone")),
        (
            {"window": Window(slots=(Slot(60, 60, 0),))},
            ("/window/slots/0/end_minute", "not_after_start"),
        ),
        (
            {"window": Window(slots=(Slot(0, 61, 0), Slot(0, 60, 1), Slot(60, 90, 0)))},
            ("/window/slots/2", "overlaps"),
        ),
        ({"code": CouponCode("X", day(3), day(2))}, ("/code/end", "not_after_start")),
        ({"scope": BACKWARDS}, (f"/scope/{AT}", "below_minimum")),
        ({"scope": Scope(exclude=(Selector(),))}, ("/scope/exclude/0", "excludes_all")),
        (
            {"conditions": (Condition(Measure.AMOUNT, 1, BACKWARDS),)},
            (f"/conditions/0/scope/{AT}", "below_minimum"),
        ),
        (
            {"effects": (OrderOff(Percent(1), units=Units(3, 4)),)},
            ("/effects/0/units/per_set", "above_set_size"),
        ),
        (
            {"effects": (OrderOff(Percent(1), every_minor=100),)},
            ("/effects/0/every_minor", "needs_amount"),
        ),
        (
            {"effects": (BundlePrice((Part(1), Part(1, BACKWARDS)), 5),)},
            (f"/effects/0/parts/1/scope/{AT}", "below_minimum"),
        ),
        (
            {"effects": (BuyGet(Part(1), Part(1, BACKWARDS)),)},
            (f"/effects/0/get/scope/{AT}", "below_minimum"),
        ),
        (
            {"effects": (Gift("MUG", per=Part(1, BACKWARDS)),)},
            (f"/effects/0/per/scope/{AT}", "below_minimum"),
        ),
        (
            {"effects": (UnitOff(Percent(1), BACKWARDS),)},
            (f"/effects/0/scope/{AT}", "below_minimum"),
        ),
        ({"stage": Stage.SHIPPING}, ("/effects/0/kind", "not_in_stage")),
        (
            {"ladder": Ladder(Measure.AMOUNT, (Step(1, ()),), BACKWARDS)},
            (f"/ladder/scope/{AT}", "below_minimum"),
        ),
        (
            {"ladder": steps((200, Amount(10)), (200, Amount(20)))},
            ("/ladder/steps/1/threshold", "not_rising"),
        ),
        (
            {"ladder": steps((100, Amount(10)), (200, Amount(111)))},
            ("/ladder/steps/1/effects", "self_defeating"),
        ),
        (
            {"ladder": steps((100, Percent(1_000)), (120, Percent(5_000)))},
            ("/ladder/steps/1/effects", "self_defeating"),
        ),
    ],
)
def test_each_contradiction_is_pointed_at(given: dict[str, Any], fault: tuple[str, str]) -> None:
    assert found(ten_off(**given)) == [fault]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"window": Window(day(1), day(2), (Slot(0, 60, 0), Slot(60, 1440, 0)), "Asia/Shanghai")},
        {"ladder": steps((100, Amount(10)), (200, Amount(110)))},
        {"ladder": steps((10_000, Percent(1_000)), (20_000, Percent(2_000)))},
        {"effects": (OrderOff(Amount(5), every_minor=100),)},
        {"stage": Stage.SHIPPING, "effects": (ShippingOff(Amount(5)),)},
        {"effects": (ShippingOff(Amount(5)), Gift("MUG"))},
        {"scope": EVERYTHING},
    ],
)
def test_what_makes_sense_has_no_fault(given: dict[str, Any]) -> None:
    assert found(ten_off(**given)) == []
    assert list(omissions(ten_off(**given))) == []


def test_the_unit_stage_knows_unit_prices_only() -> None:
    assert found(half_price()) == []
    odd = UnitOff(Percent(1), EVERYTHING, Units(2, 1), Basis.PRICE, Rounding.LINE, 5)
    ladder = Ladder(Measure.AMOUNT, (Step(1, (Gift("MUG"),)),))
    conditions = (Condition(Measure.AMOUNT, 1),)
    promotion = half_price(effects=(odd, Gift("MUG")), ladder=ladder, conditions=conditions)
    assert found(promotion) == [
        ("/effects/0/units", "not_in_stage"),
        ("/effects/0/basis", "not_in_stage"),
        ("/effects/0/rounding", "not_in_stage"),
        ("/effects/0/max_discount_minor", "not_in_stage"),
        ("/effects/1/kind", "not_in_stage"),
        ("/ladder/steps/0/effects/0/kind", "not_in_stage"),
        ("/conditions", "not_in_stage"),
        ("/ladder", "not_in_stage"),
    ]


def test_all_contradictions_are_told_at_once() -> None:
    promotion = ten_off(
        window=Window(day(2), day(1), zone="Nowhere"), code=CouponCode("X", day(2), day(1))
    )
    assert [pointer for pointer, _ in found(promotion)] == [
        "/window/end",
        "/window/zone",
        "/code/end",
    ]


def test_what_is_left_out_is_told() -> None:
    empty = ten_off(effects=(), stage=Stage.STORE_COUPON)
    assert [(f.pointer, f.code) for f in omissions(empty)] == [
        ("/code", "missing"),
        ("/effects", "empty"),
    ]
    ladder = Ladder(Measure.AMOUNT, (Step(1, ()),))
    told = [(f.pointer, f.code) for f in omissions(ten_off(effects=(), ladder=ladder))]
    assert told == [("/ladder/steps", "empty")]


@pytest.mark.parametrize(
    "given",
    [
        {"effects": (OrderOff(Amount(5)),)},
        {"effects": (OrderOff(Percent(5), max_discount_minor=5),)},
        {"effects": (Gift("MUG"),), "conditions": (Condition(Measure.AMOUNT, 1),)},
        {"ladder": Ladder(Measure.AMOUNT, (Step(1, (Gift("MUG"),)),)), "effects": ()},
        {"effects": (Gift("MUG"),), "scope": Scope((Selector(price_min_minor=1),))},
    ],
)
def test_amounts_are_of_a_currency(given: dict[str, Any]) -> None:
    nameless = ten_off(currency=None, **given)
    assert [(f.pointer, f.code) for f in omissions(nameless)] == [("/currency", "missing")]
    assert list(omissions(replace(nameless, currency="JPY"))) == []


def test_shares_and_pieces_are_of_none() -> None:
    tenth, two = OrderOff(Percent(1_000)), Condition(Measure.QUANTITY, 2)
    pieces = ten_off(currency=None, name="amount", effects=(tenth,), conditions=(two,))
    assert list(omissions(pieces)) == []
