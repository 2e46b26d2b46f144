"""A flash sale over HTTP: drafted, agreed to, scheduled, sold, paid for, and given back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, STOREFRONT, SUPPORT, shopper
from tests.support.clock import standing
from tests.support.cloud import dump, waiting
from tests.support.flash_shop import TERMS, FlashShop, queued
from tests.support.gateway import Answer, Gateway
from tests.support.paying import notify, payment

SECOND = timedelta(seconds=1)


def after(seconds: int) -> datetime:
    """From now on."""
    return datetime.now(UTC) + seconds * SECOND


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code), answer.text
    assert dump() == before


def test_a_sale_is_shown_as_it_was_written_with_what_it_costs(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    submitted = shop.step("submit").json
    assert (submitted["status"], submitted["exposure_minor"]) == ("pending", 24_060)
    assert submitted["start"] == "2025-12-31T16:00:00Z"
    found = gateway.call(f"GET /flash-sales/{shop.id}/plan", caller=ANALYST).json
    assert found == submitted
    listed = gateway.call("GET /flash-sales", query={"status": "pending"}, caller=ANALYST)
    assert listed.json["items"] == [submitted]


def test_a_server_buys_for_no_shopper_in_its_own_name(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    token, before = shop.token("lin"), dump()
    for path, body in (("tokens", None), ("orders", {"token": token}), ("spot", None)):
        answer = gateway.call(f"POST /flash-sales/{shop.id}/{path}", body, caller=STOREFRONT)
        refused(answer, 404, "not_found", before)
        told = "Customers buy here in their own name; sign in as one."
        assert answer.json["detail"] == told
    looked = gateway.call(f"GET /flash-sales/{shop.id}/spot", caller=STOREFRONT)
    refused(looked, 404, "not_found", before)


def test_staff_are_told_what_a_sale_is_to_its_buyers(gateway: Gateway) -> None:
    shop = FlashShop(gateway, unit_count=2)
    path = f"GET /flash-sales/{shop.id}/plan"

    def shown() -> tuple[Any, Any, Any]:
        plan = gateway.call(path, caller=ANALYST).json
        listed = gateway.call("GET /flash-sales", query={"status": plan["status"]}, caller=ANALYST)
        assert listed.json["items"] == [plan]
        return plan["status"], plan["phase"], plan["page_path"]

    assert shown() == ("draft", None, None)
    page = f"/shop/flash-sales/{shop.id}"
    assert (shop.schedule().json["phase"], *shown()) == ("running", "scheduled", "running", page)
    assert (shop.step("pause").json["phase"], shown()[1]) == ("paused", "paused")
    assert (shop.step("resume").json["phase"], shown()[1]) == ("running", "running")
    shop.buy("lin", 2)
    assert shown() == ("scheduled", "sold_out", page)
    assert shop.step("extend", {"end": "2099-02-01"}).json["phase"] == "sold_out"
    assert (shop.step("end").json["phase"], *shown()) == ("ended", "scheduled", "ended", page)
    shop.tend(after(180))
    assert shown() == ("closed", "ended", page)


def test_dates_without_a_zone_are_days_of_the_shop(gateway: Gateway) -> None:
    days = {name: TERMS[name] for name in TERMS if name != "zone"} | {"end": "2026-01-01"}
    made = gateway.call("POST /flash-sales", days, caller=MARKETER).json
    told = (made["zone"], made["start"], made["end"])
    assert told == ("Asia/Shanghai", "2025-12-31T16:00:00Z", "2026-01-01T16:00:00Z")
    other = gateway.call("POST /flash-sales", days | {"zone": "UTC"}, caller=MARKETER).json
    assert (other["zone"], other["start"]) == ("UTC", "2026-01-01T00:00:00Z")


def test_one_that_is_to_come_is_upcoming(gateway: Gateway) -> None:
    shop = FlashShop(gateway, start="2098-01-01")
    assert shop.schedule().json["phase"] == "upcoming"


@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"end": "2026-01-01", "start": "2026-02-01"}, "/end"),
        ({"zone": "Mars"}, "/zone"),
        ({"per_user": 7}, "/per_user"),
        ({"unit_count": 50_001}, "/unit_count"),
        ({"price_minor": 0}, "/price_minor"),
        ({"start": "soon"}, "/start"),
    ],
)
def test_terms_that_contradict_themselves_are_refused(
    gateway: Gateway, other: dict[str, Any], pointer: str
) -> None:
    before = dump()
    answer = gateway.call("POST /flash-sales", TERMS | other, caller=MARKETER)
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]
    refused(answer, 400, "invalid", before)


def test_a_sale_is_agreed_to_by_others_before_its_units_are_set_apart(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    before = dump()
    refused(shop.step("schedule"), 409, "status_forbids", before)
    shop.step("submit")
    before = dump()
    early = shop.step("schedule")
    refused(early, 409, "status_forbids", before)
    assert early.json["detail"] == (
        "A flash sale that is waiting for approval cannot be scheduled: it has 0 of 1 approvals."
    )
    refused(shop.step("approve"), 403, "self_approval", before)
    assert shop.step("reject", {"reason": "Too many"}, OWNER).json["status"] == "rejected"
    path = f"PUT /flash-sales/{shop.id}/plan"
    edited = gateway.call(path, TERMS | {"unit_count": 11}, caller=MARKETER, version=3)
    shop.version = edited.json["version"]
    shop.step("submit")
    shop.step("approve", caller=OWNER)
    before = dump()
    refused(shop.step("schedule"), 422, "out_of_stock", before)


def test_what_does_not_fit_the_catalogue_is_not_submitted(gateway: Gateway) -> None:
    for other in ({"sku": "CUP"}, {"price_minor": 5_001}, {"currency": "USD"}):
        shop = FlashShop(gateway, **other)
        before = dump()
        refused(shop.step("submit"), 422, "not_ready", before)


def test_buyers_see_how_long_it_takes_and_not_what_nobody_scheduled(gateway: Gateway) -> None:
    shop = FlashShop(gateway, start="2098-12-31T00:00:00Z")
    path = f"GET /flash-sales/{shop.id}"
    assert gateway.call(path, caller=SHOPPER).status == 404
    assert shop.schedule().status == 200
    shown = gateway.call(path, caller=SHOPPER).json
    assert (shown["phase"], shown["price_minor"], shown["is_sold_out"]) == ("upcoming", 990, False)
    assert shown["ends_in_s"] - shown["starts_in_s"] == 40 * 3_600
    assert "unit_count" not in shown
    before = dump()
    answer = gateway.call(f"POST /flash-sales/{shop.id}/tokens", caller=SHOPPER)
    refused(answer, 409, "sale_not_running", before)
    answer = gateway.call("POST /flash-sales/nothing/tokens", caller=SHOPPER)
    refused(answer, 404, "not_found", before)


def test_a_buyer_gets_units_an_order_and_pays_it(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    assert shop.available() == 4
    number = shop.buy("ada", 2)
    order = gateway.call(f"GET /shop-orders/{number}", caller=shopper("ada")).json
    assert (order["stage"], order["payable_minor"]) == ("pending_payment", 1_980)
    line = {"sku": "MUG-S", "title": "Mug", "quantity": 2, "unit_price_minor": 990}
    assert order["lines"][0] | line == order["lines"][0]
    assert gateway.call(f"GET /shop-orders/{number}", caller=shopper("bob")).status == 404
    assert notify(gateway, payment(order)).status == 200
    shop.follow()
    found = gateway.call(f"GET /shop-orders/{number}", caller=shopper("ada")).json
    assert found["stage"] == "paid"
    functions.invoke("order_proof", queued(shop.told("OrderRecorded")))
    assert gateway.call("GET /order-faults", caller=OWNER).json["items"] == []
    quote = gateway.call(f"GET /shop-orders/{number}/quote", caller=OWNER).json["quote"]
    assert (quote["sale_id"], quote["price_minor"]) == (shop.id, 990)


def test_a_token_that_is_not_the_callers_or_was_used_otherwise_moves_nothing(
    gateway: Gateway,
) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    token = shop.token("ada")
    first = shop.claim("ada", token, 2)
    before = dump()
    again = shop.claim("ada", token, 2)
    assert (again.status, again.json) == (200, first.json)
    refused(shop.claim("bob", token), 422, "token_invalid", before)
    refused(shop.claim("ada", f"{token}0"), 422, "token_invalid", before)
    refused(shop.claim("ada", token, 1), 422, "token_invalid", before)
    told = gateway.call("POST /flash-sales/x/orders", {"token": token}, caller=shopper("ada"))
    refused(told, 422, "token_invalid", before)
    other = shop.token("ada")
    before = dump()
    refused(shop.claim("ada", other), 422, "unit_limit_reached", before)
    assert shop.claim("ada", other, 0).status == 400


def test_units_of_a_cancelled_order_are_sold_again_and_the_rest_goes_back(
    gateway: Gateway,
) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    early = shop.token("dan")
    numbers = {buyer: shop.buy(buyer, 2) for buyer in ("ada", "bob", "cyd")}
    before = dump()
    refused(shop.claim("dan", early), 409, "sold_out", before)
    with standing(after(2)):
        answer = gateway.call(f"POST /flash-sales/{shop.id}/tokens", caller=shopper("dan"))
        refused(answer, 409, "sold_out", before)
    cancel = f"POST /shop-orders/{numbers['ada']}/cancel"
    assert gateway.call(cancel, caller=shopper("ada")).status == 200
    for _ in range(2):
        shop.follow()
    shop.tend()
    with standing(after(4)):
        assert (
            gateway.call(f"GET /flash-sales/{shop.id}", caller=SHOPPER).json["phase"] == "running"
        )
        shop.buy("dan", 1)
    functions.invoke("flash_sale_proof", {})
    shop.version += 1
    ended = shop.step("end")
    assert ended.status == 200, ended.text
    shop.tend(after(3_600))
    shown = gateway.call(f"GET /flash-sales/{shop.id}/plan", caller=ANALYST).json
    assert (shown["status"], shown["held_count"], shown["relet_count"]) == ("closed", 5, 2)
    assert shop.available() == 5


def test_a_paid_order_that_the_shop_cancels_counts_for_its_buyer(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    number = shop.buy("ada", 2)
    order = gateway.call(f"GET /shop-orders/{number}", caller=shopper("ada")).json
    notify(gateway, payment(order))
    cancelled = gateway.call(
        f"POST /shop-orders/{number}/cancellations", {"reason": "risk"}, caller=SUPPORT
    )
    assert cancelled.json["order"]["stage"] == "cancelled"
    shop.follow()
    assert shop.available() == 6
    token, before = shop.token("ada"), dump()
    refused(shop.claim("ada", token), 422, "unit_limit_reached", before)
    assert shop.claim("bob", shop.token("bob"), 2).status == 200


def test_a_pause_and_a_longer_end_are_seen_within_a_second(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    token = shop.token("ada")
    paused = shop.step("pause").json
    assert paused["paused_at"] is not None
    before = dump()
    with standing(after(2)):
        refused(shop.claim("ada", token), 409, "sale_not_running", before)
    assert shop.step("resume").json["paused_at"] is None
    refused(shop.step("extend", {"end": "2098-12-31"}), 409, "end_not_later", dump())
    assert shop.step("extend", {"end": "2099-01-02"}).json["end"] == "2099-01-02T16:00:00Z"


def test_what_is_told_twice_is_done_once_and_what_is_nobodys_is_parked(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    number = shop.buy("ada", 2)
    shop.follow()
    assert gateway.call(f"POST /shop-orders/{number}/cancel", caller=shopper("ada")).status == 200
    lapsed = shop.told("OrderLapsed")
    for _ in range(2):
        functions.invoke("flash_sale_returns", queued(lapsed))
    before = dump()
    functions.invoke("order_claims", queued(shop.told("FlashUnitsClaimed")))
    functions.invoke("flash_sale_tend", {"id": "minute"})
    functions.invoke("flash_sale_proof", {})
    assert dump() == before
    lapsed[0]["detail"]["data"]["took"]["id"] = "flash_sale_of_nobody"
    functions.invoke("flash_sale_returns", queued(lapsed))
    assert waiting("flash-sale-returns-dead") == 1
