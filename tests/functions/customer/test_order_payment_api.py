"""Payments over HTTP."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from promenade.kit.clock import system_clock
from tests.support.callers import OTHER_SHOPPER, SHOPPER
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump, waiting
from tests.support.gateway import Answer, Gateway
from tests.support.paying import SIGNATURES, asked, notify, payment, wake_all
from tests.support.selling import cart, counts, open_shop, place, promote, quoted, used

Order = dict[str, Any]


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway) -> Order:
    order: Order = place(shop, quoted(shop, cart())).json
    return order


def seen(shop: Gateway, order: Order) -> Order:
    found: Order = shop.call(f"GET /shop-orders/{order['number']}", caller=SHOPPER).json
    return found


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_a_payment_sells_what_the_order_held(shop: Gateway) -> None:
    promotion_id = promote(shop)
    order = bought(shop)
    answer = notify(shop, payment(order))
    assert (answer.status, answer.json) == (200, {"order": order["number"], "is_late": False})
    paid = seen(shop, order)
    assert (paid["stage"], paid["paid_minor"]) == ("paid", 18_000)
    assert paid["payment"] == {"method": "wechat-pay", "transaction": "T-1"}
    assert (counts(shop), used(shop, promotion_id)) == ((8, 0, 8), (0, 1))


def test_a_payment_that_is_told_five_times_counts_once(shop: Gateway) -> None:
    order = bought(shop)
    notify(shop, payment(order))
    before = dump()
    told = [notify(shop, payment(order)).json["is_late"] for _ in range(4)]
    assert (told, dump()) == ([False] * 4, before)


@pytest.mark.parametrize("said", [{"amount_minor": 18_999}, {"currency": "EUR"}])
def test_what_does_not_match_moves_nothing_and_waits_for_somebody(
    shop: Gateway, said: dict[str, Any]
) -> None:
    order = bought(shop)
    before = dump()
    answer = notify(shop, payment(order, **said))
    assert (answer.status, answer.json["code"]) == (422, "payment_mismatch")
    assert (answer.json["due_minor"], answer.json["currency"]) == (19_000, "CNY")
    after = dump()
    assert waiting("order-wake-dead") == 1
    assert {name: items for name, items in after.items() if name != "messages"} == {
        name: items for name, items in before.items() if name != "messages"
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"promenade-signature": "0" * 64},
        {"promenade-signature": ""},
        {"promenade-signature": "é"},
        {"promenade-timestamp": "1"},
        {"promenade-timestamp": "now"},
        {"promenade-timestamp": "9" * 400},
    ],
)
def test_who_does_not_sign_pays_nothing(shop: Gateway, headers: dict[str, str]) -> None:
    order = bought(shop)
    before = dump()
    refused(notify(shop, payment(order), **headers), 401, "unauthenticated", before)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_or_coming_signature_is_none(shop: Gateway, minutes: int) -> None:
    raw = msgspec.json.encode(payment(bought(shop)))
    signed = SIGNATURES.sign(raw, system_clock() + timedelta(minutes=minutes))
    before = dump()
    answer = shop.call("POST /payments", raw, caller=None, headers=signed)
    refused(answer, 401, "unauthenticated", before)


def test_nobody_pays_for_an_order_that_is_not_there(shop: Gateway) -> None:
    before = dump()
    unknown = {"number": "order_none", "payable_minor": 1, "currency": "CNY"}
    refused(notify(shop, payment(unknown)), 404, "not_found", before)


def test_late_money_goes_back_once(shop: Gateway) -> None:
    order = bought(shop)
    shop.call(f"POST /shop-orders/{order['number']}/cancel", caller=SHOPPER)
    answer = notify(shop, payment(order))
    assert (answer.status, answer.json["is_late"]) == (200, True)
    notify(shop, payment(order))
    late = seen(shop, order)
    assert (late["stage"], late["paid_minor"], late["late_minor"]) == ("cancelled", 0, 19_000)
    with asked() as calls:
        assert wake_all() == {"batchItemFailures": []}
        notify(shop, payment(order))
        wake_all()
    ((path, refund, key),) = calls
    assert (path, refund["id"], refund["amount_minor"]) == ("/refunds", key, 19_000)
    assert (refund["transaction"], refund["order"]) == ("T-1", order["number"])
    assert counts(shop) == (10, 0, 10)


def test_who_pays_twice_gets_the_second_payment_back(shop: Gateway) -> None:
    order = bought(shop)
    notify(shop, payment(order))
    assert notify(shop, payment(order, "T-2")).json["is_late"] is True
    with asked() as calls:
        wake_all()
    assert [refund["transaction"] for _, refund, _ in calls] == ["T-2"]
    assert (seen(shop, order)["stage"], counts(shop)) == ("paid", (8, 0, 8))


def test_the_buyer_is_led_to_where_the_order_is_paid(shop: Gateway) -> None:
    order = bought(shop)
    path = f"POST /shop-orders/{order['number']}/payments"
    with asked() as calls:
        opened = shop.call(path, caller=SHOPPER)
        stranger = shop.call(path, caller=OTHER_SHOPPER)
    assert (opened.status, opened.json["url"]) == (200, "https://payments.example/pay/1")
    assert opened.json["amount_minor"] == 19_000
    assert (stranger.status, stranger.json["code"]) == (404, "not_found")
    number = order["number"]
    intent = {"order": number, "amount_minor": 19_000, "currency": "CNY"}
    assert calls == [("/intents", intent, f"{number}-19000")]
    notify(shop, payment(order))
    again = shop.call(path, caller=SHOPPER)
    assert (again.status, again.json["stage"]) == (409, "paid")


def test_whoever_looks_too_late_finds_the_order_over(shop: Gateway) -> None:
    with standing():
        order = bought(shop)
    with standing(SAMPLE_TIME + timedelta(minutes=15)):
        answer = shop.call(f"POST /shop-orders/{order['number']}/payments", caller=SHOPPER)
    assert (answer.status, answer.json["stage"]) == (409, "cancelled")
    assert counts(shop) == (10, 0, 10)
