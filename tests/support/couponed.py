"""Orders with coupons of the buyer's, over HTTP."""

from datetime import datetime, timedelta
from typing import Any

from promenade.kit.clock import system_clock
from tests.support.callers import SHOPPER, SUPPORT
from tests.support.coupons import activate
from tests.support.gateway import Answer, Gateway
from tests.support.selling import cart, place, quoted


def later() -> datetime:
    return system_clock() + timedelta(minutes=20)


def claim(shop: Gateway, **template: Any) -> str:
    """The id of a new coupon of amelie's, 20.00 off 100.00 unless said otherwise."""
    return claim_of(shop, activate(shop, **template))


def short() -> dict[str, str]:
    """Over when it is later()."""
    now = system_clock()
    start, end = now - timedelta(days=1), now + timedelta(minutes=15)
    return {"kind": "fixed", "start": start.isoformat(), "end": end.isoformat()}


def claim_of(shop: Gateway, template_id: str) -> str:
    route = f"POST /coupon-templates/{template_id}/claims"
    return str(shop.call(route, caller=SHOPPER).json["id"])


def buy(shop: Gateway, *coupons: str, **other: Any) -> Answer:
    return place(shop, quoted(shop, cart(coupons=list(coupons), **other)))


def bought(shop: Gateway, *coupons: str, **other: Any) -> dict[str, Any]:
    answer = buy(shop, *coupons, **other)
    assert answer.status == 201, answer
    return dict(answer.json)


def state(shop: Gateway, coupon: str) -> str:
    found = shop.call(f"GET /wallet/coupons/{coupon}", caller=SHOPPER)
    return str(found.json["status"])


def cancel(shop: Gateway, order: dict[str, Any]) -> Answer:
    return shop.call(f"POST /shop-orders/{order['number']}/cancel", caller=SHOPPER)


def refund(shop: Gateway, order: dict[str, Any], reason: str = "staff") -> Answer:
    body = {"reason": reason}
    path = f"POST /shop-orders/{order['number']}/cancellations"
    return shop.call(path, body, caller=SUPPORT)
