"""Carts with the buyer's coupons over HTTP: priced, refused, and the best of them found."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER, STOREFRONT
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [{"code": "MUG-S", "currency": "CNY", "list_price_minor": 5_000}],
}
CART: dict[str, Any] = {"lines": [{"sku": "MUG-S", "qty": 3}], "currency": "CNY"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs", "parent": None})
    bring(gateway, MUG)
    return gateway


def claim(shop: Gateway, **template: Any) -> str:
    """The id of a new coupon of amelie's."""
    route = f"POST /coupon-templates/{activate(shop, **template)}/claims"
    return str(shop.call(route, caller=SHOPPER).json["id"])


def quote(
    shop: Gateway, *coupons: str, caller: Any = SHOPPER, headers: Any = None, **other: Any
) -> Answer:
    cart = CART | {"coupons": coupons} | other
    return shop.call("POST /quotes", cart, caller=caller, headers=headers or {})


def choose(shop: Gateway, caller: Any = SHOPPER, **other: Any) -> Answer:
    headers = {"accept-language": "en"}
    return shop.call("POST /wallet/coupons/usable", CART | other, caller=caller, headers=headers)


def test_a_coupon_is_priced_and_explained(shop: Gateway) -> None:
    mine = claim(shop)
    answer = quote(shop, mine)
    assert answer.json["totals"]["payable_minor"] == 13_000
    (told,) = answer.json["promotions"]
    assert (told["promotion_id"], told["reason"], told["saving_minor"]) == (mine, "applied", 2_000)
    assert told["explanation"] == "Saves ¥20.00."
    assert answer.json["hash"] != quote(shop).json["hash"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "Saves ¥150.00. Another ¥50.00 of it is forfeited: there is no more to take it off.",
        ),
        ("zh", "已优惠¥150.00。其余¥50.00因无可抵扣金额不予保留。"),
    ],
)
def test_what_is_lost_of_one_that_is_worth_more_than_the_cart_is_told(
    shop: Gateway, language: str, told: str
) -> None:
    mine = claim(shop, worth={"kind": "amount", "off_minor": 20_000})
    headers = {"accept-language": language}
    (outcome,) = quote(shop, mine, headers=headers).json["promotions"]
    assert (outcome["saving_minor"], outcome["explanation"]) == (15_000, told)


def test_a_share_and_a_whole_amount_lose_nothing(shop: Gateway) -> None:
    for worth in ({"kind": "percent", "off_bp": 10_000}, {"kind": "amount", "off_minor": 15_000}):
        (outcome,) = quote(shop, claim(shop, worth=worth)).json["promotions"]
        assert outcome["explanation"] == "Saves ¥150.00."


def test_one_that_does_not_count_says_how_far_it_is(shop: Gateway) -> None:
    mine = claim(shop, min_spend_minor=18_000)
    answer = quote(shop, mine)
    (told,) = answer.json["promotions"]
    assert (told["reason"], told["gap"]["missing"]) == ("below_threshold", 3_000)
    assert answer.json["totals"]["payable_minor"] == 15_000


def test_other_peoples_unknown_and_void_coupons_are_refused(shop: Gateway) -> None:
    mine, before = claim(shop), dump()
    for caller, ids in ((OTHER_SHOPPER, [mine]), (SHOPPER, [mine, "nothing"])):
        answer = quote(shop, *ids, caller=caller)
        assert (answer.status, answer.json["code"]) == (422, "coupon_unavailable")
        assert answer.json["reason"] == "unknown"
    assert dump() == before
    body = {"customer": SHOPPER.subject, "reason": "Fraud"}
    shop.call(f"POST /coupons/{mine}/void", body)
    assert quote(shop, mine).json["reason"] == "void"


def test_a_shops_server_says_whose_coupons_it_means(shop: Gateway) -> None:
    mine = claim(shop)
    assert quote(shop, mine, caller=STOREFRONT).pointers == [("body", "/buyer/id", "missing")]
    buyer = {"id": SHOPPER.subject}
    answer = quote(shop, mine, caller=STOREFRONT, buyer=buyer)
    assert answer.json["totals"]["payable_minor"] == 13_000
    found = choose(shop, caller=STOREFRONT, buyer=buyer)
    assert found.json["chosen"] == [mine]


def test_the_best_are_found_and_the_others_say_why_not(shop: Gateway) -> None:
    tenth = claim(shop, worth={"kind": "percent", "off_bp": 1_000})
    twenty = claim(shop)
    thirty = claim(shop, worth={"kind": "amount", "off_minor": 3_000}, min_spend_minor=18_000)
    platform = claim(shop, stage="platform", worth={"kind": "amount", "off_minor": 100})
    found = choose(shop).json
    assert found["chosen"] == sorted([twenty, platform])
    assert (found["payable_minor"], found["without_minor"], found["is_exact"]) == (
        12_900,
        15_000,
        True,
    )
    told = {each["coupon_id"]: each for each in found["coupons"]}
    assert told[tenth]["explanation"] == (
        "With it the cart costs ¥134.00 at the least, ¥5.00 more."
    )
    assert (told[tenth]["reason"], told[tenth]["costs_more_minor"]) == ("lost_to", 500)
    assert told[thirty]["explanation"] == "Add ¥30.00 to reach ¥180.00."
    assert (told[thirty]["is_usable"], told[thirty]["payable_minor"]) == (False, None)
    assert told[twenty]["is_chosen"]
    assert quote(shop, *found["chosen"]).json["totals"]["payable_minor"] == 12_900


def test_who_has_no_coupon_is_told_so(shop: Gateway) -> None:
    found = choose(shop).json
    assert (found["chosen"], found["coupons"], found["are_all"]) == ([], [], True)
    assert found["payable_minor"] == 15_000


def test_a_coupon_costs_a_warm_quote_no_round_trip(shop: Gateway) -> None:
    mine = claim(shop)
    quote(shop, mine)
    with capacity() as asked:
        quote(shop, mine)
    assert asked.calls == {"BatchGetItem": 1}
    choose(shop)
    with capacity() as asked:
        choose(shop)
    assert asked.calls == {"BatchGetItem": 1, "Query": 1}


@pytest.mark.parametrize("caller", [None, MARKETER])
def test_nobody_but_who_buys_asks_for_them(shop: Gateway, caller: Any) -> None:
    answer = choose(shop, caller)
    assert answer.status == (400 if caller else 401)
