"""The demonstration shop's promotions, drafted and published through the API."""

import hashlib
import json
from datetime import UTC, datetime

from infra.local.demo_promotions import demo_promotions
from infra.local.demo_shop import Body, demo_shop
from infra.local.shop import Shop


def seed_promotions(shop: Shop) -> str:
    """They are dated around the first day; those whose name is there are left alone."""
    there = {name for status in ("scheduled", "active", "paused") for name in _names(shop, status)}
    for body in demo_promotions(demo_shop(), datetime.now(UTC)):
        if body["name"] not in there:
            _publish(shop, body)
    return f"{len(_names(shop, 'active'))} promotions in force"


def _names(shop: Shop, status: str) -> list[str]:
    page = shop.find(f"GET /promotions?status={status}&limit=100").body
    return [promotion["name"] for promotion in page["items"]]


def _publish(shop: Shop, body: Body) -> None:
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    drafted = shop.ask("POST /promotions", body, Idempotency_Key=f"demo-{digest[:32]}")
    route = f"POST /promotions/{drafted['id']}/publish?accept_overlaps=true"
    shop.ask(route, None, If_Match=f'"{drafted["version"]}"')
