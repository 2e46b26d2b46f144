"""What staff find among the console's flash sales, as colleagues left it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from infra.local.shop import Shop
from tests.support.console_goods import proposed

_STEPS = {"draft": [], "pending": ["submit"], "approved": ["submit", "approve"]}
_STEPS["scheduled"] = [*_STEPS["approved"], "schedule"]


def sold(shop: Shop, sku: str, title: str) -> None:
    """A product that others approved, of which there are 100."""
    proposed(shop, sku, title, "sales")
    decision = {"decision": "approve"}
    shop.ask(f"POST /products/{sku}/decisions", decision, token=shop.owner, If_Match='"2"')
    received = {"kind": "receive", "count": 100, "reason": "Opening stock"}
    shop.ask(f"POST /stock/{sku}/movements", received, Idempotency_Key=f"opening-{sku}")


def sale(shop: Shop, name: str, key: str, sku: str, status: str = "draft", **more: Any) -> str:
    """The path of one that sells 20 units for 99.00 each since an hour ago, for an hour yet."""
    now = datetime.now(UTC)
    body: dict[str, Any] = {
        "name": name,
        "sku": sku,
        "currency": "CNY",
        "price_minor": 9_900,
        "unit_count": 20,
        "start": (now - timedelta(hours=1)).isoformat(),
        "end": (now + timedelta(hours=1)).isoformat(),
    }
    made = shop.ask("POST /flash-sales", body | more, Idempotency_Key=f"sale-{key}")
    path, version = f"/flash-sales/{made['id']}", made["version"]
    for step in _STEPS[status]:
        token = shop.owner if step == "approve" else None
        asked = shop.ask(f"POST {path}/{step}", None, token=token, If_Match=f'"{version}"')
        version = asked["version"]
    return path


def plan(shop: Shop, path: str) -> Any:
    return shop.find(f"GET {path}/plan").body
