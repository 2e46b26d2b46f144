"""The part of the story in which two units go in a flash sale."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infra.local.story import Teller

_SHOWN = "200 {phase}: {price_minor} each, over in {ends_in_s} s"


def rush(teller: "Teller", sku: str) -> dict[str, Any]:
    """What became of two units that three shoppers want."""
    teller.chapter("A flash sale: its units are set apart, a token is good for one order")
    sale = _scheduled(teller, sku)
    first = _claimed(teller, sale, "shopper:wen")
    teller.pay("shopper:wen", first)
    second = _claimed(teller, sale, "shopper:mei")
    teller.wait(1, "A second, in which all see that nothing is left")
    tokens = f"POST {sale}/tokens"
    late = teller.call("shopper:lin", tokens, answers="409 {detail}")
    cancel = f"POST /shop-orders/{second['number']}/cancel"
    cancelled = teller.call("shopper:mei", cancel, answers="200 {stage}, and sold again")
    shown = teller.call("shopper:lin", f"GET {sale}", answers=_SHOWN)
    teller.call("marketer", f"POST {sale}/end", version=4, answers="200 {status}")
    paid = _order(teller, "shopper:wen", first["number"], "paid")
    return {"rush": {"paid": paid, "late": late, "cancelled": cancelled, "shown": shown}}


def _scheduled(teller: "Teller", sku: str) -> str:
    now = datetime.now(UTC)
    terms = {
        "name": "故事杯秒杀",
        "sku": sku,
        "currency": "CNY",
        "price_minor": 4_400,
        "unit_count": 2,
        "start": now.isoformat(),
        "end": (now + timedelta(hours=1)).isoformat(),
    }
    told = "201 {name}: {status}"
    drafted = teller.call("marketer", "POST /flash-sales", terms, answers=told)
    sale = f"/flash-sales/{drafted['id']}"
    told = "200 {status}, {exposure_minor} at worst"
    teller.call("marketer", f"POST {sale}/submit", version=1, answers=told)
    teller.call("owner", f"POST {sale}/approve", version=2, answers="200 {status}")
    teller.call("marketer", f"POST {sale}/schedule", version=3, answers="200 {status}")
    return sale


def _claimed(teller: "Teller", sale: str, who: str) -> Any:
    """The order, once it is there."""
    token = teller.call(who, f"POST {sale}/tokens", answers="200 Good until {expires_at}")["token"]
    body = {"token": token}
    claim = teller.call(who, f"POST {sale}/orders", body, answers="200 {qty} for {order}")
    teller.call(who, f"POST {sale}/orders", body, answers="200 {qty} for {order}, as at first")
    return _order(teller, who, claim["order"], "pending_payment")


def _order(teller: "Teller", who: str, number: str, stage: str) -> Any:
    route = f"GET /shop-orders/{number}"
    return teller.call_until(who, route, {"stage": stage}, "200 {stage}: {payable_minor}")
