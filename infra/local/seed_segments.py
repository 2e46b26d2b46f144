"""The demonstration shop's segments: whom campaigns of it may be for."""

import hashlib
from typing import Any

from infra.local.shop import Shop

_MARKETING = {"kind": "consent", "purpose": "marketing", "state": "reachable"}

SEGMENTS: dict[str, Any] = {
    "爱喝茶、可发邮件的会员": {
        "kind": "all_of",
        "of": [
            {"kind": "tag", "name": "member"},
            {"kind": "tag", "name": "tea-lover"},
            {**_MARKETING, "channel": "email"},
        ],
    },
    "买过两次以上、六十天没来、可发短信的顾客": {
        "kind": "all_of",
        "of": [
            {"kind": "purchases", "at_least": 2},
            {"kind": "bought", "which": "last", "not_within_days": 60},
            {**_MARKETING, "channel": "sms"},
        ],
    },
    "最近一次消费得四分以上的顾客": {
        "kind": "scored",
        "measure": "recency",
        "at_least": 4,
    },
}


def seed_segments(shop: Shop) -> str:
    """What is there by its name is left as it is."""
    known = {each["name"] for each in shop.find("GET /segments?limit=100").body["items"]}
    for name, definition in SEGMENTS.items():
        if name not in known:
            key = f"demo-{hashlib.sha256(name.encode()).hexdigest()[:32]}"
            shop.ask(
                "POST /segments", {"name": name, "definition": definition}, Idempotency_Key=key
            )
    return f"{len(SEGMENTS)} segments of customers"
