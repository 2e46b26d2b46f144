"""What staff find before they write a promotion: goods in the catalogue, terms of every kind."""

from typing import Any

from infra.local.shop import Shop
from tests.support.console_goods import product

SHOWN = {"id", "version", "status", "terms_version", "review", "proposed"} | {
    "created_at",
    "ended_at",
    "end_reason",
}
"""What a promotion is told with that nobody writes."""


def sold(shop: Shop, id_: str, title: str) -> None:
    """A product that others approved, at 129."""
    made = product(shop, id_, title, "teaware")
    shop.ask(f"POST /products/{id_}/submit", None, If_Match=f'"{made["version"]}"')
    decision = {"decision": "approve"}
    shop.ask(f"POST /products/{id_}/decisions", decision, token=shop.owner, If_Match='"2"')


def rich(shop: Shop, name: str, key: str) -> str:
    """The id of a draft with terms that stand in every part of the form."""
    percent = {"kind": "percent", "off_bp": 1_250}
    body: dict[str, Any] = {
        "name": name,
        "stage": "order",
        "effects": [
            {"kind": "order_off", "off": percent, "max_discount_minor": 5_005},
            {"kind": "buy_get", "buy": {"count": 2}, "get": {"count": 1}},
            {"kind": "nth_off", "units": [{"nth": 2, "off": percent}]},
        ],
        "conditions": [{"of": "amount", "threshold": 19_900}],
        "scope": {"include": [{"categories": ["teaware"]}], "exclude": [{"tags": ["旧款, 样品"]}]},
        "audience": {"groups": ["vip"], "nth_orders": [1, 3]},
        "delivery": {"to": [{"country": "CN", "postcodes": [{"first": "10", "last": "20"}]}]},
        "currency": "CNY",
        "window": {
            "start": "2030-11-01T02:30:05Z",
            "end": "2030-12-01T00:00:00Z",
            "zone": "Asia/Tokyo",
            "slots": [{"start_minute": 1_200, "end_minute": 1_440, "weekday": 4}],
        },
        "limits": {"budget_minor": 1_000_050, "total": 100},
        "exclusion_group": "tea",
    }
    made = shop.ask("POST /promotions", body, Idempotency_Key=f"promotion-{key}")
    return str(made["id"])


def terms(shop: Shop, id_: str) -> dict[str, Any]:
    told = shop.find(f"GET /promotions/{id_}").body
    return {name: value for name, value in told.items() if name not in SHOWN}
