"""The part of the story in which units go in flash sales: to who comes first, and by a queue."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infra.local.story import Teller

_SHOWN = "200 {phase}: {price_minor} each, over in {ends_in_s} s"
_PLAN = "200 {status}, {phase} to its buyers"
_SPOT = "200 {state} since {joined_at}"


def rush(teller: "Teller", sku: str) -> dict[str, Any]:
    """What became of two units that three shoppers want."""
    teller.chapter("A flash sale: its units are set apart, a token is good for one order")
    sale = _scheduled(teller, sku, 2)
    first = _claimed(teller, sale, "shopper:wen")
    teller.pay("shopper:wen", first)
    second = _claimed(teller, sale, "shopper:mei")
    teller.wait(1, "A second, in which all see that nothing is left")
    tokens = f"POST {sale}/tokens"
    late = teller.call("shopper:lin", tokens, answers="409 {detail}")
    sold_out = teller.call("analyst", f"GET {sale}/plan", answers=_PLAN)
    cancel = f"POST /shop-orders/{second['number']}/cancel"
    cancelled = teller.call("shopper:mei", cancel, answers="200 {stage}, and sold again")
    shown = teller.call("shopper:lin", f"GET {sale}", answers=_SHOWN)
    ended = _end(teller, sale)
    paid = _order(teller, "shopper:wen", first["number"], "paid")
    told = {"paid": paid, "late": late, "cancelled": cancelled, "shown": shown}
    return {"rush": told | {"sold_out": sold_out, "ended": ended}}


def join(teller: "Teller", sku: str) -> tuple[str, dict[str, str]]:
    """A sale whose queue two shoppers have joined, and their tickets."""
    teller.chapter("A flash sale with a queue: who joins is drawn, not who is fastest")
    sale = _scheduled(teller, sku, 2, fairness="queue")
    spot, tickets = f"POST {sale}/spot", dict[str, str]()
    for who in ("shopper:lin", "shopper:mei"):
        tickets[who] = teller.call(who, spot, answers=_SPOT)["ticket"]
    teller.call("shopper:lin", f"POST {sale}/tokens", answers="404 {detail}")
    return sale, tickets


def buy_by_queue(teller: "Teller", sale: str, tickets: dict[str, str]) -> dict[str, Any]:
    """What the draw said, and what one of them bought; the rest goes home."""
    teller.chapter("The queue again: a minute later its places are drawn, for anybody to repeat")
    spots = {who: _drawn(teller, sale, who, ticket) for who, ticket in tickets.items()}
    told = "200 Committed to before: {commitment}; the seed: {draws[0][seed]}"
    draws = teller.call("shopper:wen", f"GET {sale}/draws", answers=told)
    order = _claimed(teller, sale, "shopper:lin", f"?ticket={tickets['shopper:lin']}")
    teller.pay("shopper:lin", order)
    paid = _order(teller, "shopper:lin", order["number"], "paid")
    ended = _end(teller, sale)
    return {"queue": {"spots": spots, "draws": draws, "paid": paid, "ended": ended}}


def _drawn(teller: "Teller", sale: str, who: str, ticket: str) -> Any:
    route, told = f"GET {sale}/spot?ticket={ticket}", "200 {state}: number {position}"
    return teller.call_until(who, route, {"state": "let_in"}, told, within_s=90)


def _end(teller: "Teller", sale: str) -> Any:
    told = "200 {phase}: what nobody has goes back to the stock within minutes"
    return teller.call("marketer", f"POST {sale}/end", version=4, answers=told)


def _scheduled(teller: "Teller", sku: str, count: int, **other: Any) -> str:
    now = datetime.now(UTC)
    terms = {
        "name": "故事杯秒杀",
        "sku": sku,
        "currency": "CNY",
        "price_minor": 4_400,
        "unit_count": count,
        "start": now.isoformat(),
        "end": (now + timedelta(hours=1)).isoformat(),
    }
    told = "201 {name}: {status}"
    drafted = teller.call("marketer", "POST /flash-sales", terms | other, answers=told)
    sale = f"/flash-sales/{drafted['id']}"
    told = "200 {status}, {exposure_minor} at worst"
    teller.call("marketer", f"POST {sale}/submit", version=1, answers=told)
    teller.call("owner", f"POST {sale}/approve", version=2, answers="200 {status}")
    teller.call("marketer", f"POST {sale}/schedule", version=3, answers=_PLAN)
    return sale


def _claimed(teller: "Teller", sale: str, who: str, ticket: str = "") -> Any:
    """The order, once it is there."""
    told = "200 Good until {expires_at}"
    token = teller.call(who, f"POST {sale}/tokens{ticket}", answers=told)["token"]
    body = {"token": token}
    claim = teller.call(who, f"POST {sale}/orders", body, answers="200 {qty} for {order}")
    teller.call(who, f"POST {sale}/orders", body, answers="200 {qty} for {order}, as at first")
    return _order(teller, who, claim["order"], "pending_payment")


def _order(teller: "Teller", who: str, number: str, stage: str) -> Any:
    route = f"GET /shop-orders/{number}"
    return teller.call_until(who, route, {"stage": stage}, "200 {stage}: {payable_minor}")
