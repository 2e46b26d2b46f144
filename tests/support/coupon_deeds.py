"""What functions of coupons do off the path of their samples: when a coupon is nearly gone, when a
code is let go, when a cart comes with coupons."""

from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch

from infra.local import samples
from promenade.base.promotion.service.book import FRESH_FOR
from promenade.kit import pieces
from tests.support import callers, functions
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.coupons import activate
from tests.support.facts import batch, order, recorded
from tests.support.gateway import Gateway
from tests.support.play import perform

Act = Callable[[Gateway], object]
CLAIM = "activity/http/coupon_claim.claim_coupon"
QUOTE = "base/http/promotion_quote.quote"
CHOOSE = "base/http/promotion_coupons.choose_own_coupons"
_PIECES = 3


def _give_all(give: Act, take: dict[str, Any], gateway: Gateway) -> None:
    """Three pieces on three shards, and one more is asked for by who knows nothing of them."""
    with patch.object(pieces, "USUAL_PART", 1):
        made = activate(gateway, key="nearly-gone-1", take=take, total=_PIECES, zone="UTC")
        for number in range(_PIECES):
            give_to(give, made, number, gateway)
        give_to(give, made, _PIECES, Gateway())


def give_to(give: Any, template_id: str, number: int, gateway: Gateway) -> object:
    return give(template_id, f"customer-{number}", gateway)


def _claim(template_id: str, customer: str, gateway: Gateway) -> object:
    route = f"POST /coupon-templates/{template_id}/claims"
    return gateway.call(route, caller=callers.shopper(customer))


def _redeem(_: str, customer: str, gateway: Gateway) -> object:
    body = {"code": "GONE-26"}
    return gateway.call("POST /wallet/coupons", body, caller=callers.shopper(customer))


def _register(_: str, customer: str, gateway: Gateway) -> object:
    body = {"event": "register", "customer": customer, "key": "1"}
    return gateway.call("POST /coupon-occasions", body, caller=callers.STOREFRONT)


def _pay(_: str, customer: str, __: Gateway) -> object:
    told = batch(recorded(order(customer, customer=customer)))
    return functions.invoke("coupon_orders", told)


def _again(give: Any, take: dict[str, Any], gateway: Gateway) -> None:
    """A second coupon where one may have one."""
    made = activate(gateway, key="once-only-1", take=take)
    for _ in range(2):
        give(made, "customer-1", gateway)


def _archive_shared(gateway: Gateway) -> object:
    made = activate(gateway, key="shared-1", take={"kind": "code", "text": "GONE-26"})
    gateway.call(f"POST /coupon-templates/{made}/stop", version=4)
    return gateway.call(f"POST /coupon-templates/{made}/archive", version=5)


def _quote_with_coupon(gateway: Gateway) -> object:
    mine = samples.read(samples.EVENTS / f"{CLAIM}.json").response.body["id"]
    cart = samples.read(samples.EVENTS / f"{QUOTE}.json").request.body | {"coupons": [mine]}
    return gateway.call("POST /quotes", cart, caller=callers.SHOPPER)


def _choose_when_the_book_is_due(gateway: Gateway) -> object:
    perform(CHOOSE, gateway)
    with standing(SAMPLE_TIME + FRESH_FOR):
        return perform(CHOOSE, gateway)


_WAYS: list[tuple[str, Any, dict[str, Any]]] = [
    ("coupon_claim", _claim, {"kind": "claim"}),
    ("coupon_occasions", _register, {"kind": "auto", "on": "register"}),
    ("coupon_orders", _pay, {"kind": "auto", "on": "order_paid"}),
    ("coupon_redeem", _redeem, {"kind": "code", "text": "GONE-26"}),
]
COUPONS: list[tuple[str, list[str | Act], Act]] = [
    *((name, [], partial(_give_all, give, take)) for name, give, take in _WAYS),
    *((name, [], partial(_again, give, take)) for name, give, take in _WAYS),
    ("coupon_control", [], _archive_shared),
    (
        "promotion_coupons",
        [*samples.read(samples.EVENTS / f"{CHOOSE}.json").given],
        _choose_when_the_book_is_due,
    ),
    (
        "promotion_quote",
        [*samples.read(samples.EVENTS / f"{QUOTE}.json").given, CLAIM],
        _quote_with_coupon,
    ),
]
