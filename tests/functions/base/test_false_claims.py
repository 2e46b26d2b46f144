"""An old price that the orders disprove, at each door that would publish it."""

from typing import Any

import pytest

from tests.support import functions, promoting
from tests.support.callers import ANALYST, MARKETER
from tests.support.cloud import dump
from tests.support.facts import batch, order, recorded
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

TEA = {"code": "TEA", "currency": "CNY", "list_price_minor": 3_000}
PRODUCT = {"id": "TEA", "title": "Tea", "category": "teas", "shelf": "ON", "skus": [TEA]}
LESS: dict[str, Any] = {
    "name": "Tea 20 % off",
    "stage": "unit",
    "scope": {"include": [{"categories": ["teas"]}]},
    "effects": [{"kind": "unit_off", "off": {"kind": "percent", "off_bp": 2_000}}],
    "limits": {"total": 1_000},
}
EVIDENCE = {
    "sku": "TEA",
    "currency": "CNY",
    "was_minor": 3_000,
    "baseline_minor": 2_750,
    "rule": "cn7",
    "basis": "last_paid",
    "order": "storefront/A-1",
    "day": "2026-01-05",
    "false_count": 1,
}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "teas", "name": "Teas"}, caller=MARKETER)
    bring(gateway, PRODUCT)
    return gateway


def draft(shop: Gateway) -> str:
    return str(shop.call("POST /promotions", LESS, caller=MARKETER).json["id"])


def sell() -> None:
    functions.invoke("price_fold", batch(recorded(order("A-1"))))


def assert_refused(answer: Answer) -> None:
    assert (answer.status, answer.json["code"]) == (422, "claim_false")
    assert {name: answer.json[name] for name in EVIDENCE} == EVIDENCE


def test_what_was_never_sold_is_published(shop: Gateway) -> None:
    assert promoting.publish(shop, draft(shop)).json["status"] == "active"


def test_what_the_last_order_disproves_is_not_submitted(shop: Gateway) -> None:
    sell()
    promotion_id = draft(shop)
    before = dump()
    answer = shop.call(f"POST /promotions/{promotion_id}/submit", version=1, caller=MARKETER)
    assert_refused(answer)
    told = shop.call(f"GET /promotions/{promotion_id}/validation", caller=ANALYST).json
    assert (told["is_ready"], [each["code"] for each in told["obstacles"]]) == (
        False,
        ["claim_false"],
    )
    assert dump() == before


def test_what_an_order_disproves_since_is_not_published(shop: Gateway) -> None:
    promotion_id = draft(shop)
    version = promoting.approve(shop, promotion_id)
    sell()
    before = dump()
    route = f"POST /promotions/{promotion_id}/publish"
    assert_refused(shop.call(route, version=version, caller=MARKETER))
    assert dump() == before


def test_what_an_order_disproves_since_is_neither_extended_nor_resumed(shop: Gateway) -> None:
    """It may end sooner, and rest."""
    promotion_id = draft(shop)
    version = promoting.publish(shop, promotion_id).json["version"]
    route = f"POST /promotions/{promotion_id}"
    sooner = shop.call(f"{route}/extend", {"end": "2031-01-01"}, version=version, caller=MARKETER)
    assert sooner.status == 200, "what never ended ends no later"
    sell()
    before = dump()
    later = {"end": "2032-01-01"}
    assert_refused(shop.call(f"{route}/extend", later, version=version + 1, caller=MARKETER))
    assert dump() == before
    assert shop.call(f"{route}/pause", version=version + 1, caller=MARKETER).status == 200
    before = dump()
    assert_refused(shop.call(f"{route}/resume", version=version + 2, caller=MARKETER))
    assert dump() == before


def test_a_refusal_says_the_ways_out_in_both_languages(shop: Gateway) -> None:
    sell()
    route = f"POST /promotions/{draft(shop)}/submit"
    ways = {
        "en": "Show ¥27.50 or less as the old price now, or ¥30.00 from ",
        "zh": "现在划线价不超过 ¥27.50；或此后均以不低于 ¥30.00 的价格成交，最早自 ",
    }
    for language, way in ways.items():
        spoken = {"accept-language": language}
        told = shop.call(route, version=1, headers=spoken, caller=MARKETER).json
        assert way + told["provable_at"] in told["detail"]
        assert "storefront/A-1" in told["detail"]


def test_the_baseline_says_the_same_as_the_refusal(shop: Gateway) -> None:
    sell()
    route = f"POST /promotions/{draft(shop)}/submit"
    refused = shop.call(route, version=1, caller=MARKETER).json
    query = {"rule": refused["rule"], "was_minor": refused["was_minor"]}
    told = shop.call("GET /prices/TEA/baseline", query=query, caller=ANALYST).json
    assert (told["baseline_minor"], told["claim"]) == (refused["baseline_minor"], "false")
    assert told["since"][:10] == refused["since"][:10]
