"""Promotions made from templates, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.kit import clock
from tests.support import promoting
from tests.support.callers import MARKETER, SHOPPER
from tests.support.clock import SAMPLE_TIME
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.priced_shop import MovingClock

PRODUCT: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [
        {"code": "MUG-S", "currency": "CNY", "list_price_minor": 6_000, "sale_price_minor": 5_000},
        {"code": "MUG-L", "currency": "CNY", "list_price_minor": 9_000, "floor_price_minor": 8_000},
    ],
}
ABROAD = {"code": "CUP-E", "currency": "EUR", "list_price_minor": 1_000}
CUP = {"id": "CUP", "title": "Cup", "category": "mugs", "shelf": "ON", "skus": [ABROAD]}
HIDDEN = {"code": "POT-1", "currency": "CNY", "list_price_minor": 1_000}
POT = {"id": "POT", "title": "Pot", "category": "mugs", "skus": [HIDDEN]}
GOODS = [{"sku": "MUG-S"}, {"sku": "MUG-L"}]
TWENTY_OFF: dict[str, Any] = {
    "name": "Mugs 20 % off",
    "currency": "CNY",
    "template": {"kind": "percent_off", "off_bp": 2_000},
    "goods": GOODS,
    "limits": {"budget_minor": 1_000_000},
}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"}, caller=MARKETER)
    for product in (PRODUCT, CUP, POT):
        bring(gateway, product)
    return gateway


def ask(shop: Gateway, path: str = "/activities", **other: Any) -> Answer:
    return shop.call(f"POST {path}", TWENTY_OFF | other, caller=MARKETER)


def paid(shop: Gateway, **lines: int) -> int:
    asked = [{"sku": sku.replace("_", "-"), "qty": count} for sku, count in lines.items()]
    cart = {"lines": asked, "currency": "CNY"}
    answer = shop.call("POST /quotes", cart, caller=SHOPPER)
    return int(answer.json["totals"]["payable_minor"])


def test_dates_without_a_zone_are_days_of_the_shop(shop: Gateway) -> None:
    made = ask(shop, window={"start": "2026-11-11", "end": "2026-11-12"}).json["promotion"]
    window = made["window"]
    told = (window["zone"], window["start"], window["end"])
    assert told == ("Asia/Shanghai", "2026-11-10T16:00:00Z", "2026-11-12T16:00:00Z")


def test_a_template_and_goods_make_a_draft_and_tell_each_price(shop: Gateway) -> None:
    made = ask(shop)
    assert (made.status, made.json["promotion"]["status"]) == (201, "draft")
    assert made.headers["location"] == f"/promotions/{made.json['promotion']['id']}"
    told = [
        (each["sku"], each["state"], each["selling_minor"], each["price_minor"])
        for each in made.json["goods"]
    ]
    assert told == [("MUG-S", "fit", 5_000, 4_800), ("MUG-L", "at_floor", 9_000, 8_000)]


def test_a_preview_stores_nothing_and_tells_what_does_not_fit(shop: Gateway) -> None:
    before = dump()
    goods: list[Any] = [
        *GOODS,
        {"sku": "mug-s"},
        {"sku": "NONE"},
        {"sku": "CUP-E"},
        {"sku": "POT-1"},
    ]
    goods.append({"sku": "MUG-L", "price_minor": 1})
    told = ask(shop, "/activities/previews", goods=goods).json
    assert told["is_fit"] is False
    assert [each["state"] for each in told["goods"]] == [
        "fit",
        "at_floor",
        "twice",
        "unknown_sku",
        "other_currency",
        "not_sellable",
        "twice",
    ]
    assert dump() == before


def test_goods_that_do_not_fit_are_pointed_at_and_nothing_is_stored(shop: Gateway) -> None:
    before = dump()
    goods = [{"sku": "NONE"}, {"sku": "MUG-S", "price_minor": 5_000}, {"sku": "CUP-E"}]
    answer = ask(shop, goods=goods)
    assert answer.pointers == [
        ("body", "/goods/0/sku", "unknown_sku"),
        ("body", "/goods/1/sku", "saves_nothing"),
        ("body", "/goods/2/sku", "other_currency"),
    ]
    assert dump() == before


def test_goods_have_prices_of_their_own(shop: Gateway) -> None:
    goods = [{"sku": "MUG-S", "price_minor": 3_900}, {"sku": "MUG-L", "off_minor": 500}]
    made = ask(shop, goods=goods)
    assert [each["price_minor"] for each in made.json["goods"]] == [3_900, 8_500]
    assert promoting.publish(shop, made.json["promotion"]["id"]).status == 200
    assert paid(shop, MUG_S=2, MUG_L=1) == 2 * 3_900 + 8_500


LIMITED: dict[str, Any] = {
    "name": "Evenings of mugs",
    "template": {"kind": "limited_time"},
    "goods": [
        {"sku": "MUG-S", "price_minor": 3_900, "stock_quota": 50, "per_buyer": 2},
        {"sku": "MUG-L", "off_bp": 1_000, "stock_quota": 20},
    ],
    "window": {
        "start": "2026-11-20",
        "end": "2026-12-01",
        "zone": "Asia/Shanghai",
        "slots": [{"start_minute": 600, "end_minute": 720}],
    },
    "limits": {"units_per_buyer": 4, "units_per_order": 3},
}


def test_a_limited_time_discount_has_prices_quotas_daily_slots_and_limits(shop: Gateway) -> None:
    made = ask(shop, **LIMITED)
    assert made.status == 201, made.text
    terms = made.json["promotion"]
    assert [each["price_minor"] for each in made.json["goods"]] == [3_900, 8_100]
    assert terms["limited_time"] is True
    assert terms["window"]["slots"] == [{"start_minute": 600, "end_minute": 720}]
    assert terms["limits"]["by_sku"] == [
        {"sku": "MUG-S", "quota": 50, "per_buyer": 2},
        {"sku": "MUG-L", "quota": 20},
    ]
    limits = [terms["limits"][name] for name in ("units_per_buyer", "units_per_order")]
    assert limits == [4, 3]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"goods": [{"sku": "MUG-S"}]}, ("/goods/0", "no_price")),
        ({"window": {}}, ("/window/end", "missing")),
        ({"limits": {"units_per_buyer": 0}}, ("/limits/units_per_buyer", "wrong_value")),
        (
            {"window": LIMITED["window"] | {"slots": [{"start_minute": 60, "end_minute": 60}]}},
            ("/window/slots/0/end_minute", "not_after_start"),
        ),
    ],
)
def test_what_is_no_limited_time_discount_is_refused_whole(
    shop: Gateway, wrong: dict[str, Any], fault: tuple[str, str]
) -> None:
    before = dump()
    assert ask(shop, **LIMITED | wrong).pointers == [("body", *fault)]
    assert dump() == before


STEPS = [{"threshold": 10_000, "off_minor": 1_000}, {"threshold": 20_000, "off_minor": 3_000}]
BUNDLE = {"kind": "bundle", "price_minor": 12_000}


@pytest.mark.parametrize(
    ("template", "cart", "payable"),
    [
        ({"kind": "amount_off", "off_minor": 1_500}, {"MUG_S": 2}, 9_000),
        ({"kind": "tiered", "of": "amount", "steps": STEPS}, {"MUG_S": 2}, 9_000),
        ({"kind": "tiered", "of": "amount", "steps": STEPS}, {"MUG_S": 5}, 22_000),
        (BUNDLE, {"MUG_S": 1, "MUG_L": 1}, 12_000),
        (BUNDLE, {"MUG_S": 2, "MUG_L": 1}, 17_000),
        ({"kind": "nth_unit", "nth": 2, "off_bp": 5_000}, {"MUG_S": 3}, 12_500),
        ({"kind": "gift", "sku": "MUG-S", "threshold_minor": 9_000}, {"MUG_L": 1}, 9_000),
    ],
)
def test_each_template_prices_carts(
    shop: Gateway, template: dict[str, Any], cart: dict[str, int], payable: int
) -> None:
    made = ask(shop, template=template)
    assert made.status == 201, made.text
    assert promoting.publish(shop, made.json["promotion"]["id"]).status == 200
    assert paid(shop, **cart) == payable


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (
            {"template": {"kind": "tiered", "of": "amount", "steps": STEPS[::-1]}},
            ("/template/steps/1", "not_rising"),
        ),
        (
            {"template": {"kind": "tiered", "of": "amount", "steps": [{"threshold": 5}]}},
            ("/template/steps/0", "one_of_two"),
        ),
        (
            {
                "template": {"kind": "nth_unit", "nth": 2, "off_bp": 5_000},
                "goods": [{"sku": "MUG-S", "off_bp": 5}],
            },
            ("/goods/0/off_bp", "not_in_template"),
        ),
        (
            {"goods": [{"sku": "MUG-S", "off_bp": 5, "price_minor": 5}]},
            ("/goods/0", "several_prices"),
        ),
        (
            {"template": {"kind": "gift", "sku": "NONE", "threshold_minor": 1}},
            ("/template/sku", "unknown_sku"),
        ),
        (
            {"window": {"start": "2030-01-02", "end": "2030-01-01T00:00:00Z"}},
            ("/window/end", "not_after_start"),
        ),
        ({"currency": None}, ("/currency", "missing")),
    ],
)
def test_what_a_template_cannot_mean_is_pointed_at(
    shop: Gateway, wrong: dict[str, Any], fault: tuple[str, str]
) -> None:
    before = dump()
    answer = ask(shop, **wrong)
    assert (answer.status, answer.pointers) == (400, [("body", *fault)])
    assert dump() == before


def test_goods_have_a_quota_and_a_limit_for_each_buyer(shop: Gateway) -> None:
    goods = [{"sku": "mug-s", "stock_quota": 30, "per_buyer": 2}, {"sku": "MUG-L"}]
    made = ask(shop, goods=goods)
    assert made.json["promotion"]["limits"]["by_sku"] == [
        {"sku": "MUG-S", "quota": 30, "per_buyer": 2}
    ]
    promotion_id = made.json["promotion"]["id"]
    assert promoting.publish(shop, promotion_id).status == 200
    usage = shop.call(f"GET /promotions/{promotion_id}/usage").json
    assert usage["units"] == [{"sku": "MUG-S", "limit": 30, "held": 0, "committed": 0, "left": 30}]
    before = dump()
    gift = {"kind": "gift", "sku": "MUG-S", "threshold_minor": 9_000}
    assert ask(shop, template=gift, goods=goods[:1]).pointers == [
        ("body", "/goods/0/stock_quota", "not_in_template"),
        ("body", "/goods/0/per_buyer", "not_in_template"),
    ]
    assert dump() == before


def at(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    monkeypatch.setattr(clock, "datetime", MovingClock)
    monkeypatch.setattr(MovingClock, "time", SAMPLE_TIME + timedelta(days=days))


def test_what_is_new_is_for_less_until_it_is_not(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 0)
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"}, caller=MARKETER)
    bring(gateway, PRODUCT)
    new: dict[str, Any] = {"template": {"kind": "new_product", "days": 7, "off_bp": 5_000}}
    at(monkeypatch, 6)
    made = ask(gateway, **new, goods=[{"sku": "MUG-S"}])
    assert (made.status, made.json["goods"][0]["price_minor"]) == (201, 3_000)
    assert promoting.publish(gateway, made.json["promotion"]["id"]).status == 200
    at(monkeypatch, 6.995)
    cart = {"lines": [{"sku": "MUG-S", "qty": 1}], "currency": "CNY"}
    told = gateway.call("POST /quotes", cart, caller=SHOPPER).json
    assert told["totals"]["payable_minor"] == 3_000
    assert told["valid_until"] == "2026-01-12T09:30:00Z"
    at(monkeypatch, 7)
    assert paid(gateway, MUG_S=1) == 5_000
    before = dump()
    refused = ask(gateway, **new, goods=[{"sku": "MUG-S"}])
    assert refused.pointers == [("body", "/goods/0/sku", "not_new")]
    assert dump() == before


def test_a_repeated_call_drafts_once(shop: Gateway) -> None:
    first = shop.call("POST /activities", TWENTY_OFF, caller=MARKETER, key="one-and-only")
    before = dump()
    again = shop.call("POST /activities", TWENTY_OFF, caller=MARKETER, key="one-and-only")
    assert (again.json, dump()) == (first.json, before)
