"""Reminders of limited-time discounts over HTTP, and the minute in which they are told."""

from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER
from tests.support.cloud import dump
from tests.support.flash_shop import FlashShop, queued
from tests.support.gateway import Gateway
from tests.support.limited import act, at, schedule
from tests.support.relaying import relayed, taken
from tests.support.selling import open_shop


@pytest.fixture
def shop(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    at(monkeypatch, 9.5)
    open_shop(gateway)
    return gateway


def run_minute() -> None:
    """What the minute puts into the queue goes its way."""
    functions.invoke("reminder_sweep", {})
    failed = functions.invoke("reminder_tell", queued(taken("reminder-tell")))
    assert failed == {"batchItemFailures": []}


def route(verb: str, promotion_id: str) -> str:
    return f"{verb} /limited-discounts/{promotion_id}/reminder"


def told() -> list[Any]:
    """Who was told of which opening, after another minute."""
    run_minute()
    events = relayed().events
    soon = [each["detail"] for each in events if each["detail-type"] == "LimitedDiscountSoon"]
    assert len({each["event_id"] for each in soon}) == len(soon)
    return [[each["data"]["customer"], each["data"]["opens_at"]] for each in soon]


def test_shoppers_ask_look_and_drop(shop: Gateway) -> None:
    promotion_id = schedule(shop)
    asked = shop.call(route("PUT", promotion_id), caller=SHOPPER)
    reminder = {
        "promotion_id": promotion_id,
        "sale_id": None,
        "name": "Evenings",
        "state": "upcoming",
        "opens_at": "2026-01-05T12:00:00Z",
        "remind_at": "2026-01-05T11:50:00Z",
    }
    assert (asked.status, asked.json) == (200, reminder)
    mine = "GET /reminders"
    assert shop.call(mine, caller=SHOPPER).json == {"items": [reminder]}
    assert shop.call(mine, caller=OTHER_SHOPPER).json == {"items": []}
    assert shop.call(route("DELETE", promotion_id), caller=SHOPPER).status == 204
    assert shop.call(mine, caller=SHOPPER).json == {"items": []}


def test_each_opening_is_told_once_until_it_is_dropped(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    promotion_id = schedule(shop)
    shop.call(route("PUT", promotion_id), caller=SHOPPER)
    shop.call(route("PUT", promotion_id), caller=OTHER_SHOPPER)
    assert told() == []
    at(monkeypatch, 11.9)
    first = "2026-01-05T12:00:00Z"
    assert sorted(told()) == sorted([["amelie", first], ["bruno", first]])
    assert len(told()) == 2
    shop.call(route("DELETE", promotion_id), caller=OTHER_SHOPPER)
    at(monkeypatch, 11.9, day=6)
    assert ["amelie", "2026-01-06T12:00:00Z"] in told()
    assert len(told()) == 3


def test_a_discount_that_is_paused_then_is_told_of_no_more(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    promotion_id = schedule(shop)
    shop.call(route("PUT", promotion_id), caller=SHOPPER)
    act(shop, promotion_id, "pause", 4)
    at(monkeypatch, 11.9)
    assert told() == []
    act(shop, promotion_id, "resume", 5)
    at(monkeypatch, 11.95)
    assert len(told()) == 1


def test_who_is_no_shopper_or_asks_for_nothing_is_refused(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    promotion_id = schedule(shop)
    before = dump()
    assert shop.call(route("PUT", promotion_id), caller=MARKETER).status == 403
    assert shop.call(route("PUT", "promotion_none"), caller=SHOPPER).status == 404
    at(monkeypatch, 13, day=7)
    over = shop.call(route("PUT", promotion_id), caller=SHOPPER)
    assert (over.status, over.json["code"]) == (409, "nothing_ahead")
    assert dump() == before


def test_a_flash_sale_is_told_of_once_unless_it_is_paused(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 9.5)
    sale = FlashShop(gateway, start="2026-01-05T12:00:00Z")
    put, drop = (f"{verb} /flash-sales/{sale.id}/reminder" for verb in ("PUT", "DELETE"))
    assert gateway.call(put, caller=SHOPPER).status == 404
    sale.schedule()
    asked = gateway.call(put, caller=SHOPPER)
    reminder = {
        "promotion_id": None,
        "sale_id": sale.id,
        "name": "整点秒杀",
        "state": "upcoming",
        "opens_at": "2026-01-05T12:00:00Z",
        "remind_at": "2026-01-05T11:50:00Z",
    }
    assert (asked.status, asked.json) == (200, reminder)
    assert gateway.call("GET /reminders", caller=SHOPPER).json["items"] == [reminder]
    gateway.call(put, caller=OTHER_SHOPPER)
    assert gateway.call(drop, caller=OTHER_SHOPPER).status == 204
    at(monkeypatch, 11.9)
    sale.step("pause")
    assert told_of_sales(sale) == []
    sale.step("resume")
    assert told_of_sales(sale) == [["amelie", sale.id, "2026-01-05T12:00:00Z"]]
    assert len(told_of_sales(sale)) == 1


def test_a_sale_that_staff_ended_is_told_of_no_more(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 9.5)
    sale = FlashShop(gateway, start="2026-01-05T12:00:00Z")
    sale.schedule()
    put = f"PUT /flash-sales/{sale.id}/reminder"
    gateway.call(put, caller=SHOPPER)
    assert sale.step("end").status == 200
    at(monkeypatch, 11.9)
    assert told_of_sales(sale) == []
    before = dump()
    assert gateway.call(put, caller=OTHER_SHOPPER).status == 404
    (shown,) = gateway.call("GET /reminders", caller=SHOPPER).json["items"]
    assert (shown["sale_id"], shown["state"], shown["remind_at"]) == (sale.id, "ended", None)
    assert dump() == before


def told_of_sales(sale: FlashShop) -> list[Any]:
    run_minute()
    data = [each["detail"]["data"] for each in sale.told("FlashSaleSoon")]
    return [[each["customer"], each["sale_id"], each["opens_at"]] for each in data]
