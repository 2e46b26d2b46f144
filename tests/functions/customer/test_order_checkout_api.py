"""Placing orders over HTTP."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER, STOREFRONT
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.paying import notify, payment
from tests.support.selling import (
    PERSON,
    cart,
    counts,
    open_shop,
    place,
    promote,
    quoted,
    stock_elsewhere,
    used,
)


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_an_order_is_placed_as_it_was_quoted(shop: Gateway) -> None:
    promotion_id = promote(shop)
    answer = place(shop, quoted(shop, cart()) | {"personal": PERSON})
    order = answer.json
    assert (answer.status, answer.headers["location"]) == (201, f"/shop-orders/{order['number']}")
    assert (order["stage"], order["payable_minor"], order["paid_minor"]) == (
        "pending_payment",
        18_000,
        0,
    )
    assert (order["goods_minor"], order["discount_minor"]) == (19_000, 1_000)
    assert [(each["sku"], each["paid_minor"]) for each in order["lines"]] == [
        ("MUG-S", 9_474),
        ("MUG-L", 8_526),
    ]
    assert order["promotions"] == [
        {"promotion_id": promotion_id, "version": 4, "saving_minor": 1_000}
    ]
    assert order["personal"]["recipient"] == "王芳"
    assert (counts(shop), counts(shop, "MUG-L")) == ((10, 2, 8), (5, 1, 4))
    assert used(shop, promotion_id) == (1, 0)


def test_everything_that_cannot_be_held_is_named_at_once_and_nothing_is(shop: Gateway) -> None:
    promotion_id = promote(shop, limits={"per_buyer": 1})
    guest = {"personal": PERSON}
    place(shop, quoted(shop, cart(), STOREFRONT) | guest, STOREFRONT)
    asked = quoted(shop, cart(("MUG-S", 9), ("MUG-L", 5)), STOREFRONT)
    before = dump()
    answer = place(shop, asked | guest, STOREFRONT)
    refused(answer, 422, "refused", before)
    told = {each["code"]: each for each in answer.json["refusals"]}
    assert set(told) == {"out_of_stock", "limit_reached"}
    assert [each["sku"] for each in answer.json["refusals"] if "sku" in each] == ["MUG-S", "MUG-L"]
    assert (told["limit_reached"]["promotion_id"], told["limit_reached"]["limit"]) == (
        promotion_id,
        "per_buyer",
    )
    answer = place(shop, quoted(shop, cart(("MUG-S", 9), without=[promotion_id])))
    refused(answer, 422, "out_of_stock", before)
    assert (answer.json["asked_count"], answer.json["available_count"]) == (9, 8)


def test_who_has_used_a_promotion_up_is_quoted_without_it_and_can_buy(shop: Gateway) -> None:
    promotion_id = promote(shop, limits={"total": 10, "per_buyer": 1})
    agreed = quoted(shop, cart())
    assert place(shop, agreed).status == 201
    before = dump()
    stale = place(shop, agreed, key="once-again")
    refused(stale, 409, "quote_changed", before)
    (told,) = stale.json["quote"]["promotions"]
    assert (told["reason"], told["shortage"]) == (
        "buyer_limit_reached",
        {"limit": "per_buyer", "left": 0, "asked": 1, "sku": None},
    )
    second = place(shop, quoted(shop, cart()))
    assert (second.status, second.json["payable_minor"]) == (201, 19_000)
    assert place(shop, quoted(shop, cart(), OTHER_SHOPPER), OTHER_SHOPPER).status == 201
    assert used(shop, promotion_id) == (2, 0)


def test_a_guest_whom_the_quote_did_not_know_goes_without_and_can_buy(shop: Gateway) -> None:
    promotion_id, guest = promote(shop, limits={"per_buyer": 1}), {"personal": PERSON}
    assert place(shop, quoted(shop, cart(), STOREFRONT) | guest, STOREFRONT).status == 201
    answer = place(shop, quoted(shop, cart(), STOREFRONT) | guest, STOREFRONT)
    assert (answer.status, answer.json["code"]) == (422, "limit_reached")
    assert (answer.json["promotion_id"], answer.json["limit"]) == (promotion_id, "per_buyer")
    assert answer.json["detail"] == "One buyer may have no more of the promotion."
    without = quoted(shop, cart(without=[promotion_id]), STOREFRONT) | guest
    assert place(shop, without, STOREFRONT).json["payable_minor"] == 19_000


def test_a_gift_is_held_like_all_else_or_given_up_with_its_promotion(shop: Gateway) -> None:
    gift = {"kind": "gift", "sku": "MUG-L"}
    promotion_id = promote(shop, effects=[gift])
    before = dump()
    asked = quoted(shop, cart(("MUG-S", 2)))
    bare = place(shop, asked)
    refused(bare, 422, "gift_missing", before)
    told = (bare.json["sku"], bare.json["count"], bare.json["promotion_id"])
    assert told == ("MUG-L", 1, promotion_id)
    line = '{"sku": "MUG-L", "qty": 1, "gift": true}'
    assert bare.json["detail"] == (
        f"“Off” gives 1 of MUG-L. Add the line {line} and quote again, or name {promotion_id} in "
        "“without”."
    )
    chinese = {"accept-language": "zh-CN"}
    told_again = shop.call("POST /shop-orders", asked, caller=SHOPPER, headers=chinese)
    assert f"请将商品行 {line} 加入购物车并重新报价" in told_again.json["detail"]
    whole = cart(("MUG-S", 2))
    (promotion,) = shop.call("POST /quotes", whole, caller=SHOPPER).json["promotions"]
    assert promotion["gifts"][0]["line"] == bare.json["line"]
    whole["lines"].append(bare.json["line"])
    (promotion,) = shop.call("POST /quotes", whole, caller=SHOPPER).json["promotions"]
    assert promotion["gifts"][0]["line"] is None
    placed = place(shop, quoted(shop, whole))
    assert (placed.status, placed.json["payable_minor"]) == (201, 2 * 5_000)
    assert counts(shop, "MUG-L") == (5, 1, 4)
    without = place(shop, quoted(shop, cart(("MUG-S", 1), without=[promotion_id])))
    assert without.status == 201


def test_a_quote_that_has_changed_answers_the_new_one(shop: Gateway) -> None:
    asked = quoted(shop, cart())
    with standing():
        promote(shop)
        before = dump()
        answer = place(shop, asked)
        refused(answer, 409, "quote_changed", before)
        again = place(shop, cart() | {"quote_hash": answer.json["quote"]["hash"]})
    assert answer.json["payable_minor"] == answer.json["quote"]["totals"]["payable_minor"] == 18_000
    assert (again.status, again.json["payable_minor"]) == (201, 18_000)


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"payable_minor": 1}, "/payable_minor"),
        ({"lines": [{"sku": "MUG-S", "qty": 1, "price_minor": 1}]}, "/lines/0/price_minor"),
        ({"lines": [{"sku": "MUG-S", "qty": 0}]}, "/lines/0/qty"),
        ({"lines": [{"sku": "MUG-S", "qty": 1.5}]}, "/lines/0/qty"),
        ({"lines": [{"sku": "NONE", "qty": 1}]}, "/lines/0/sku"),
        ({"shipping_minor": 0}, "/shipping_minor"),
        ({"buyer": {"id": "somebody-else"}}, "/buyer"),
        ({"quote_hash": "none"}, "/quote_hash"),
        ({"personal": {"address": "\u0000"}}, "/personal/address"),
    ],
)
def test_what_is_not_for_the_buyer_to_say_is_refused_where_it_stands(
    shop: Gateway, said: dict[str, Any], pointer: str
) -> None:
    asked = quoted(shop, cart()) | said
    before = dump()
    answer = place(shop, asked)
    refused(answer, 400, "invalid", before)
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_a_request_that_comes_again_is_one_order(shop: Gateway) -> None:
    asked = quoted(shop, cart())
    first = place(shop, asked, key="checkout-1")
    promote(shop)
    before = dump()
    again = place(shop, asked, key="checkout-1")
    assert (again.status, again.json, dump()) == (201, first.json, before)
    other = place(shop, quoted(shop, cart(("MUG-S", 1))), key="checkout-1")
    refused(other, 409, "already_placed", before)
    theirs = place(shop, quoted(shop, cart(), OTHER_SHOPPER), OTHER_SHOPPER, key="checkout-1")
    assert theirs.json["number"] != first.json["number"]


def test_one_quote_makes_an_order_for_each_key(shop: Gateway) -> None:
    body = quoted(shop, cart())
    first, second = (place(shop, body) for _ in range(2))
    assert [each.status for each in (first, second)] == [201, 201]
    assert first.json["number"] != second.json["number"]
    assert first.json["payable_minor"] == second.json["payable_minor"] == 19_000
    assert counts(shop) == (10, 4, 6)


def test_an_order_that_costs_nothing_is_paid_at_once(shop: Gateway) -> None:
    promotion_id = promote(shop, off_minor=99_000)
    order = place(shop, quoted(shop, cart())).json
    assert (order["stage"], order["payable_minor"], order["paid_minor"]) == ("paid", 0, 0)
    assert (order["paid_at"] is not None, order["payment"]) == (True, None)
    assert (counts(shop), used(shop, promotion_id)) == ((8, 0, 8), (0, 1))


def pins(shop: Gateway, count: int) -> list[str]:
    skus = [f"PIN-{number}" for number in range(count)]
    priced = [{"code": sku, "currency": "CNY", "list_price_minor": 100} for sku in skus]
    sold = {"id": "PIN", "title": "Pin", "category": "mugs", "shelf": "ON", "skus": priced}
    bring(shop, sold)
    return skus


def test_more_than_one_write_can_sell_is_refused_before_anything_is_held(shop: Gateway) -> None:
    skus = pins(shop, 33)
    asked = quoted(shop, cart(*((sku, 1) for sku in skus)))
    before = dump()
    answer = place(shop, asked)
    refused(answer, 422, "cart_too_large", before)
    assert (answer.json["write_count"], answer.json["most_count"]) == (103, 100)


def test_a_hundred_lines_of_thirty_skus_are_placed_with_a_promotion_and_paid(shop: Gateway) -> None:
    promotion_id, skus = promote(shop, limits={"total": 5, "budget_minor": 9_000}), pins(shop, 30)
    for sku in skus:
        body = {"kind": "receive", "count": 4, "reason": "Because"}
        shop.call(f"POST /stock/{sku}/movements", body, caller=MARKETER)
    order = place(shop, quoted(shop, cart(*((skus[n % 30], 1) for n in range(100))))).json
    assert (len(order["lines"]), order["payable_minor"]) == (100, 9_000)
    assert counts(shop, "PIN-0") == (4, 4, 0)
    assert notify(shop, payment(order)).json["is_late"] is False
    assert (counts(shop, "PIN-0"), counts(shop, "PIN-29")) == ((0, 0, 0), (1, 0, 1))
    assert used(shop, promotion_id) == (0, 1)


def test_a_server_places_orders_for_its_buyers_and_guests(shop: Gateway) -> None:
    promotion_id = promote(shop, limits={"per_buyer": 1})
    body = cart(buyer={"id": "amelie"}, shipping_minor=800)
    order = place(shop, quoted(shop, body, STOREFRONT), STOREFRONT).json
    assert (order["shipping_minor"], order["payable_minor"]) == (800, 18_800)
    seen = shop.call(f"GET /shop-orders/{order['number']}", caller=SHOPPER)
    assert (seen.status, seen.json["number"]) == (200, order["number"])
    guest = quoted(shop, cart(shipping_minor=0), STOREFRONT) | {"personal": PERSON}
    assert place(shop, guest, STOREFRONT).status == 201
    other = {"personal": PERSON | {"phone": "138-1234-5678"}}
    assert place(shop, guest | other, STOREFRONT).json["promotion_id"] == promotion_id
    nobody = place(shop, {k: v for k, v in guest.items() if k != "personal"}, STOREFRONT)
    assert (nobody.status, nobody.json["code"]) == (422, "buyer_unknown")


def test_codes_are_not_guessed_by_placing_orders(shop: Gateway) -> None:
    body = quoted(shop, cart(("MUG-S", 1)))
    told = [place(shop, body | {"codes": [f"GUESS-{n}"]}).status for n in range(7)]
    assert told == [201, 201, 201, 201, 201, 429, 429]


@pytest.mark.parametrize("caller", [None, MARKETER])
def test_who_may_not_place_orders_places_none(shop: Gateway, caller: Any) -> None:
    asked = quoted(shop, cart())
    before = dump()
    answer = shop.call("POST /shop-orders", asked, caller=caller)
    assert (answer.status, dump()) == (403 if caller else 401, before)


def test_what_the_main_warehouse_lacks_comes_from_another(shop: Gateway) -> None:
    stock_elsewhere(shop)
    order = place(shop, quoted(shop, cart(("MUG-S", 12), ("MUG-L", 1)))).json
    shown = shop.call(f"GET /shop-orders/{order['number']}/handling").json
    assert shown["held"] == {"MUG-L": 1, "MUG-S#EAST": 12}
    assert (counts(shop), counts(shop, "MUG-L")) == ((10, 0, 10), (5, 1, 4))
    assert notify(shop, payment(order)).status == 200
    before = dump()
    answer = place(shop, quoted(shop, cart(("MUG-S", 19))))
    refused(answer, 422, "out_of_stock", before)


def test_what_no_promotion_gives_is_no_gift(shop: Gateway) -> None:
    given = {"sku": "MUG-L", "qty": 1, "gift": True}
    asked = quoted(shop, cart() | {"lines": [{"sku": "MUG-S", "qty": 1}, given]})
    before = dump()
    answer = place(shop, asked)
    refused(answer, 422, "gift_not_given", before)
    assert (answer.json["sku"], answer.json["count"]) == ("MUG-L", 1)


def test_shipping_has_a_sane_most(shop: Gateway) -> None:
    answer = shop.call("POST /quotes", cart(shipping_minor=100_000_000), caller=STOREFRONT)
    assert answer.pointers == [("body", "/shipping_minor", "wrong_value")]
    assert quoted(shop, cart(shipping_minor=99_999_999), STOREFRONT)
