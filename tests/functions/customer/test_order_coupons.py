"""Coupons in orders over HTTP: kept when an order is placed, used when it is paid, given back where
it ends otherwise."""

import json
from datetime import datetime
from typing import Any

import pytest

from tests.support.callers import ANALYST, OWNER, SHOPPER, STOREFRONT, SUPPORT
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.couponed import (
    bought,
    cancel,
    claim,
    claim_of,
    later,
    refund,
    short,
    state,
)
from tests.support.coupons import activate
from tests.support.facts import batch
from tests.support.functions import invoke
from tests.support.gateway import Gateway
from tests.support.paying import asked, notify, payment, wake_all
from tests.support.relaying import relayed
from tests.support.selling import cart, counts, open_shop, place, promote, quoted, used


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def test_an_order_keeps_the_coupons_that_did_something_and_says_why(shop: Gateway) -> None:
    promotion_id = promote(shop)
    mine, too_far = claim(shop), claim(shop, min_spend_minor=99_900, stage="platform")
    order = bought(shop, too_far, mine)
    assert (order["payable_minor"], order["discount_minor"]) == (16_000, 3_000)
    assert {each["promotion_id"]: each["saving_minor"] for each in order["promotions"]} == {
        promotion_id: 1_000,
        mine: 2_000,
    }
    told = {each["coupon_id"]: each for each in order["coupons"]}
    assert (told[mine]["is_applied"], told[mine]["saving_minor"]) == (True, 2_000)
    assert (told[too_far]["is_applied"], told[too_far]["reason"]) == (False, "below_threshold")
    assert told[mine]["explanation"] == "Saves ¥20.00."
    assert told[too_far]["explanation"] == "Add ¥839.00 to reach ¥999.00."
    assert (state(shop, mine), state(shop, too_far)) == ("locked", "unused")
    assert used(shop, promotion_id) == (1, 0)
    seen = shop.call(f"GET /shop-orders/{order['number']}", caller=SHOPPER).json
    assert seen["coupons"] == order["coupons"]


def test_why_is_told_in_the_buyers_language(shop: Gateway) -> None:
    mine, body = claim(shop), cart()
    asked_for = quoted(shop, body | {"coupons": [mine]})
    headers = {"accept-language": "zh"}
    answer = shop.call("POST /shop-orders", asked_for, caller=SHOPPER, headers=headers)
    assert [each["explanation"] for each in answer.json["coupons"]] == ["已优惠¥20.00。"]


def test_a_paid_order_has_used_its_coupon_for_good(shop: Gateway) -> None:
    mine = claim(shop)
    order = bought(shop, mine)
    assert notify(shop, payment(order)).status == 200
    assert state(shop, mine) == "used"
    before = dump()
    notify(shop, payment(order))
    assert dump() == before
    again = shop.call("POST /quotes", cart(coupons=[mine]), caller=SHOPPER)
    assert (again.json["code"], again.json["reason"]) == ("coupon_unavailable", "used")


def test_a_cancelled_order_gives_its_coupon_back_once_for_another(shop: Gateway) -> None:
    mine = claim(shop)
    order = bought(shop, mine)
    assert cancel(shop, order).status == 200
    assert state(shop, mine) == "unused"
    again = bought(shop, mine)
    before = dump()
    assert cancel(shop, order).status == 200
    assert (state(shop, mine), dump()) == ("locked", before)
    assert again["payable_minor"] == 17_000


def test_an_order_that_nobody_paid_gives_its_coupon_back_and_late_money_goes_back(
    shop: Gateway,
) -> None:
    mine = claim(shop)
    order = bought(shop, mine)
    over = datetime.fromisoformat(order["due_at"])
    with standing(over), asked() as calls:
        invoke("order_wake", batch(f'{{"number": "{order["number"]}"}}'))
        assert state(shop, mine) == "unused"
        assert notify(shop, payment(order)).json["is_late"]
        wake_all()
        told = [(path, content["amount_minor"]) for path, content, _ in calls]
        assert (told, state(shop, mine)) == ([("/refunds", 17_000)], "unused")


def test_what_comes_back_after_its_validity_is_expired(shop: Gateway) -> None:
    mine = claim(shop, validity=short())
    order = bought(shop, mine)
    notify(shop, payment(order))
    with standing(later()):
        assert refund(shop, order).status == 200
        assert state(shop, mine) == "expired"


@pytest.mark.parametrize(("is_restored", "after"), [(True, "unused"), (False, "used")])
def test_a_refund_in_full_gives_it_back_where_its_template_says_so(
    shop: Gateway, is_restored: bool, after: str
) -> None:
    mine = claim(shop, restore_on_cancel=is_restored)
    order = bought(shop, mine)
    notify(shop, payment(order))
    assert refund(shop, order, "risk").status == 200
    before = dump()
    assert refund(shop, order, "risk").status == 200
    assert (state(shop, mine), dump()) == (after, before)


@pytest.mark.parametrize("is_sent", [False, True])
def test_only_the_last_of_the_money_brings_a_coupon_back(shop: Gateway, is_sent: bool) -> None:
    mine = claim(shop)
    order = bought(shop, mine)
    notify(shop, payment(order))
    path = f"/shop-orders/{order['number']}"
    if is_sent:
        shop.call(f"POST {path}/parcels", {"carrier": "SF", "tracking": "1"}, caller=SUPPORT)
    part = {"reason": "Broken", "lines": [{"line": 1, "quantity": 1}]}
    assert shop.call(f"POST {path}/refunds", part, caller=SUPPORT).status == 201
    assert state(shop, mine) == "used"
    assert shop.call(f"POST {path}/refunds", {"reason": "All"}, caller=SUPPORT).status == 201
    assert state(shop, mine) == "unused"


