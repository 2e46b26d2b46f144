"""Payments over HTTP."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from promenade.kit.clock import system_clock
from tests.support.callers import OTHER_SHOPPER, SHOPPER, SUPPORT
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


def moved(dumped: dict[str, Any]) -> dict[str, Any]:
    """But for messages, and what tells staff of money that no order takes."""
    kept = {name: items for name, items in dumped.items() if name != "messages"}
    orders = [each for each in kept["promenade-order"] if each["pk"]["S"] != "STRAY_PAYMENT"]
    return kept | {"promenade-order": orders}


def strays(shop: Gateway) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shop.call("GET /order-faults", caller=SUPPORT).json["payments"]
    return found


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_a_payment_sells_what_the_order_held(shop: Gateway) -> None:
    promotion_id = promote(shop)
    order = bought(shop)
    answer = notify(shop, payment(order))
    assert (answer.status, answer.json["order"]) == (200, order["number"])
    assert (answer.json["is_late"], answer.json["is_unmatched"]) == (False, False)
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
def test_a_transaction_that_is_told_otherwise_moves_nothing_and_waits_for_somebody(
    shop: Gateway, said: dict[str, Any]
) -> None:
    order = bought(shop)
    notify(shop, payment(order))
    before = dump()
    answer = notify(shop, payment(order, **said))
    assert (answer.status, answer.json["code"]) == (422, "payment_mismatch")
    assert (answer.json["first_minor"], answer.json["currency"]) == (19_000, "CNY")
    assert waiting("order-wake-dead") == 1
    notify(shop, payment(order, **said))
    (stray,) = strays(shop)
    assert (stray["number"], stray["transaction"], stray["code"]) == (
        order["number"],
        "T-1",
        "payment_mismatch",
    )
    assert stray | said == stray
    assert (stray["first_minor"], stray["first_currency"]) == (19_000, "CNY")
    assert stray["explanation"].startswith("Another amount or currency of this transaction")
    assert moved(dump()) == moved(before)


@pytest.mark.parametrize("amount_minor", [0, -19_000, 19_000.0, "19000"])
def test_nothing_is_paid_with_what_is_no_amount(shop: Gateway, amount_minor: Any) -> None:
    order = bought(shop)
    for stage in ("pending_payment", "cancelled"):
        before = dump()
        told = payment(order, amount_minor=amount_minor)
        assert seen(shop, order)["stage"] == stage
        refused(notify(shop, told), 400, "invalid", before)
        shop.call(f"POST /shop-orders/{order['number']}/cancel", caller=SHOPPER)


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_transaction_pays_for_one_order(shop: Gateway, is_cancelled: bool) -> None:
    first, other = bought(shop), bought(shop)
    notify(shop, payment(first))
    if is_cancelled:
        shop.call(f"POST /shop-orders/{other['number']}/cancel", caller=SHOPPER)
    before = dump()
    answer = notify(shop, payment(other))
    assert (answer.status, answer.json["code"]) == (409, "transaction_taken")
    assert (answer.json["transaction"], answer.json["paid_for"]) == ("T-1", first["number"])
    (stray,) = strays(shop)
    assert (stray["number"], stray["paid_for"]) == (other["number"], first["number"])
    assert waiting("order-wake-dead") == 1
    assert moved(dump()) == moved(before)
    assert notify(shop, payment(first)).json["is_late"] is False


def test_late_money_in_another_currency_goes_back_in_that(shop: Gateway) -> None:
    order = bought(shop)
    notify(shop, payment(order))
    notify(shop, payment(order, "T-2"))
    notify(shop, payment(order, "T-3", amount_minor=1_500, currency="EUR"))
    found = seen(shop, order)
    assert (found["late_minor"], found["late_elsewhere_minor"]) == (19_000, {"EUR": 1_500})
    before = dump()
    again = notify(shop, payment(order, "T-3", amount_minor=1_500, currency="USD"))
    assert (again.status, again.json["code"]) == (422, "payment_mismatch")
    assert moved(dump()) == moved(before)
    with asked() as calls:
        wake_all()
        wake_all()
    sent = {(each["transaction"], each["amount_minor"], each["currency"]) for _, each, _ in calls}
    assert (len(calls), sent) == (2, {("T-2", 19_000, "CNY"), ("T-3", 1_500, "EUR")})


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


@pytest.mark.parametrize("seconds", [-299, 299])
def test_clocks_may_differ_by_five_minutes(shop: Gateway, seconds: int) -> None:
    order = bought(shop)
    raw = msgspec.json.encode(payment(order))
    signed = SIGNATURES.sign(raw, system_clock() + timedelta(seconds=seconds))
    assert shop.call("POST /payments", raw, caller=None, headers=signed).status == 200
    assert seen(shop, order)["stage"] == "paid"


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_or_coming_signature_is_none(shop: Gateway, minutes: int) -> None:
    raw = msgspec.json.encode(payment(bought(shop)))
    signed = SIGNATURES.sign(raw, system_clock() + timedelta(minutes=minutes))
    before = dump()
    answer = shop.call("POST /payments", raw, caller=None, headers=signed)
    refused(answer, 401, "unauthenticated", before)


@pytest.mark.parametrize(
    ("paid_at", "code"),
    [
        ("9999-12-31T23:59:59Z", "in_future"),
        ("1999-12-31T23:59:59Z", "out_of_range"),
        ("0001-01-01T00:00:00+14:00", "out_of_range"),
    ],
)
def test_money_comes_in_this_century_and_not_tomorrow(
    shop: Gateway, paid_at: str, code: str
) -> None:
    order = bought(shop)
    before = dump()
    answer = notify(shop, payment(order, paid_at=paid_at))
    assert answer.pointers == [("body", "/paid_at", code)]
    assert dump() == before


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
