"""The pipeline: stage prices, their order, and what each stage sees of the others (N3, N6, N7)."""

import pytest

from promenade.base.promotion.model import (
    ActivityPrice,
    Condition,
    CouponCode,
    Gap,
    Measure,
    OrderType,
    Promotion,
    Stage,
    compile_book,
)
from promenade.base.promotion.model.effects import (
    Amount,
    OrderOff,
    Percent,
    Price,
    ShippingOff,
    UnitOff,
)
from tests.support.promotions import cart, line, outcome, paid, priced, promotion, reasons, skus

ORDER_10 = promotion("order", OrderOff(Percent(1000)))


def unit(name: str, bp: int, **more: object) -> Promotion:
    return promotion(name, UnitOff(Percent(bp)), stage=Stage.UNIT, **more)


def coupon(name: str, amount: int, stage: Stage = Stage.STORE_COUPON, **more: object) -> Promotion:
    return promotion(name, OrderOff(Amount(amount)), stage=stage, code=CouponCode(name), **more)


def test_a_unit_price_is_rounded_half_up_before_it_is_multiplied() -> None:
    answer = priced(cart(line("a", 2025, 3)), unit("member", 3000))
    assert answer.lines[0].unit_minor == 1418  # 1417.5
    assert paid(answer) == {"a": 3 * 1418}


def test_an_order_discount_is_rounded_half_up_once_over_all_lines() -> None:
    answer = priced(cart(line("a", 125), line("b", 120)), ORDER_10)
    assert outcome(answer, "order").saving_minor == 25  # 24.5
    assert paid(answer) == {"a": 112, "b": 108}


def test_of_unit_prices_in_no_group_each_line_takes_its_best() -> None:
    limited = unit("limited", 1000)
    member = promotion(
        "member", UnitOff(Percent(3000)), stage=Stage.UNIT, scope=skus("a"), priority=-1
    )
    answer = priced(cart(line("a", 1000), line("b", 1000)), limited, member)
    assert paid(answer) == {"a": 700, "b": 900}
    assert outcome(answer, "limited").saving_minor == 100
    assert outcome(answer, "member").saving_minor == 300


def test_unit_prices_of_named_groups_chain() -> None:
    first, then = unit("first", 3000, exclusion_group="x"), unit("then", 1000, exclusion_group="y")
    assert paid(priced(cart(line("a", 2000)), first, then)) == {"a": 1260}


def test_unit_prices_are_reckoned_from_the_list_price_and_must_beat_the_selling_price() -> None:
    on_sale = cart(line("a", 1000, sale_minor=850))
    better, worse = unit("better", 2000), unit("worse", 1000)
    assert paid(priced(on_sale, better)) == {"a": 800}
    answer = priced(on_sale, worse)
    assert (paid(answer), reasons(answer)) == ({"a": 850}, {"worse": "not_cheaper"})


def test_a_fixed_unit_price_replaces_the_list_price() -> None:
    flash = promotion("fixed", UnitOff(Price(777)), stage=Stage.UNIT)
    assert paid(priced(cart(line("a", 1000, 2)), flash)) == {"a": 1554}


def test_thresholds_see_what_earlier_stages_and_promotions_left() -> None:
    threshold = promotion(
        "full", OrderOff(Amount(100)), conditions=(Condition(Measure.AMOUNT, 900),), priority=-1
    )
    member = unit("member", 1000)
    assert reasons(priced(cart(line("a", 1000)), member, threshold))["full"] == "applied"
    answer = priced(cart(line("a", 1000)), member, ORDER_10, threshold)
    assert outcome(answer, "full").gap == Gap(Measure.AMOUNT, 90, 900)
    assert paid(answer) == {"a": 810}


def test_shipping_does_not_count_towards_a_threshold() -> None:
    full = promotion("full", OrderOff(Amount(1)), conditions=(Condition(Measure.AMOUNT, 101),))
    answer = priced(cart(line("a", 100), shipping_minor=50), full)
    assert reasons(answer) == {"full": "below_threshold"}


