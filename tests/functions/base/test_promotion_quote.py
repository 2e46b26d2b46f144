"""Quotes and simulations over HTTP, and what a quote asks of AWS."""

import json
from datetime import datetime, timedelta, tzinfo
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from promenade.kit import clock
from tests.support import promoting
from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER, STOREFRONT
from tests.support.capacity import capacity
from tests.support.clock import SAMPLE_TIME
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

TEN_OFF: dict[str, Any] = {
    "name": "满100减10",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "conditions": [{"threshold": 10_000, "of": "amount"}],
    "limits": {"total": 1_000},
}
MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [
        {"code": "MUG-S", "currency": "CNY", "list_price_minor": 6_000, "sale_price_minor": 5_000},
        {"code": "MUG-L", "currency": "CNY", "list_price_minor": 9_000},
    ],
}
CART: dict[str, Any] = {"lines": [{"sku": "MUG-S", "qty": 3}], "currency": "CNY"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    category = {"id": "mugs", "name": "Mugs", "parent": None}
    assert gateway.call("POST /categories", category, caller=MARKETER).status == 201
    bring(gateway, MUG)
    return gateway


def publish(shop: Gateway, **other: Any) -> str:
    promotion_id = shop.call("POST /promotions", TEN_OFF | other, caller=MARKETER).json["id"]
    answer = promoting.publish(shop, promotion_id)
    assert answer.status == 200, answer.text
    return str(promotion_id)


def quote(shop: Gateway, caller: Any = SHOPPER, **other: Any) -> Answer:
    return shop.call("POST /quotes", CART | other, caller=caller)


class MovingClock:
    """Shows `time`, which tests put forward."""

    time = SAMPLE_TIME
    fromisoformat = datetime.fromisoformat

    @classmethod
    def now(cls, tz: tzinfo) -> datetime:
        return cls.time.astimezone(tz)


@pytest.fixture
def moving(monkeypatch: pytest.MonkeyPatch) -> type[MovingClock]:
    monkeypatch.setattr(clock, "datetime", MovingClock)
    monkeypatch.setattr(MovingClock, "time", SAMPLE_TIME)
    return MovingClock


def test_a_cart_is_priced_from_the_catalogue_and_explained(shop: Gateway) -> None:
    promotion_id = publish(shop)
    answer = quote(shop)
    assert answer.status == 200
    assert answer.json["totals"] == {
        "list_minor": 18_000,
        "discount_minor": 4_000,
        "goods_minor": 14_000,
        "shipping_minor": 0,
        "shipping_discount_minor": 0,
        "payable_minor": 14_000,
    }
    (told,) = answer.json["promotions"]
    assert (told["promotion_id"], told["applied"], told["saving_minor"]) == (
        promotion_id,
        True,
        1_000,
    )
    assert told["lines"] == [
        {"line_id": "1", "saving_minor": 1_000, "saved_per_unit": [[2, 333], [1, 334]]}
    ]
    assert answer.json["lines"][0]["paid_per_unit"] == [[2, 4_667], [1, 4_666]]


@pytest.mark.parametrize(
    ("language", "explanation"),
    [
        ("zh-CN", "再买¥50.00即满¥100.00。"),
        ("en", "Add ¥50.00 to reach ¥100.00."),
        ("fr", "Add ¥50.00 to reach ¥100.00."),
    ],
)
def test_explanations_come_in_the_callers_language(
    shop: Gateway, language: str, explanation: str
) -> None:
    publish(shop)
    body = CART | {"lines": [{"sku": "MUG-S", "qty": 1}]}
    headers = {"accept-language": language}
    answer = shop.call("POST /quotes", body, caller=SHOPPER, headers=headers)
    assert answer.json["promotions"][0]["explanation"] == explanation


def test_a_quote_stores_nothing(shop: Gateway) -> None:
    publish(shop)
    before = dump()
    quote(shop)
    assert dump() == before


def test_two_shoppers_with_equal_carts_are_promised_the_same(shop: Gateway) -> None:
    publish(shop)
    first, second = quote(shop), quote(shop, OTHER_SHOPPER)
    assert first.json["hash"] == second.json["hash"]


def test_skus_that_cannot_be_sold_are_told_at_once(shop: Gateway) -> None:
    lines = [{"sku": "NONE", "qty": 1}, {"sku": "mug-s", "qty": 1}, {"sku": "MUG-L", "qty": 1}]
    for caller, code in (
        (SHOPPER, "not_sellable"),
        (STOREFRONT, "not_sellable"),
        (MARKETER, "unknown_sku"),
    ):
        assert quote(shop, caller, lines=lines).pointers == [("body", "/lines/0/sku", code)]
    assert quote(shop, lines=lines[1:], currency="USD").pointers == [
        ("body", "/lines/0/sku", "other_currency"),
        ("body", "/lines/1/sku", "other_currency"),
    ]


def test_one_sku_spelt_two_ways_on_two_lines_is_one_sku(shop: Gateway) -> None:
    lines = [{"sku": "mug-s", "qty": 1}, {"sku": "ＭＵＧ-S", "qty": 1}]
    answer = quote(shop, lines=lines)
    assert [each["sku"] for each in answer.json["lines"]] == ["MUG-S", "MUG-S"]


def test_a_shopper_names_no_buyer_and_a_server_does(shop: Gateway) -> None:
    publish(shop, audience={"groups": ["vip"]})
    buyer = {"id": "amelie", "groups": ["vip"]}
    assert quote(shop, buyer=buyer).pointers == [("body", "/buyer", "not_yours")]
    assert quote(shop).json["promotions"][0]["reason"] == "wrong_audience"
    assert quote(shop, STOREFRONT, buyer=buyer).json["promotions"][0]["reason"] == "applied"


def test_a_pause_is_honoured_within_five_seconds(shop: Gateway, moving: type[MovingClock]) -> None:
    promotion_id = publish(shop)
    assert quote(shop).json["totals"]["payable_minor"] == 14_000
    shop.call(f"POST /promotions/{promotion_id}/pause", version=4)
    moving.time += timedelta(seconds=5)
    answer = quote(shop)
    assert answer.json["totals"]["payable_minor"] == 15_000
    assert answer.json["promotions"] == []


def test_an_edit_counts_in_new_quotes_only(shop: Gateway, moving: type[MovingClock]) -> None:
    promotion_id = publish(shop)
    first = quote(shop).json["promotions"][0]
    off = {"kind": "order_off", "off": {"kind": "amount", "off_minor": 2_000}}
    shop.call(
        f"PUT /promotions/{promotion_id}", TEN_OFF | {"effects": [off]}, version=4, caller=MARKETER
    )
    moving.time += timedelta(seconds=5)
    between = quote(shop).json["promotions"][0]
    assert promoting.publish(shop, promotion_id, version=5).status == 200
    moving.time += timedelta(seconds=5)
    last = quote(shop).json["promotions"][0]
    assert [(each["version"], each["saving_minor"]) for each in (first, between, last)] == [
        (4, 1_000),
        (4, 1_000),
        (8, 2_000),
    ]


def test_a_throttled_table_degrades_to_the_last_promotions_and_says_so(
    shop: Gateway, moving: type[MovingClock]
) -> None:
    publish(shop)
    fresh = quote(shop)
    moving.time += timedelta(minutes=1)
    with throttled("Query"):
        stale = quote(shop)
    assert (fresh.json["is_stale"], stale.json["is_stale"]) == (False, True)
    assert stale.json["promotions_read_at"] == fresh.json["promotions_read_at"]
    assert stale.json["totals"] == fresh.json["totals"]
    moving.time += timedelta(minutes=15)
    with throttled("Query"):
        refused = quote(shop)
    assert (refused.status, refused.json["code"]) == (503, "unavailable")


def test_without_the_catalogue_there_is_no_price(shop: Gateway) -> None:
    publish(shop)
    with throttled("BatchGetItem"):
        assert quote(shop).json["code"] == "unavailable"


def throttled(operation: str) -> Any:
    original = BaseClient._make_api_call  # type: ignore[attr-defined]

    def refuse(self: BaseClient, name: str, arguments: Any) -> Any:
        if name == operation:
            error = {"Error": {"Code": "ThrottlingException", "Message": "Slow down"}}
            raise ClientError(error, name)  # type: ignore[arg-type]
        return original(self, name, arguments)

    return patch.object(BaseClient, "_make_api_call", refuse)


def test_marketers_simulate_and_shoppers_do_not(shop: Gateway) -> None:
    line = {"id": "1", "sku": "x", "product": "x", "qty": 2, "list_minor": 10_000}
    body = {
        "cart": {"lines": [line], "currency": "CNY", "at": "2026-03-01T12:00:00Z"},
        "promotions": [TEN_OFF | {"id": "p"}],
    }
    before = dump()
    answer = shop.call("POST /quotes/simulations", body, caller=MARKETER)
    assert answer.json["totals"]["payable_minor"] == 19_000
    assert shop.call("POST /quotes/simulations", body, caller=SHOPPER).status == 403
    assert dump() == before


def test_a_body_that_is_no_json_is_told_so(shop: Gateway) -> None:
    answer = shop.call("POST /quotes", json.dumps(CART)[:-1], caller=SHOPPER)
    assert answer.pointers == [("body", "", "not_json")]


LINES = [{"sku": "MUG-S", "qty": 1}, {"sku": "MUG-L", "qty": 1}]


def test_a_quote_takes_one_round_trip_while_there_is_plenty_of_what_is_limited(
    shop: Gateway, moving: type[MovingClock]
) -> None:
    publish(shop)
    with capacity() as first:
        quote(shop, lines=LINES)
    with capacity() as next_ones:
        for _ in range(10):
            quote(shop, lines=LINES)
    moving.time += timedelta(seconds=5)
    with capacity() as due:
        quote(shop, lines=LINES)
    assert (first.calls, first.cost) == ({"Query": 1, "BatchGetItem": 2}, (3, 7.5, 0))
    assert (next_ones.calls, next_ones.cost) == ({"BatchGetItem": 10}, (10, 10.0, 0))
    assert (due.calls, due.cost) == ({"Query": 1, "BatchGetItem": 2}, (3, 7.0, 0))


def test_a_quote_of_what_is_scarce_looks_at_what_is_left_in_a_second_round_trip(
    shop: Gateway,
) -> None:
    publish(shop, limits={"total": 3, "per_buyer": 2, "per_buyer_day": 1})
    quote(shop, lines=LINES)
    with capacity() as asked:
        quote(shop, lines=LINES)
    assert (asked.calls, asked.cost) == ({"BatchGetItem": 2}, (2, 3.0, 0))


def test_fifty_promotions_and_twenty_skus_are_looked_at_side_by_side(shop: Gateway) -> None:
    skus = [{"code": f"CUP-{n}", "currency": "CNY", "list_price_minor": 900} for n in range(20)]
    cups = MUG | {"id": "CUP", "skus": skus}
    bring(shop, cups)
    for number in range(50):
        publish(shop, name=f"promotion {number}", limits={"total": 1})
    lines = [{"sku": each["code"], "qty": 1} for each in skus]
    quote(shop, lines=lines)
    with capacity() as asked:
        answer = quote(shop, lines=lines)
    assert len(answer.json["promotions"]) == 50
    assert (asked.calls, asked.cost) == ({"BatchGetItem": 2}, (2, 60.0, 0))


def test_a_simulation_asks_nothing_of_the_tables(shop: Gateway) -> None:
    line = {"id": "1", "sku": "x", "product": "x", "qty": 2, "list_minor": 10_000}
    cart = {"lines": [line], "currency": "CNY", "at": "2026-03-01T12:00:00Z"}
    with capacity() as asked:
        shop.call("POST /quotes/simulations", {"cart": cart, "promotions": []})
    assert asked.cost == (0, 0, 0)
