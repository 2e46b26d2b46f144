"""What is given back of an order that was paid: to the fen, and never twice."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.customer.order.model import fulfilling, paying
from promenade.customer.order.model.fulfilling import SendParcel, units_left
from promenade.customer.order.model.placing import placed
from promenade.customer.order.model.refunding import (
    NothingToRefund,
    RefundOrder,
    refund,
    unsent,
)
from promenade.customer.order.model.rules import faults
from promenade.customer.order.model.shop_order import ShopOrder, StageForbids
from promenade.kit.errors import Conflict, Invalid
from promenade.kit.values import replace
from tests.support.ordering import SHOP, FixedQuoting, at, command, money
from tests.support.stamps import NOON

LATER = NOON + timedelta(minutes=5)


def bought(qty: int = 3) -> ShopOrder:
    """Three mugs for 29.00: 9.67, 9.67 and 9.66 each, and 5.00 for shipping."""
    priced = FixedQuoting("promotion_1").price(command("order_1", qty).asked, NOON)
    order = placed(command("order_1", qty), priced, SHOP, at(NOON, "place"))
    order = replace(order, shipping_minor=500)
    return paying.pay(order, money(order), LATER)


def asked(number: int = 1, units: dict[int, int] | None = None, **other: Any) -> RefundOrder:
    named: dict[str, Any] = {"beside_minor": 0, "reason": "Scratched", "by": "staff:sven"} | other
    return RefundOrder(f"refund_{number}", units or {}, **named)


def sent(order: ShopOrder, units: dict[int, int]) -> ShopOrder:
    parcel = SendParcel(f"parcel_{len(order.parcels)}", "SF", "1", units)
    return fulfilling.ship(order, parcel, LATER)


def test_units_go_back_at_what_each_cost() -> None:
    first = refund(bought(), asked(1, {1: 1}), LATER)
    other = refund(first, asked(2, {1: 2}), LATER)
    assert [each.amount_minor for each in other.refunds] == [967, 967 + 966]
    assert (first.stage, first.held, unsent(bought(), first)) == ("paid", {"MUG": 2}, {"MUG": 1})
    assert [(each.amount_minor, each.reason, each.by) for each in first.payouts] == [
        (967, "Scratched", "staff:sven")
    ]


def test_all_that_is_left_ends_what_was_not_sent() -> None:
    part = refund(bought(), asked(1, {1: 1}), LATER)
    whole = refund(part, asked(2), LATER)
    assert (whole.stage, whole.cancel_reason, whole.cancelled_at) == ("cancelled", "staff", LATER)
    assert (whole.refunded_minor, whole.paid_minor, whole.held) == (3_400, 3_400, part.held)
    assert sum(each.amount_minor for each in whole.payouts) == 3_400


def test_the_last_unit_of_what_was_not_sent_brings_back_all_beside_it() -> None:
    part = refund(bought(), asked(1, {1: 2}, beside_minor=None), LATER)
    assert (part.stage, part.refunded_minor) == ("paid", 967 * 2)
    last = refund(part, asked(2, {1: 1}, beside_minor=None), LATER)
    assert (last.stage, last.refunded_minor, last.refund_status) == ("cancelled", 3_400, "full")
    assert [each.amount_minor for each in last.payouts] == [967 * 2, 966 + 500]


def test_shipping_of_what_was_sent_goes_back_only_where_that_is_said() -> None:
    order = refund(sent(bought(), {1: 1}), asked(1, {1: 3}, beside_minor=None), LATER)
    assert (order.stage, order.refunded_minor) == ("shipped", 2_900)
    assert refund(order, asked(2, beside_minor=None), LATER).refunded_minor == 3_400


def test_shipping_may_be_kept_and_given_back_later() -> None:
    goods = refund(bought(), asked(1, {1: 3}), LATER)
    assert (goods.stage, goods.refunded_minor) == ("cancelled", 2_900)
    with pytest.raises(Invalid):
        refund(goods, asked(2, beside_minor=501), LATER)
    shipping = refund(goods, asked(2, beside_minor=500), LATER)
    assert (shipping.refunded_minor, shipping.held) == (3_400, goods.held)
    with pytest.raises(NothingToRefund):
        refund(shipping, asked(3), LATER)


def test_what_was_sent_is_not_on_the_shelf_again() -> None:
    order = sent(bought(), {1: 2})
    after = refund(order, asked(1, {1: 2}), LATER)
    assert (after.stage, unsent(order, after)) == ("shipped", {"MUG": 1})
    assert units_left(after) == {1: 0}
    last = refund(after, asked(2), LATER)
    assert (last.stage, unsent(after, last), last.refunded_minor) == ("shipped", {}, 3_400)


def test_a_cancellation_gives_back_what_no_refund_did() -> None:
    part = refund(bought(), asked(1, {1: 1}, beside_minor=100), LATER)
    ended = paying.cancel(part, "risk", LATER)
    assert [each.amount_minor for each in ended.refunds] == [1_067, 2_333]
    assert [each.amount_minor for each in ended.payouts] == [1_067, 2_333]
    assert (ended.held, faults(ended, LATER)) == ({"MUG": 2}, [])


def test_a_refund_is_made_once() -> None:
    once = refund(bought(), asked(1, {1: 1}), LATER)
    with pytest.raises(Conflict):
        refund(once, asked(1, {1: 1}), LATER)


@pytest.mark.parametrize("stage", ["pending_payment", "completed"])
def test_nothing_goes_back_before_it_was_paid_or_after_it_is_over(stage: str) -> None:
    order = bought()
    unpaid = replace(order, stage="pending_payment", paid_at=None)
    met = unpaid if stage == "pending_payment" else replace(order, stage="completed")
    with pytest.raises(StageForbids):
        refund(met, asked(), LATER)
    with pytest.raises(StageForbids):
        refund(paying.cancel(unpaid, "user", LATER), asked(), LATER)


@pytest.mark.parametrize("units", [{2: 1}, {1: 4}])
def test_no_more_goes_back_than_there_was(units: dict[int, int]) -> None:
    with pytest.raises(Invalid):
        refund(bought(), asked(1, units), LATER)


@given(data=st.data())
def test_refunds_and_parcels_add_up_whatever_comes_first(data: st.DataObject) -> None:
    order = bought(7)
    back: Counter[str] = Counter()
    for number in range(6):
        count = data.draw(st.integers(1, 3))
        beside = data.draw(st.none() | st.integers(0, 200))
        before = order
        try:
            if data.draw(st.booleans()):
                order = refund(order, asked(number, {1: count}, beside_minor=beside), LATER)
            else:
                order = sent(order, {1: count})
        except (Invalid, NothingToRefund, StageForbids):
            assert order is before
        if order.stage == "cancelled" and before.stage != "cancelled":
            back.update(order.held)
        back.update(unsent(before, order))
        shipped = sum(line.quantity for parcel in order.parcels for line in parcel.lines)
        assert shipped + units_left(order)[1] + back["MUG"] == 7
        assert faults(order, LATER) == []
        assert sum(each.amount_minor for each in order.payouts) == order.refunded_minor
    if order.refunded_minor < order.paid_minor:
        assert refund(order, asked(9), LATER).refunded_minor == order.paid_minor
