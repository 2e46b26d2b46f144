"""Who guesses coupon codes is told few of them; nobody else is slowed."""

from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest

from infra.local.samples import Request, proxy_event
from promenade.kit import clock
from tests.support import promoting
from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER, STOREFRONT, Caller
from tests.support.capacity import capacity
from tests.support.clock import SAMPLE_TIME
from tests.support.cloud import dump
from tests.support.functions import Context
from tests.support.gateway import Answer, Gateway, read_answer
from tests.support.on_sale import bring

MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [{"code": "MUG-S", "currency": "CNY", "list_price_minor": 6_000}],
}
WELCOME: dict[str, Any] = {
    "name": "Welcome",
    "stage": "store_coupon",
    "currency": "CNY",
    "code": {"text": "WELCOME"},
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "limits": {"total": 1_000},
}
CART: dict[str, Any] = {"lines": [{"sku": "MUG-S", "qty": 3}], "currency": "CNY"}


class MovingClock:
    """Shows `time`, which tests put forward."""

    time = SAMPLE_TIME
    fromisoformat = datetime.fromisoformat

    @classmethod
    def now(cls, tz: tzinfo) -> datetime:
        return cls.time.astimezone(tz)


@pytest.fixture(autouse=True)
def moving(monkeypatch: pytest.MonkeyPatch) -> type[MovingClock]:
    monkeypatch.setattr(clock, "datetime", MovingClock)
    monkeypatch.setattr(MovingClock, "time", SAMPLE_TIME)
    return MovingClock


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    category = {"id": "mugs", "name": "Mugs", "parent": None}
    assert gateway.call("POST /categories", category, caller=MARKETER).status == 201
    bring(gateway, MUG)
    promotion_id = gateway.call("POST /promotions", WELCOME, caller=MARKETER).json["id"]
    published = promoting.publish(gateway, promotion_id)
    assert published.status == 200, published.text
    return gateway


def quote(
    shop: Gateway,
    *codes: str,
    caller: Caller = SHOPPER,
    address: str = "203.0.113.7",
    **other: Any,
) -> Answer:
    """As `Gateway.call`, from an address."""
    api, _, _ = shop.find("POST", "/quotes")
    body = CART | {"codes": codes} | other
    event = proxy_event(Request("POST", "/quotes", body=body), caller.token())
    event["requestContext"]["identity"]["sourceIp"] = address
    return read_answer(api(event, Context()))


def statuses(shop: Gateway, count: int, start: int = 0, **other: Any) -> list[int]:
    return [
        quote(shop, f"GUESS-{number}", **other).status for number in range(start, start + count)
    ]


def test_five_unknown_codes_a_minute_are_told(shop: Gateway, moving: type[MovingClock]) -> None:
    assert statuses(shop, 8) == [200] * 5 + [429] * 3
    moving.time += timedelta(minutes=1)
    assert statuses(shop, 6, start=8) == [200] * 5 + [429]


def test_who_is_refused_is_told_when_to_come_again(
    shop: Gateway, moving: type[MovingClock]
) -> None:
    moving.time = SAMPLE_TIME.replace(second=20, microsecond=0)
    statuses(shop, 5)
    before = dump()
    refused = quote(shop, "GUESS-5")
    assert (refused.status, refused.json["code"]) == (429, "too_many")
    assert (refused.headers["retry-after"], refused.json["retry_after_s"]) == ("40", 40)
    assert dump() == before


def test_a_guess_that_is_right_is_refused_like_any_other(shop: Gateway) -> None:
    """Else refusals would tell which codes are wrong."""
    statuses(shop, 6)
    assert quote(shop, "WELCOME").text == quote(shop, "WRONG").text
    assert quote(shop).status == 200


def test_an_address_is_limited_whoever_calls_from_it(shop: Gateway) -> None:
    assert statuses(shop, 3) == [200] * 3
    assert statuses(shop, 3, start=3, caller=OTHER_SHOPPER) == [200, 200, 429]
    elsewhere = "203.0.113.8"
    assert statuses(shop, 3, start=6, caller=OTHER_SHOPPER, address=elsewhere) == [200, 200, 429]


def test_a_shopper_is_limited_wherever_it_calls_from(shop: Gateway) -> None:
    for number in range(7):
        answer = quote(shop, f"GUESS-{number}", address=f"203.0.113.{number}")
        assert answer.status == (200 if number < 5 else 429)


def test_one_mistyped_code_in_a_cart_may_be_priced_again_and_again(shop: Gateway) -> None:
    assert [quote(shop, "WELCOM").status for _ in range(9)] == [200] * 9


def test_a_server_is_limited_per_buyer_and_from_no_address(shop: Gateway) -> None:
    def ask(number: int, buyer: str) -> int:
        return quote(shop, f"GUESS-{number}", caller=STOREFRONT, buyer={"id": buyer}).status

    assert [ask(number, "ada") for number in range(6)] == [200] * 5 + [429]
    assert [ask(number, "bob") for number in range(6)] == [200] * 5 + [429]
    assert quote(shop, "GUESS-9", caller=STOREFRONT).status == 200


def test_good_codes_and_none_ask_no_more_of_the_tables(shop: Gateway) -> None:
    quote(shop)
    with capacity() as first:
        quote(shop, "WELCOME")
    assert first.calls == {"BatchGetItem": 2}  # the second one for what its limit has left
    with capacity() as asked:
        assert quote(shop, "WELCOME").json["codes"][0]["accepted"] is True
        quote(shop)
    assert asked.calls == {"BatchGetItem": 2}
    with capacity() as guessed:
        quote(shop, "GUESS")
    assert guessed.calls == {"BatchGetItem": 1, "UpdateItem": 2}
