"""The demonstration shop's promotions, drafted, approved and published through the API."""

import hashlib
import json
from datetime import UTC, datetime

from infra.local.demo_promotions import demo_promotions
from infra.local.demo_shop import Body, demo_shop
from infra.local.shop import Shop

_SHOWN = ("scheduled", "active", "paused", "ended", "archived")
_STEPS = {"draft": "submit", "pending": "approve", "approved": "publish?accept_overlaps=true"}


def seed_promotions(shop: Shop) -> str:
    """They are dated around the first day; those whose name is there are left alone."""
    there = {name for status in _SHOWN for name in _names(shop, status)}
    for body in demo_promotions(demo_shop(), datetime.now(UTC)):
        if body["name"] not in there:
            _publish(shop, body)
    return f"{len(_names(shop, 'active'))} promotions in force"


def _names(shop: Shop, status: str) -> list[str]:
    page = shop.find(f"GET /promotions?status={status}&limit=100").body
    return [promotion["name"] for promotion in page["items"]]


def _publish(shop: Shop, body: Body) -> None:
    """From wherever an earlier run left it."""
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    drafted = shop.ask("POST /promotions", body, Idempotency_Key=f"demo-{digest[:32]}")
    promotion = shop.find(f"GET /promotions/{drafted['id']}").body
    while step := _STEPS.get(promotion["status"]):
        route = f"POST /promotions/{promotion['id']}/{step}"
        token = shop.owner if step == "approve" else shop.marketer
        version = f'"{promotion["version"]}"'
        promotion = shop.ask(route, None, token=token, If_Match=version)
