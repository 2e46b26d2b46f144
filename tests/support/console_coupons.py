"""What staff find among the console's coupons, as colleagues left it."""

from typing import Any

from infra.local.shop import Shop

_STEPS = {"draft": [], "pending": ["submit"], "approved": ["submit", "approve"]}
_STEPS["active"] = [*_STEPS["approved"], "activate"]


def template(shop: Shop, name: str, key: str, status: str = "draft", **more: Any) -> str:
    """The path of one that takes 20 off from 100 on, of which there are 500."""
    body: dict[str, Any] = {
        "name": name,
        "worth": {"kind": "amount", "off_minor": 2_000},
        "take": {"kind": "claim"},
        "validity": {"kind": "relative", "days": 7},
        "currency": "CNY",
        "min_spend_minor": 10_000,
        "total": 500,
    }
    made = shop.ask("POST /coupon-templates", body | more, Idempotency_Key=f"template-{key}")
    path, version = f"/coupon-templates/{made['id']}", made["version"]
    for step in _STEPS[status]:
        token = shop.owner if step == "approve" else None
        asked = shop.ask(f"POST {path}/{step}", None, token=token, If_Match=f'"{version}"')
        version = asked["version"]
    return path


def place(path: str) -> str:
    """Where the console shows it."""
    return path.replace("/coupon-templates/", "/coupons/")