def test_order_promotions_come_before_store_coupons_and_those_before_platform_coupons() -> None:
    half_off = promotion(
        "p", OrderOff(Percent(5000)), stage=Stage.PLATFORM_COUPON, code=CouponCode("p"), priority=9
    )
    answer = priced(cart(line("a", 1000), codes=("p", "s")), half_off, coupon("s", 300), ORDER_10)
    assert [each.promotion_id for each in answer.outcomes] == ["order", "s", "p"]
    assert [each.saving_minor for each in answer.outcomes] == [100, 300, 300]
    assert answer.totals.payable_minor == 300


def test_a_shipping_discount_never_exceeds_the_fee_and_leaves_goods_alone() -> None:
    free = promotion("ship", ShippingOff(Amount(900)), stage=Stage.SHIPPING)
    answer = priced(cart(line("a", 1000), shipping_minor=600), free)
    totals = answer.totals
    assert (totals.goods_minor, totals.shipping_discount_minor, totals.payable_minor) == (
        1000,
        600,
        1000,
    )
    assert outcome(answer, "ship").shipping_saving_minor == 600


def test_a_capped_share_of_the_shipping_fee() -> None:
    effect = ShippingOff(Percent(5000), max_discount_minor=200)
    answer = priced(
        cart(line("a", 1000), shipping_minor=600), promotion("s", effect, stage=Stage.SHIPPING)
    )
    assert answer.totals.shipping_discount_minor == 200


def test_nothing_off_no_shipping_fee_is_said_to_be_no_headroom() -> None:
    free = promotion("ship", ShippingOff(Percent(10_000)), stage=Stage.SHIPPING)
    assert reasons(priced(cart(line("a", 1000)), free)) == {"ship": "no_headroom"}


@pytest.mark.parametrize(
    ("allow_coupon", "payable", "said"),
    [(False, 1500, "order_type_bars"), (True, 1400, "applied")],
)
def test_an_exclusive_order_type_bars_units_and_orders_and_coupons_unless_allowed(
    allow_coupon: bool, payable: int, said: str
) -> None:
    activity = ActivityPrice(OrderType.FLASH_SALE, "flash", 500, allow_coupon)
    basket = cart(line("a", 1000, 3, activity=activity), codes=("c",))
    answer = priced(basket, unit("member", 9000), ORDER_10, coupon("c", 100))
    assert reasons(answer) == {
        "member": "order_type_bars",
        "order": "order_type_bars",
        "c": said,
    }
    assert answer.totals.payable_minor == payable


def test_other_lines_are_not_barred_by_a_flash_sale_next_to_them() -> None:
    flash = line("a", 1000, activity=ActivityPrice(OrderType.FLASH_SALE, "flash", 500))
    assert paid(priced(cart(flash, line("b", 1000)), ORDER_10)) == {"a": 500, "b": 900}


def test_an_activity_price_stays_between_floor_and_list_price() -> None:
    low = ActivityPrice(OrderType.BARGAIN, "b", 1)
    high = ActivityPrice(OrderType.GROUP_BUY, "g", 9999)
    basket = cart(line("a", 1000, floor_minor=300, activity=low), line("b", 1000, activity=high))
    assert paid(priced(basket)) == {"a": 300, "b": 1000}


def test_unselected_lines_are_neither_priced_nor_counted() -> None:
    full = promotion("full", OrderOff(Amount(100)), conditions=(Condition(Measure.AMOUNT, 1500),))
    answer = priced(cart(line("a", 1000), line("b", 1000, selected=False)), full)
    assert paid(answer) == {"a": 1000}
    assert outcome(answer, "full").gap == Gap(Measure.AMOUNT, 500, 1500)


def test_a_line_that_is_not_discountable_keeps_its_price_and_is_not_counted() -> None:
    answer = priced(cart(line("a", 1000), line("card", 5000, discountable=False)), ORDER_10)
    assert paid(answer) == {"a": 900, "card": 5000}


def test_an_empty_cart_costs_its_shipping() -> None:
    answer = priced(cart(shipping_minor=700), ORDER_10)
    assert answer.totals.payable_minor == 700
    assert reasons(answer) == {"order": "no_matching_line"}


def test_two_promotions_cannot_share_an_id() -> None:
    with pytest.raises(ValueError, match="same id"):
        compile_book([ORDER_10, ORDER_10])
