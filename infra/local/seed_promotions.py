"""The demonstration shop's promotions, drafted, approved and published through the API."""

from datetime import UTC, datetime

from infra.local.demo_promotions import demo_promotions
from infra.local.demo_shop import demo_shop
from infra.local.seed_steps import bring
from infra.local.shop import Shop

_SHOWN = ("scheduled", "active", "paused", "ended", "archived")
_STEPS = {"draft": "submit", "pending": "approve", "approved": "publish?accept_overlaps=true"}


def seed_promotions(shop: Shop) -> str:
    """They are dated around the first day; those whose name is there are left alone."""
    there = {name for status in _SHOWN for name in _names(shop, status)}
    for body in demo_promotions(demo_shop(), datetime.now(UTC)):
        if body["name"] not in there:
            bring(shop, "/promotions", body, "/promotions/{id}", _STEPS)
    return f"{len(_names(shop, 'active'))} promotions in force"


def _names(shop: Shop, status: str) -> list[str]:
    page = shop.find(f"GET /promotions?status={status}&limit=100").body
    return [promotion["name"] for promotion in page["items"]]
