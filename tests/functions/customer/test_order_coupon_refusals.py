"""Coupons that an order cannot have are named, with all else that it cannot have."""

from typing import Any

import pytest

from tests.support.callers import OTHER_SHOPPER, SHOPPER, STOREFRONT
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.couponed import bought, claim, later, short
from tests.support.gateway import Answer, Gateway
from tests.support.paying import notify, payment
from tests.support.selling import PERSON, cart, open_shop, place, quoted


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def refused(answer: Answer, reason: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (422, "coupon_unavailable")
    assert (answer.json["reason"], dump()) == (reason, before)


def test_a_coupon_that_another_order_keeps_is_named_with_all_else_that_cannot_be_held(
    shop: Gateway,
) -> None:
    mine = claim(shop)
    many = quoted(shop, cart(("MUG-S", 9), ("MUG-L", 9), coupons=[mine]))
    bought(shop, mine)
    before = dump()
    answer = place(shop, many)
    assert (answer.status, answer.json["code"], dump()) == (422, "refused", before)
    told = [
        (each["code"], each.get("sku") or each["coupon_id"]) for each in answer.json["refusals"]
    ]
    assert told == [
        ("out_of_stock", "MUG-S"),
        ("out_of_stock", "MUG-L"),
        ("coupon_unavailable", mine),
    ]


@pytest.mark.parametrize("step", ["keep", "use"])
def test_one_coupon_serves_one_order(shop: Gateway, step: str) -> None:
    mine = claim(shop)
    first, second = (quoted(shop, cart(coupons=[mine])) for _ in range(2))
    order = place(shop, first).json
    if step == "use":
        notify(shop, payment(order))
    before = dump()
    refused(place(shop, second), "locked" if step == "keep" else "used", before)


def test_foreign_and_unknown_coupons_cannot_be_told_apart(shop: Gateway) -> None:
    mine = claim(shop)
    body = quoted(shop, cart(coupons=[mine]))
    before = dump()
    theirs = place(shop, body, OTHER_SHOPPER)
    refused(theirs, "unknown", before)
    nobodys = place(shop, body | {"coupons": ["x" * len(mine)]}, OTHER_SHOPPER)
    refused(nobodys, "unknown", before)
    (foreign, unknown) = (each.json | {"coupon_id": ""} for each in (theirs, nobodys))
    assert foreign == unknown
    assert (
        theirs.json["detail"] == "The coupon cannot be used: there is no such coupon in the wallet."
    )


def test_one_that_expired_or_was_taken_away_since_it_was_quoted_is_refused(shop: Gateway) -> None:
    gone, old = claim(shop), claim(shop, validity=short())
    quotes = {each: quoted(shop, cart(coupons=[each])) for each in (gone, old)}
    shop.call(f"POST /coupons/{gone}/void", {"customer": SHOPPER.subject, "reason": "Fraud"})
    before = dump()
    refused(place(shop, quotes[gone]), "void", before)
    with standing(later()):
        refused(place(shop, quotes[old]), "expired", before)
        both = place(shop, quotes[old] | {"coupons": [gone, old, "nothing"]})
    assert (both.status, both.json["code"], dump()) == (422, "refused", before)
    assert [each["reason"] for each in both.json["refusals"]] == ["void", "expired", "unknown"]


def test_a_coupon_that_was_not_in_the_quote_changes_it(shop: Gateway) -> None:
    mine, body = claim(shop), quoted(shop, cart())
    before = dump()
    answer = place(shop, body | {"coupons": [mine]})
    assert (answer.status, answer.json["code"], dump()) == (409, "quote_changed", before)
    assert answer.json["payable_minor"] == 17_000
    assert place(shop, body | {"coupons": [mine], "quote_hash": answer.json["hash"]}).status == 201


def test_guests_hold_no_coupons(shop: Gateway) -> None:
    body = quoted(shop, cart(shipping_minor=0), STOREFRONT) | {"personal": PERSON}
    answer = place(shop, body | {"coupons": [claim(shop)]}, STOREFRONT)
    assert answer.pointers == [("body", "/buyer/id", "missing")]


def test_more_coupons_than_a_quote_takes_are_too_many(shop: Gateway) -> None:
    body = quoted(shop, cart())
    before = dump()
    answer = place(shop, body | {"coupons": [f"C-{n}" for n in range(21)]})
    assert (answer.status, answer.pointers[0][1], dump()) == (400, "/coupons", before)


def test_a_request_that_comes_again_meets_its_own_coupon(shop: Gateway) -> None:
    body = quoted(shop, cart(coupons=[claim(shop)]))
    first = place(shop, body, key="checkout-1")
    before = dump()
    again = place(shop, body, key="checkout-1")
    assert (again.status, again.json, dump()) == (201, first.json, before)
