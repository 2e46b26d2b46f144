"""The demonstration shop's flash sale and targeted offer, brought before customers by the API."""

from datetime import UTC, datetime
from typing import Any

from infra.local.demo_sales import SALE_UNITS, demo_offer, demo_sale, demo_templates
from infra.local.demo_shop import demo_shop
from infra.local.seed_steps import bring
from infra.local.shop import Shop

_SALE = {"draft": "submit", "pending": "approve", "approved": "schedule"}
_TEMPLATE = {"draft": "submit", "pending": "approve", "approved": "activate"}
_WHO = "wen"


def seed_sale(shop: Shop) -> str:
    """One that runs; the next run after its end makes another."""
    found = running_sale(shop)
    if found is None:
        body = demo_sale(demo_shop(), _today())
        found = bring(shop, "/flash-sales", body, "/flash-sales/{id}/plan", _SALE)
    return f"{SALE_UNITS} units in a flash sale at {found['page_path']}"


def running_sale(shop: Shop) -> Any:
    """None if there is none."""
    listed = shop.find("GET /flash-sales?status=scheduled&limit=100").body["items"]
    return next((each for each in listed if each["phase"] in {"running", "sold_out"}), None)


def seed_offer(shop: Shop) -> str:
    """An offer that one shopper is granted."""
    listed = shop.find("GET /targeted-offers?limit=100").body["items"]
    if not any(each["status"] == "active" for each in listed):
        _grant(shop, _activated(shop))
    return f"a targeted offer that {_WHO} was granted"


def _activated(shop: Shop) -> Any:
    shown = "/coupon-templates/{id}"
    gives, open_to_all = (
        bring(shop, "/coupon-templates", each, shown, _TEMPLATE)["id"] for each in demo_templates()
    )
    body = demo_offer(gives, open_to_all, _today())
    return bring(shop, "/targeted-offers", body, "/targeted-offers/{id}", {"draft": "activate"})


def _grant(shop: Shop, offer: Any) -> None:
    grants = f"POST /targeted-offers/{offer['id']}/grants"
    shop.ask(grants, {"customer": _WHO}, Idempotency_Key=f"demo-{offer['id']}")


def _today() -> datetime:
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
