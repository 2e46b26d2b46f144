"""The part of the story in which a SKU costs less for so many units, for so long."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from infra.local.story_buying import PLACED

if TYPE_CHECKING:
    from infra.local.story import Teller

_WHO = "shopper:mei"
_SHOWN = "200 {state}: {goods[0][price_minor]} each, {goods[0][units_left]} left"


def discount(teller: "Teller", sku: str) -> dict[str, Any]:
    """What one unit costs, what is left of the quota, and what the next one costs its buyer."""
    teller.chapter("A limited-time discount: so many units, counted down, one for a buyer")
    promotion = _published(teller, sku)
    teller.wait(6, "Within five seconds every quote knows.")
    limited = f"GET /limited-discounts/{promotion}"
    shown = teller.call(_WHO, limited, answers=_SHOWN)
    order = _bought(teller, sku)
    again = _quoted(teller, sku)
    end = f"POST /promotions/{promotion}/end"
    teller.call("marketer", end, version=4, answers="200 {status}")
    return {"discount": {"shown": shown, "order": order, "again": again}}


def _published(teller: "Teller", sku: str) -> str:
    now = datetime.now(UTC)
    activity = {
        "name": "故事杯限时价",
        "currency": "CNY",
        "template": {"kind": "limited_time"},
        "goods": [{"sku": sku, "price_minor": 4_900, "stock_quota": 2, "per_buyer": 1}],
        "window": {"start": now.isoformat(), "end": (now + timedelta(hours=1)).isoformat()},
    }
    told = "201 {promotion[name]}, by the clock of {promotion[window][zone]}"
    drafted = teller.call("marketer", "POST /activities", activity, answers=told)
    promotion = f"/promotions/{drafted['promotion']['id']}"
    teller.call("marketer", f"POST {promotion}/submit", version=1, answers="200 {status}")
    teller.call("owner", f"POST {promotion}/approve", version=2, answers="200 {status}")
    teller.call("marketer", f"POST {promotion}/publish", version=3, answers="200 {status}")
    return str(drafted["promotion"]["id"])


def _quoted(teller: "Teller", sku: str) -> Any:
    cart = {"currency": "CNY", "lines": [{"sku": sku, "qty": 1}]}
    told = "200 {totals[payable_minor]} to pay"
    return teller.call(_WHO, "POST /quotes", cart, answers=told)


def _bought(teller: "Teller", sku: str) -> Any:
    quote = _quoted(teller, sku)
    cart = {"currency": "CNY", "lines": [{"sku": sku, "qty": 1}], "quote_hash": quote["hash"]}
    order = teller.call(_WHO, "POST /shop-orders", cart, answers=PLACED)
    teller.pay(_WHO, order)
    return order
