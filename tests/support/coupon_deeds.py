"""What functions of coupons do off the path of their samples: when a coupon is nearly gone, when a
code is let go, when a cart comes with coupons."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any
from unittest.mock import patch

from infra.local import samples
from promenade.activity.coupon.service.giving import Giver
from promenade.base.promotion.service.book import FRESH_FOR
from promenade.kit import pieces
from promenade.kit.ids import keyed_id
from tests.support import callers, functions
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.coupons import activate
from tests.support.facts import batch, order, recorded
from tests.support.gateway import Gateway
from tests.support.play import given, perform
from tests.support.rivals import clear_by_stock

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
Give = Callable[[str, Gateway], object]
KEY = "coupon-deeds-1"
TEMPLATE_ID = keyed_id("template", callers.MARKETER.name, KEY)
CLAIM = "activity/http/coupon_claim.claim_coupon"
QUOTE = "base/http/promotion_quote.quote"
VOID_BATCH = "activity/http/coupon_void_codes.void_batch"
VOID_CODES = "activity/http/coupon_void_codes.void_codes"
ISSUED = "activity/http/coupon_issues.request_issue"
ISSUE = "activity/sqs/coupon_give_issue"
CODES = "activity/http/coupon_codes.request_codes"
COUNT = "activity/sqs/coupon_count"
EXPORT = "activity/http/coupon_export.export_coupons"
PROVE = "activity/schedule/coupon_proof"
METER = "activity/schedule/coupon_meter"
REMIND = "activity/schedule/coupon_remind"
CHOOSE = "base/http/promotion_coupons.choose_own_coupons"
_PIECES = 3


def _given(sample: str) -> list[str]:
    return given(sample)


def _give_all(give: Give, take: dict[str, Any], gateway: Gateway) -> None:
    """Three pieces on three shards."""
    with patch.object(pieces, "USUAL_PART", 1):
        activate(gateway, key=KEY, take=take, total=_PIECES, zone="UTC")
        for number in range(_PIECES):
            give(f"customer-{number}", gateway)


def _ask_for_more(give: Give, _: Gateway) -> None:
    """By somebody else, of a container that knows nothing of them."""
    with patch.object(pieces, "USUAL_PART", 1):
        give("customer-9", Gateway())


def _claim(customer: str, gateway: Gateway) -> object:
    route = f"POST /coupon-templates/{TEMPLATE_ID}/claims"
    return gateway.call(route, caller=callers.shopper(customer))


def _redeem(customer: str, gateway: Gateway) -> object:
    body = {"code": "GONE-26"}
    return gateway.call("POST /wallet/coupons", body, caller=callers.shopper(customer))


def _register(customer: str, gateway: Gateway) -> object:
    body = {"event": "register", "customer": customer, "key": "1"}
    return gateway.call("POST /coupon-occasions", body, caller=callers.STOREFRONT)


def _pay(customer: str, _: Gateway) -> object:
    told = batch(recorded(order(customer, customer=customer)))
    return functions.invoke("coupon_orders", told)


def _activate(take: dict[str, Any], gateway: Gateway) -> None:
    activate(gateway, key=KEY, take=take)


def _stop_shared(gateway: Gateway) -> None:
    activate(gateway, key=KEY, take={"kind": "code", "text": "GONE-26"})
    gateway.call(f"POST /coupon-templates/{TEMPLATE_ID}/stop", version=4)


def _archive(gateway: Gateway) -> object:
    return gateway.call(f"POST /coupon-templates/{TEMPLATE_ID}/archive", version=5)


def _go_on_with_an_issue(gateway: Gateway) -> None:
    """Broken off after its first customer."""
    give, begun = Giver.give, list[object]()

    def breaking(self: Giver, *told: Any) -> object:
        begun.append(told)
        if len(begun) > 1:
            raise RuntimeError("killed")
        return give(self, *told)

    with patch.object(Giver, "give", breaking):
        perform(ISSUE, gateway)
    perform(ISSUE, gateway)


def _quote_with_coupon(gateway: Gateway) -> object:
    mine = samples.read(samples.EVENTS / f"{CLAIM}.json").response.body["id"]
    cart = samples.read(samples.EVENTS / f"{QUOTE}.json").request.body | {"coupons": [mine]}
    return gateway.call("POST /quotes", cart, caller=callers.SHOPPER)


def _give_most(_: Gateway) -> None:
    import_module("tests.support.used_coupon").give_away(800)


def _export_page_by_page(gateway: Gateway) -> object:
    """One coupon fills the page."""
    route = f"GET {samples.read(samples.EVENTS / f'{EXPORT}.json').request.url_path}"
    return gateway.call(route, query={"limit": 1})


def _bring_near(_: Gateway) -> None:
    import_module("tests.support.used_coupon").come_near()


def make_void_code(_: Gateway) -> None:
    """Stores of coupons read settings when they are loaded."""
    import_module("tests.support.used_coupon").make_code()


def _run_void(_: Gateway) -> object:
    """What the bus tells of it, for the queue that its codes were made from."""
    asked = samples.EVENTS / "activity/bus/CouponCodesVoidRequested.json"
    return functions.invoke("coupon_make_codes", batch(asked.read_text(encoding="utf-8")))


def _choose_when_the_book_is_due(gateway: Gateway) -> object:
    perform(CHOOSE, gateway)
    with standing(SAMPLE_TIME + FRESH_FOR):
        return perform(CHOOSE, gateway)


_WAYS: list[tuple[str, Give, dict[str, Any]]] = [
    ("coupon_claim", _claim, {"kind": "claim"}),
    ("coupon_occasions", _register, {"kind": "auto", "on": "register"}),
    ("coupon_orders", _pay, {"kind": "auto", "on": "order_paid"}),
    ("coupon_redeem", _redeem, {"kind": "code", "text": "GONE-26"}),
]


def _occasions() -> Iterator[Occasion]:
    for name, give, take in _WAYS:
        yield name, [partial(_give_all, give, take)], partial(_ask_for_more, give)
        yield name, [partial(_activate, take)], partial(give, "ada")
        yield name, [partial(_activate, take), partial(give, "ada")], partial(give, "ada")
    yield "coupon_control", [_stop_shared], _archive
    yield "coupon_export", [*_given(EXPORT), *_given(COUNT)], _export_page_by_page
    yield "coupon_proof", [*_given(CODES), CODES], partial(perform, PROVE)
    yield "coupon_meter", [*_given(METER), _give_most], partial(perform, METER)
    yield "coupon_remind", [CLAIM, _bring_near], partial(perform, REMIND)
    yield "coupon_give_issue", [ISSUED], _go_on_with_an_issue
    yield "coupon_void_codes", [make_void_code], partial(perform, VOID_CODES)
    yield "coupon_make_codes", [*_given(VOID_BATCH), VOID_BATCH], _run_void
    yield "promotion_coupons", [*_given(CHOOSE)], _choose_when_the_book_is_due
    yield "promotion_coupons", [*_given(CHOOSE), clear_by_stock], partial(perform, CHOOSE)
    yield "promotion_quote", [*_given(QUOTE), CLAIM], _quote_with_coupon


COUPONS = list(_occasions())
