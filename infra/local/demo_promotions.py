"""The promotions of the demonstration shop, as bodies of the API; the same for the same seed.

The second and the last pair compete: who wins depends on the cart, and quotes say why.
"""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from infra.local.demo_shop import Body, DemoShop

_ZONE = "Asia/Shanghai"
_CHINA = timedelta(hours=8)
_IN_YUAN = {"currency": "CNY", "limits": {"budget_minor": 5_000_000}}


def demo_promotions(goods: DemoShop, now: datetime, seed: int = 2026) -> tuple[Body, ...]:
    """Running for five weeks around `now`, but the last one, which is still to come. The first is
    a limited-time discount."""
    rng = random.Random(seed)  # noqa: S311  nothing here is a secret
    midnight = (now.astimezone(UTC) + _CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    today = midnight - _CHINA
    running = _window(today - timedelta(days=7), today + timedelta(days=28))
    coming = _window(today + timedelta(days=14), today + timedelta(days=17))
    rules = (
        _spend_more(),
        _member_price(),
        _evening_lights(),
        _second_at_half(),
        _pieces(),
        _three_for_two(),
        _tea_set(goods, rng),
        _gift(goods, rng),
        _newcomers_code(),
        _free_shipping(),
    )
    dated = [rule | {"window": running | rule.get("window", {})} for rule in rules]
    others = (each | _IN_YUAN for each in (*dated, _gift_box_days() | {"window": coming}))
    return (_limited_time(goods) | {"window": running}, *others)


def _window(start: datetime, end: datetime) -> Body:
    return {"start": start.isoformat(), "end": end.isoformat(), "zone": _ZONE}


def _of(*categories: str) -> Body:
    return {"include": [{"categories": list(categories)}]}


def _amount(minor: int) -> Body:
    return {"kind": "amount", "off_minor": minor}


def _percent(off_bp: int) -> Body:
    return {"kind": "percent", "off_bp": off_bp}


def _ladder(of: str, *steps: tuple[int, Body]) -> Body:
    granted = [
        {"threshold": threshold, "effects": [{"kind": "order_off", "off": off}]}
        for threshold, off in steps
    ]
    return {"of": of, "steps": granted}


def _limited_time(goods: DemoShop) -> Body:
    """The dearest scents, of each so many units at four fifths of their price."""
    scents = sorted(_skus(goods, "scent"), key=lambda sku: sku["sale_price_minor"])[-2:]
    codes = [sku["code"] for sku in scents]
    by_sku = [{"sku": code, "quota": 50, "per_buyer": 2} for code in codes]
    return {
        "name": "香氛限时8折，每款限50件",
        "stage": "unit",
        "scope": {"include": [{"skus": codes}]},
        "effects": [{"kind": "unit_off", "off": _percent(2_000)}],
        "currency": "CNY",
        "limits": {"by_sku": by_sku, "budget_minor": 2_000_000},
        "limited_time": True,
    }


def _spend_more() -> Body:
    steps = ((20_000, _amount(2_000)), (40_000, _amount(6_000)), (80_000, _amount(15_000)))
    return {
        "name": "家居满200减20，满400减60，满800减150",
        "stage": "order",
        "scope": _of("home-living") | {"exclude": [{"tags": ["limited"]}]},
        "ladder": _ladder("amount", *steps),
        "priority": 30,
    }


def _member_price() -> Body:
    return {
        "name": "会员价95折",
        "stage": "unit",
        "effects": [{"kind": "unit_off", "off": _percent(500)}],
        "audience": {"groups": ["member"]},
    }


def _evening_lights() -> Body:
    evenings = [{"weekday": day, "start_minute": 1_200, "end_minute": 1_440} for day in range(7)]
    return {
        "name": "灯饰夜场8折（每晚8点）",
        "stage": "unit",
        "scope": _of("lighting"),
        "effects": [{"kind": "unit_off", "off": _percent(2_000)}],
        "window": {"slots": evenings},
    }


def _second_at_half() -> Body:
    second = {"set_size": 2, "per_set": 1}
    return {
        "name": "茶叶第二件半价",
        "stage": "order",
        "scope": _of("loose-tea"),
        "effects": [{"kind": "unit_off", "off": _percent(5_000), "units": second}],
        "priority": 20,
    }


def _pieces() -> Body:
    return {
        "name": "书桌满2件9折，满5件8折",
        "stage": "order",
        "scope": _of("desk"),
        "ladder": _ladder("quantity", (2, _percent(1_000)), (5, _percent(2_000))),
        "exclusion_group": "desk",
        "priority": 10,
    }


def _three_for_two() -> Body:
    cheapest = {"set_size": 3, "per_set": 1}
    return {
        "name": "本册买三免一",
        "stage": "order",
        "scope": _of("notebooks"),
        "effects": [{"kind": "unit_off", "off": _percent(10_000), "units": cheapest}],
        "exclusion_group": "desk",
        "priority": 10,
    }


def _tea_set(goods: DemoShop, rng: random.Random) -> Body:
    """A tea and a pot at about 85 % of what they cost together."""
    pair = [rng.choice(_skus(goods, category)) for category in ("loose-tea", "teaware")]
    together = sum(int(sku["sale_price_minor"]) for sku in pair)
    parts = [{"count": 1, "scope": {"include": [{"skus": [sku["code"]]}]}} for sku in pair]
    price = together * 85 // 100_000 * 1_000 - 100
    return {
        "name": "一壶好茶套装",
        "stage": "order",
        "scope": {"include": [{"skus": [sku["code"] for sku in pair]}]},
        "effects": [{"kind": "bundle_price", "parts": parts, "price_minor": price}],
        "priority": 25,
    }


def _gift(goods: DemoShop, rng: random.Random) -> Body:
    cheap = sorted(_skus(goods, "writing"), key=lambda sku: sku["sale_price_minor"])[:5]
    return {
        "name": "满500送好笔一支",
        "stage": "order",
        "conditions": [{"of": "amount", "threshold": 50_000}],
        "effects": [{"kind": "gift", "sku": rng.choice(cheap)["code"]}],
    }


def _newcomers_code() -> Body:
    return {
        "name": "新客专享码：满150减20",
        "stage": "store_coupon",
        "code": {"text": "HELLO20"},
        "conditions": [{"of": "amount", "threshold": 15_000}],
        "effects": [{"kind": "order_off", "off": _amount(2_000)}],
    }


def _free_shipping() -> Body:
    return {
        "name": "满99包邮",
        "stage": "shipping",
        "conditions": [{"of": "amount", "threshold": 9_900}],
        "effects": [{"kind": "shipping_off", "off": _percent(10_000)}],
    }


def _gift_box_days() -> Body:
    return {
        "name": "礼盒三日88折",
        "stage": "unit",
        "scope": _of("gift-boxes"),
        "effects": [{"kind": "unit_off", "off": _percent(1_200)}],
    }


def _skus(goods: DemoShop, category: str) -> list[Any]:
    """Those on sale."""
    return [
        sku
        for product in goods.products
        if product["category"] == category and product["shelf"] == "ON"
        for sku in product["skus"]
    ]
