"""An order of the past under a draft."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from promenade.base.promotion.model import (
    Audience,
    Cart,
    CouponCode,
    Delivery,
    Limits,
    Place,
    Promotion,
    Slot,
    Stage,
    Usage,
    Window,
    quote,
)
from promenade.base.promotion.model.comparison import compare, is_in_force
from promenade.base.promotion.model.effects import (
    Amount,
    Gift,
    OrderOff,
    Percent,
    ShippingOff,
    UnitOff,
)
from promenade.base.promotion.model.replay import Goods, left_out, replay
from promenade.base.promotion.model.replay import _priced as priced
from promenade.base.promotion.model.tally import Detail, Shift, SoldSku, Tally
from promenade.contracts.orders import OrderDocument, Payment
from promenade.kit.values import replace
from tests.support.managed_promotions import facts, half_price, ten_off
from tests.support.pricing_strategies import carts, promotion_lists
from tests.support.promotions import skus
from tests.support.simulated import had, line, order
from tests.support.stamps import NOON

GOODS = {
    "MUG": Goods(facts("MUG", categories=frozenset({"cups"})), None, 4_000),
    "TEA": Goods(facts("TEA", floor_price_minor=900), 900, None),
    "OLD": Goods(),
}


def replayed(one: OrderDocument, draft: Promotion, *in_force: Promotion) -> tuple[Tally, Detail]:
    into = Tally(), Detail()
    replay(one, GOODS, compare(draft, in_force), into)
    return into


def test_what_it_costs_is_what_is_paid_less_beside_what_is_in_force() -> None:
    one = order("1", line("MUG", 10_000, 2), line("TEA", 1_000), discount_minor=300)
    tally, detail = replayed(one, ten_off(), half_price(scope=skus("MUG")))
    assert (tally.list_minor, tally.past_minor) == (21_000, 300)
    assert (tally.without_minor, tally.with_minor, tally.cost_minor) == (10_000, 11_000, 1_000)
    assert (tally.hit_count, tally.changed_count, tally.saving_minor) == (1, 1, 1_000)
    # The tea takes 100 at most: its floor is 900.
    assert detail.skus == {
        "MUG": SoldSku(2, 909, 909, True),
        "TEA": SoldSku(1, 91, 91, False),
    }
    assert detail.shifts == {"ten-off": Shift(1, 0, 1_000)}
    margin = (tally.goods_without_minor, tally.goods_with_minor, tally.goods_cost_minor)
    assert margin == (10_000, 9_091, 8_000)


def test_what_another_gives_less_because_of_it_is_its_gain() -> None:
    rival = ten_off("rival", effects=(OrderOff(Amount(600)),), exclusion_group="g")
    draft = ten_off("draft", exclusion_group="g")
    tally, detail = replayed(order("1", line("MUG", 10_000)), draft, rival)
    assert (tally.saving_minor, tally.cost_minor) == (1_000, 400)
    assert detail.shifts == {"draft": Shift(1, 0, 1_000), "rival": Shift(1, 600, 0)}
    assert sum(each.with_minor - each.without_minor for each in detail.shifts.values()) == 400


def test_what_it_loses_to_leaves_the_order_as_it_is() -> None:
    rival = ten_off("rival", effects=(OrderOff(Amount(2_000)),), exclusion_group="g")
    tally, detail = replayed(
        order("1", line("MUG", 10_000)), ten_off("draft", exclusion_group="g"), rival
    )
    assert (tally.hit_count, tally.changed_count, tally.cost_minor) == (0, 0, 0)
    assert (tally.without_minor, tally.with_minor) == (2_000, 2_000)
    assert detail == Detail()


def test_new_terms_are_compared_with_those_in_force() -> None:
    one = order("1", line("MUG", 10_000))
    tally, detail = replayed(one, ten_off(effects=(OrderOff(Amount(3_000)),), version=2), ten_off())
    assert (tally.without_minor, tally.with_minor, tally.cost_minor) == (1_000, 3_000, 2_000)
    assert detail.shifts == {"ten-off": Shift(1, 1_000, 3_000)}


def test_new_terms_that_give_the_same_hit_an_order_and_change_nothing() -> None:
    one = order("1", line("MUG", 10_000, 2))
    tally, detail = replayed(one, ten_off(version=2, name="renamed"), ten_off())
    assert (tally.hit_count, tally.changed_count, tally.units) == (1, 0, 2)
    assert (tally.saving_minor, tally.cost_minor) == (1_000, 0)
    assert detail == Detail({"MUG": SoldSku(2, 1_000, 0, True)})


def test_new_terms_that_give_less_cost_less_than_nothing_where_they_leave_an_order_out() -> None:
    one = order("1", line("MUG", 10_000))
    tally, detail = replayed(one, ten_off(version=2, scope=skus("TEA")), ten_off())
    assert (tally.hit_count, tally.changed_count, tally.cost_minor) == (0, 1, -1_000)
    assert detail.skus == {"MUG": SoldSku(0, 0, -1_000, True)}
    assert detail.shifts == {"ten-off": Shift(1, 1_000, 0)}


def test_windows_say_nothing_of_the_past_and_weekly_slots_do() -> None:
    future = Window(start=NOON + timedelta(days=9), end=NOON + timedelta(days=10))
    one = order("1", line("MUG", 10_000))
    assert replayed(one, ten_off(window=future, paused=True))[0].hit_count == 1
    # NOON is a Sunday; the order was placed on Saturday.
    for weekday, hits in ((5, 1), (6, 0)):
        slots = (Slot(0, 1_440, weekday),)
        tally, _ = replayed(one, ten_off(window=replace(future, slots=slots)))
        assert tally.hit_count == hits


def test_everybody_presents_the_drafts_code_and_others_only_what_they_had() -> None:
    coded = ten_off("draft", code=CouponCode("DRAFT", end=NOON - timedelta(days=30)))
    other = ten_off("other", code=CouponCode("OTHER"))
    for past, without in (({}, 0), (had("other"), 1_000)):
        tally, _ = replayed(order("1", line("MUG", 10_000), **past), coded, other)
        assert (tally.without_minor, tally.with_minor) == (without, without + 1_000)


def test_everybody_is_of_its_audience_but_for_channels_and_customers_that_orders_tell() -> None:
    one = order("1", line("MUG", 10_000), customer="c-1")
    anybody = Audience(groups=("vip",), nth_orders=(1,), new_buyers_only=True)
    reachable = Delivery(to=(Place("FR"),), carriers=("post",))
    assert replayed(one, ten_off(audience=anybody, delivery=reachable))[0].hit_count == 1
    for audience, hits in (
        (Audience(channels=("web",)), 1),
        (Audience(channels=("app",)), 0),
        (Audience(customers=("c-1",)), 1),
        (Audience(customers=("c-2",)), 0),
    ):
        assert replayed(one, ten_off(audience=audience))[0].hit_count == hits
    for_vips = ten_off("for-vips", audience=anybody)
    assert replayed(one, half_price(), for_vips)[0].without_minor == 0


def test_an_order_tells_how_it_was_paid() -> None:
    draft = ten_off(payment_methods=("card",))
    for payment, hits in ((Payment(method="card"), 1), (Payment(method="cash"), 0), (None, 0)):
        tally, _ = replayed(order("1", line("MUG", 10_000), payment=payment), draft)
        assert tally.hit_count == hits


def test_limits_bind_an_order_and_are_not_counted_across_orders() -> None:
    draft = ten_off(limits=Limits(total=1, budget_minor=1_500, per_order_minor=700))
    comparison, into = compare(draft, ()), (Tally(), Detail())
    for number in "123":
        replay(order(number, line("MUG", 10_000)), GOODS, comparison, into)
    assert (into[0].hit_count, into[0].saving_minor) == (3, 2_100)


def test_gifts_are_counted_in_units() -> None:
    draft = ten_off(effects=(Gift("CUP", 2),))
    tally, detail = replayed(order("1", line("MUG", 10_000)), draft)
    assert (tally.hit_count, tally.gift_units, tally.cost_minor) == (1, 2, 0)
    assert detail.shifts == {"ten-off": Shift(1, 0, 0)}
    assert detail.skus == {"MUG": SoldSku(0, 0, 0, True)}


def test_a_sku_that_the_shop_does_not_have_any_more_is_known_by_the_order_alone() -> None:
    one = order("1", line("OLD", 5_000, category="relics"))
    by_category = ten_off(scope=skus("OLD"))
    tally, _ = replayed(one, by_category)
    assert (tally.hit_count, tally.unknown_sku_count, tally.goods_cost_minor) == (1, 1, 0)


def test_shipping_that_is_saved_is_part_of_the_cost() -> None:
    draft = ten_off(effects=(ShippingOff(Percent(10_000)),), stage=Stage.SHIPPING)
    tally, _ = replayed(order("1", line("MUG", 10_000), shipping_minor=800), draft)
    assert (tally.saving_minor, tally.cost_minor) == (800, 800)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, None),
        ({"state": "completed"}, None),
        ({"currency": "EUR"}, "other_currency"),
        ({"kind": "return"}, "return"),
        ({"kind": "adjustment"}, "adjustment"),
        ({"is_test": True, "currency": "EUR"}, "test"),
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "refunded"}, "refunded"),
        ({"state": "created", "paid_at": None}, "unpaid"),
    ],
)
def test_an_order_that_says_nothing_is_left_out_for_a_reason(
    told: dict[str, Any], reason: str | None
) -> None:
    assert left_out(order("1", line("MUG", 100), **told), "CNY") == reason


AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("other", "usage", "is_on"),
    [
        ({}, Usage(), True),
        ({"window": Window(start=AT, end=AT + timedelta(seconds=1))}, Usage(), True),
        ({"window": Window(start=AT + timedelta(seconds=1))}, Usage(), False),
        ({"window": Window(end=AT)}, Usage(), False),
        ({"paused": True}, Usage(), False),
        ({}, Usage(used=999), True),
        ({}, Usage(used=1_000), False),
        ({"limits": Limits(budget_minor=500)}, Usage(spent_minor=499), True),
        ({"limits": Limits(budget_minor=500)}, Usage(spent_minor=500), False),
    ],
)
def test_what_is_in_force_has_something_left_to_give(
    other: dict[str, Any], usage: Usage, is_on: bool
) -> None:
    assert is_in_force(ten_off(**other), usage, AT) is is_on


@given(carts, promotion_lists)
def test_a_draft_that_meets_no_line_has_no_part_in_a_quote(
    basket: Cart, promotions: list[Promotion]
) -> None:
    """What is priced once is what would have been priced twice."""
    if not promotions:
        return
    draft, *others = promotions
    by = compare(draft, others)
    pair, without = priced(basket, by), quote(by.without_draft, basket)
    assert pair.without.hash == without.hash
    assert pair.without.totals == without.totals


def test_half_a_price_is_what_units_cost_less() -> None:
    draft = half_price(effects=(UnitOff(Percent(5_000)),))
    tally, detail = replayed(order("1", line("MUG", 333, 3)), draft)
    assert tally.cost_minor == 3 * 333 - 3 * 167
    assert detail.skus["MUG"] == SoldSku(3, 498, 498, True)
