"""What promotions may say besides thresholds, sent by staff, stored, priced and explained."""

from typing import Any

import pytest

from tests.functions.base.test_promotion_quote import CART, MUG, TEN_OFF, publish
from tests.support.callers import MARKETER, SHOPPER, STOREFRONT, Caller
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.on_sale import bring

OFF = {"kind": "order_off", "off": {"kind": "amount", "off_minor": {"CNY": 1_000, "JPY": 200}}}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs", "parent": None})
    bring(gateway, MUG)
    return gateway


def told(shop: Gateway, caller: Caller = SHOPPER, language: str = "en", **more: Any) -> list[Any]:
    headers = {"accept-language": language}
    answer = shop.call("POST /quotes", CART | more, caller=caller, headers=headers)
    assert answer.status == 200, answer.text
    return [(each["reason"], each["explanation"]) for each in answer.json["promotions"]]


def test_amounts_per_currency_are_stored_shown_and_priced(shop: Gateway) -> None:
    threshold = {"of": "amount", "threshold": {"CNY": 10_000, "JPY": 2_000}}
    promotion_id = publish(shop, currency=None, effects=[OFF], conditions=[threshold])
    shown = shop.call(f"GET /promotions/{promotion_id}", caller=MARKETER).json
    assert (shown["currency"], shown["conditions"]) == (None, [threshold])
    assert told(shop) == [("applied", "Saves ¥10.00.")]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"currency": "CNY", "effects": [OFF]}, ("body", "/currency", "not_with_amounts")),
        (
            {"effects": [OFF], "conditions": [{"of": "amount", "threshold": 5}], "currency": None},
            ("body", "/conditions/0/threshold", "other_currencies"),
        ),
        (
            {"conditions": [{"of": "quantity"}]},
            ("body", "/conditions/0/threshold", "missing"),
        ),
        (
            {"conditions": [{"of": "quantity", "threshold": 3, "at_most": 2}]},
            ("body", "/conditions/0/at_most", "below_minimum"),
        ),
        ({"delivery": {"to": [{"country": "China"}]}}, ("body", "/delivery/to/0/country", None)),
        (
            {"delivery": {"to": [{"country": "CN", "postcodes": [{"first": "21", "last": "20"}]}]}},
            ("body", "/delivery/to/0/postcodes/0/last", "below_minimum"),
        ),
        ({"without": {}}, ("body", "/without", "excludes_all")),
        ({"stop": "here"}, ("body", "/stop", None)),
    ],
)
def test_what_makes_no_sense_is_pointed_at_and_not_stored(
    shop: Gateway, wrong: dict[str, Any], fault: tuple[str, str, str | None]
) -> None:
    before = dump()
    answer = shop.call("POST /promotions", TEN_OFF | {"conditions": []} | wrong, caller=MARKETER)
    assert answer.status == 400
    source, pointer, code = fault
    assert (source, pointer) in [each[:2] for each in answer.pointers]
    assert code is None or fault in answer.pointers
    assert dump() == before


def test_a_fact_that_the_cart_does_not_tell_is_asked_for_in_both_languages(shop: Gateway) -> None:
    east = {"country": "CN", "postcodes": [{"first": "20", "last": "21"}]}
    publish(shop, delivery={"to": [east]})
    assert told(shop) == [
        ("destination_unknown", "It depends on the country of delivery: say which.")
    ]
    here: dict[str, Any] = {"destination": {"country": "CN"}}
    assert told(shop, **here) == [
        ("postcode_unknown", "It depends on the postcode of delivery: say which.")
    ]
    assert told(shop, language="zh", **here) == [("postcode_unknown", "与收货邮编有关，请先填写。")]
    shanghai: dict[str, Any] = {"destination": {"country": "CN", "postcode": "200000"}}
    assert [reason for reason, _ in told(shop, **shanghai)] == ["applied"]


def test_payment_carrier_and_weight_are_the_carts(shop: Gateway) -> None:
    heavy = {"of": "weight", "threshold": 900}
    publish(
        shop,
        payment_methods=["card"],
        delivery={"carriers": ["sf"]},
        conditions=[heavy],
    )
    facts: dict[str, Any] = {"payment_method": "card", "carrier": "sf"}
    assert told(shop, **facts) == [
        ("weight_unknown", "It depends on the weight, and that of an item is not known.")
    ]
    weighed = [{"sku": "MUG-S", "qty": 2, "weight_g": 400}]
    assert told(shop, STOREFRONT, lines=weighed, **facts) == [
        ("below_threshold", "Add 100 g to reach 900 g.")
    ]
    refused = shop.call("POST /quotes", CART | {"lines": weighed}, caller=SHOPPER)
    assert refused.pointers == [("body", "/lines/0/weight_g", "not_yours")]


def test_one_that_stops_the_stage_is_named(shop: Gateway) -> None:
    publish(shop, name="First", priority=5, stop="stage", conditions=[])
    publish(shop, name="Last", conditions=[])
    assert told(shop)[1] == ("stopped", "After “First” nothing else counts.")


def test_one_beside_which_another_does_not_apply_is_named(shop: Gateway) -> None:
    first = publish(shop, name="First", priority=5, conditions=[])
    publish(shop, name="Rival", priority=9, not_with=[first], conditions=[])
    assert told(shop)[1] == ("not_with", "It does not combine with “Rival”.")


def test_a_simulation_knows_all_of_it(shop: Gateway) -> None:
    line = {"id": "1", "sku": "A", "product": "A", "qty": 3, "list_minor": 10_000, "weight_g": 5}
    cart = {
        "lines": [line],
        "currency": "JPY",
        "at": "2026-01-10T12:00:00Z",
        "shipping_minor": 700,
        "destination": {"country": "JP"},
    }
    nth = [
        {"nth": 2, "off": {"kind": "percent", "off_bp": 5_000}},
        {"nth": 3, "off": {"kind": "percent", "off_bp": 10_000}},
    ]
    promotions = [
        {"id": "nth", "name": "第2件半价，第3件免费", "stage": "order"}
        | {"effects": [{"kind": "nth_off", "units": nth}]},
        {"id": "fee", "name": "Flat fee", "stage": "shipping"}
        | {
            "effects": [
                {
                    "kind": "shipping_off",
                    "off": {"kind": "price", "price_minor": {"JPY": 500, "CNY": 30}},
                }
            ],
            "delivery": {"to": [{"country": "JP"}]},
        },
    ]
    body = {"cart": cart, "promotions": promotions}
    answer = shop.call("POST /quotes/simulations", body, caller=MARKETER)
    assert answer.status == 200, answer.text
    assert answer.json["totals"]["payable_minor"] == 15_000 + 500