def test_staff_end_an_unpaid_order_and_its_coupon_is_free(shop: Gateway) -> None:
    mine = claim(shop, restore_on_cancel=False)
    order = bought(shop, mine)
    assert refund(shop, order).status == 200
    assert state(shop, mine) == "unused"


def test_an_order_that_costs_nothing_uses_its_coupon_at_once(shop: Gateway) -> None:
    mine = claim(shop, worth={"kind": "amount", "off_minor": 99_999})
    order = bought(shop, mine)
    assert (order["stage"], order["payable_minor"], state(shop, mine)) == ("paid", 0, "used")


@pytest.mark.parametrize(
    ("worth", "payable"),
    [
        ({"kind": "random", "min_minor": 300, "max_minor": 300}, 18_700),
        ({"kind": "percent", "off_bp": 5_000, "max_discount_minor": 1_500}, 17_500),
        ({"kind": "exchange", "sku": "MUG-L"}, 10_000),
    ],
)
def test_each_kind_of_coupon_is_placed_as_it_was_quoted(
    shop: Gateway, worth: dict[str, Any], payable: int
) -> None:
    mine = claim(shop, worth=worth)
    order = bought(shop, mine)
    assert (order["payable_minor"], state(shop, mine)) == (payable, "locked")
    assert sum(each["paid_minor"] for each in order["lines"]) == payable


def test_a_shipping_coupon_is_kept_where_there_is_shipping_to_pay(shop: Gateway) -> None:
    mine = claim(shop, worth={"kind": "shipping"})
    free = bought(shop, mine)
    assert (free["coupons"][0]["is_applied"], state(shop, mine)) == (False, "unused")
    body = cart(coupons=[mine], buyer={"id": SHOPPER.subject}, shipping_minor=800)
    order = place(shop, quoted(shop, body, STOREFRONT), STOREFRONT).json
    assert (order["shipping_minor"], order["payable_minor"]) == (0, 19_000)
    assert state(shop, mine) == "locked"


def test_of_two_in_one_group_the_one_that_lost_stays_the_buyers(shop: Gateway) -> None:
    small, large = claim(shop, worth={"kind": "amount", "off_minor": 100}), claim(shop)
    order = bought(shop, small, large)
    told = {each["coupon_id"]: each["reason"] for each in order["coupons"]}
    assert told == {small: "lost_to", large: "applied"}
    assert (state(shop, small), state(shop, large)) == ("unused", "locked")


def test_a_coupon_whose_template_was_stopped_since_is_still_good(shop: Gateway) -> None:
    made = activate(shop)
    mine = claim_of(shop, made)
    version = shop.call(f"GET /coupon-templates/{made}", caller=OWNER).json["version"]
    assert shop.call(f"POST /coupon-templates/{made}/stop", version=version).status == 200
    order = bought(shop, mine)
    notify(shop, payment(order))
    assert (order["payable_minor"], state(shop, mine)) == (17_000, "used")


def test_what_its_coupon_did_counts_and_a_paid_order_gives_the_next(shop: Gateway) -> None:
    made = activate(shop, cost_share={"platform_bp": 2_500})
    thanks = activate(shop, take={"kind": "auto", "on": "order_paid"})
    order = bought(shop, claim_of(shop, made))
    known = set[str]()
    _hear(known)
    assert statistics(shop, made) == (1, 0, 0)
    notify(shop, payment(order))
    _hear(known)
    assert (statistics(shop, made), statistics(shop, thanks)) == ((1, 1, 0), (0, 0, 0))
    assert savings(shop, made) == (2_000, 500, 1_500)
    _hear(known)
    assert statistics(shop, thanks) == (1, 0, 0)
    refund(shop, order)
    _hear(known)
    assert (statistics(shop, made), statistics(shop, thanks)) == ((1, 1, 1), (1, 0, 0))
    assert savings(shop, made) == (0, 0, 0)
    assert counts(shop) == (10, 0, 10)


def statistics(shop: Gateway, template_id: str) -> tuple[int, int, int]:
    """Given, used, returned."""
    path = f"GET /coupon-templates/{template_id}/statistics"
    found = shop.call(path, caller=ANALYST).json
    return found["given_count"], found["used_count"], found["returned_count"]


def savings(shop: Gateway, template_id: str) -> tuple[int, int, int]:
    """In all, of it the platform's and the store's."""
    path = f"GET /coupon-templates/{template_id}/statistics"
    found = shop.call(path, caller=ANALYST).json
    return found["saved_minor"], found["platform_minor"], found["store_minor"]


_HEARS = {"promenade.coupon": "coupon_count", "promenade.order": "coupon_orders"}
_HEARD = {"CouponGranted", "CouponUsed", "CouponReturned", "CouponVoided", "OrderRecorded"}


def _hear(known: set[str]) -> None:
    """What the streams told and is not known yet, to who hears of it."""
    for event in relayed().events:
        id_ = event["detail"]["event_id"]
        if event["detail-type"] in _HEARD and id_ not in known:
            known.add(id_)
            done = invoke(_HEARS[event["source"]], batch(json.dumps(event)))
            assert done == {"batchItemFailures": []}
