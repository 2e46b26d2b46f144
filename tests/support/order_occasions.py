"""What befalls orders placed here off the path of their samples, for who watches what is done."""

from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import msgspec

from infra.local import samples
from promenade.base.stock.store.records import StockRecord
from promenade.customer.order.service import placing
from promenade.kit import dynamo
from promenade.kit.digests import digests
from promenade.kit.dynamo import Write
from promenade.kit.errors import Unavailable
from promenade.kit.ids import keyed_id
from promenade.kit.signed_calls import CallRefused, SignedCalls
from tests.support import functions, selling
from tests.support.callers import MARKETER, OWNER, SHOPPER, SUPPORT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import delivered
from tests.support.coupons import activate
from tests.support.facts import batch, order, recorded
from tests.support.gateway import Answer, Gateway
from tests.support.paying import notify, payment
from tests.support.play import perform
from tests.support.selling import cart, open_shop, promote, quoted

PLACED = "customer/http/order_checkout_api.place_order"
PAID = "customer/http/order_payment_api.take_payment"
REFUNDED = "customer/http/order_refund_api.refund_order"
CANCELLED = "customer/http/order_shopper_api.cancel_own_order"
GOODS = samples.read(samples.EVENTS / f"{PLACED}.json").given
SKU = "MUG-CELADON-S"
FREE = "free-order-1"
LATER = SAMPLE_TIME + timedelta(minutes=30)
ORDER = samples.read(samples.EVENTS / f"{PLACED}.json").response.body
ORDER_UNITS = next(each["quantity"] for each in ORDER["lines"] if each["sku"] == SKU)


def spread(gateway: Gateway) -> Answer:
    body = {"name": "SPREAD", "count": 23}
    return gateway.call(f"POST /stock/{SKU}/pools", body, caller=OWNER)


def place(gateway: Gateway) -> Any:
    return perform(PLACED, gateway)


def place_too_much(gateway: Gateway) -> Answer:
    """Nobody has so many, in no warehouse."""
    cart = {"currency": "CNY", "lines": [{"sku": SKU, "qty": 999}]}
    quote = gateway.call("POST /quotes", cart, caller=SHOPPER).json
    return gateway.call("POST /shop-orders", cart | {"quote_hash": quote["hash"]}, caller=SHOPPER)


def pay(gateway: Gateway) -> Answer:
    return notify(gateway, payment(ORDER))


def tell_otherwise(gateway: Gateway) -> Answer:
    return notify(gateway, payment(ORDER, amount_minor=1))


def cancel(gateway: Gateway) -> Any:
    return perform(CANCELLED, gateway)


def cancel_for_the_buyer(gateway: Gateway) -> Answer:
    path = f"POST /shop-orders/{ORDER['number']}/cancellations"
    return gateway.call(path, {"reason": "customer"}, caller=SUPPORT)


def open_payment_too_late(gateway: Gateway) -> Answer:
    with standing(LATER):
        path = f"POST /shop-orders/{ORDER['number']}/payments"
        return gateway.call(path, caller=SHOPPER)


def open_for_nothing(gateway: Gateway) -> None:
    """A promotion and a coupon of the buyer's come to what a mug costs."""
    open_shop(gateway)
    promote(gateway)
    worth = {"kind": "amount", "off_minor": 9_999_999}
    template_id = activate(gateway, key=FREE, worth=worth, min_spend_minor=0)
    gateway.call(f"POST /coupon-templates/{template_id}/claims", caller=SHOPPER)


def place_for_nothing(gateway: Gateway) -> Answer:
    template_id = keyed_id("template", MARKETER.name, FREE)
    mine = f"{template_id}-{digests().pseudonym(SHOPPER.subject)}-1"
    body = cart(("MUG-S", 1), coupons=[mine])
    return selling.place(gateway, quoted(gateway, body), key=FREE)


def place_for_nothing_and_break_off(gateway: Gateway) -> Answer:
    """It is there, and not paid yet."""
    with patch.object(placing, "pay_nothing", side_effect=Unavailable("Broken off.")):
        return place_for_nothing(gateway)


def wake_when_it_is_over(number: str, _: Gateway) -> Any:
    body = msgspec.json.encode({"number": number}).decode()
    with standing(LATER):
        return functions.invoke("order_wake", {"Records": [{"messageId": "m-1", "body": body}]})


def wake_what_waits(_: Gateway) -> Any:
    return functions.invoke("order_wake", delivered("order-wake"))


def refund_all(gateway: Gateway) -> Answer:
    path = f"POST /shop-orders/{ORDER['number']}/refunds"
    return gateway.call(path, {"reason": "Broken"}, caller=SUPPORT)


def wake_while_the_gateway_refuses(_: Gateway) -> Any:
    refusal = CallRefused("The other server answers 422.", status=422)
    with patch.object(SignedCalls, "_post", side_effect=refusal):
        return functions.invoke("order_wake", delivered("order-wake"))


def wake_what_was_parked(_: Gateway) -> Any:
    return functions.invoke("order_wake", delivered("order-wake-dead"))


def list_refused(gateway: Gateway) -> Answer:
    return gateway.call("GET /refused-payouts", caller=SUPPORT)


def retry_payouts(gateway: Gateway) -> Answer:
    path = f"POST /shop-orders/{ORDER['number']}/payout-retries"
    return gateway.call(path, caller=SUPPORT)


def sweep_when_it_is_over(_: Gateway) -> Any:
    with standing(LATER):
        return functions.invoke("order_sweep", {})


def search_a_customer(gateway: Gateway) -> Answer:
    return gateway.call("GET /order-searches", query={"customer": "amelie"}, caller=SUPPORT)


def offer_more(_: Gateway) -> None:
    """One more is kept for the order than it has."""
    spoil(amount=3)


def offer_less(_: Gateway) -> None:
    spoil(amount=ORDER_UNITS)


def spoil(amount: int) -> None:
    record = StockRecord(f"RESERVATION#{ORDER['number']}", SKU)
    dynamo.apply(Write("Update", record, None, [StockRecord.amount.set(amount)]))


def prove_order(_: Gateway, number: str = ORDER["number"]) -> Any:
    told = recorded(order(number, source="shop"))
    return functions.invoke("order_proof", batch(told))


def search_days(gateway: Gateway) -> Answer:
    query = {"first_day": "2026-01-05", "last_day": "2026-01-05"}
    return gateway.call("GET /order-searches", query=query, caller=SUPPORT)


def export_a_stage(gateway: Gateway) -> Answer:
    return gateway.call("GET /order-exports", query={"stage": "pending_payment"}, caller=SUPPORT)


def export_a_customer(gateway: Gateway) -> Answer:
    return gateway.call("GET /order-exports", query={"customer": "amelie"}, caller=SUPPORT)


OCCASIONS: list[tuple[str, list[Any], Any]] = [
    ("order_checkout_api", [*GOODS, spread], place),
    ("order_checkout_api", [*GOODS], place_too_much),
    ("order_checkout_api", [open_for_nothing], place_for_nothing),
    ("order_desk_api", [PLACED], cancel_for_the_buyer),
    ("order_payment_api", [PLACED, pay], tell_otherwise),
    ("order_payment_api", [PLACED, cancel], pay),
    ("order_payment_api", [*GOODS, spread, place], open_payment_too_late),
    ("order_proof", [PLACED, offer_more], prove_order),
    ("order_proof", [PLACED, offer_more, prove_order, offer_less], prove_order),
    (
        "order_proof",
        [open_for_nothing, place_for_nothing],
        partial(prove_order, number=keyed_id("order", SHOPPER.name, FREE)),
    ),
    ("order_export_api", [PLACED], export_a_customer),
    ("order_export_api", [PLACED], export_a_stage),
    ("order_refund_api", [*GOODS, spread, place, PAID], refund_all),
    ("order_refund_api", [PAID], refund_all),
    ("order_refund_api", [REFUNDED, wake_while_the_gateway_refuses], list_refused),
    ("order_refund_api", [REFUNDED, wake_while_the_gateway_refuses], retry_payouts),
    ("order_wake", [REFUNDED], wake_while_the_gateway_refuses),
    ("order_wake", [REFUNDED, wake_while_the_gateway_refuses], wake_what_was_parked),
    ("order_search_api", [PLACED], search_a_customer),
    ("order_search_api", [PLACED], search_days),
    ("order_shopper_api", [*GOODS, spread, place], cancel),
    ("order_sweep", [PLACED], sweep_when_it_is_over),
    ("order_wake", [*GOODS, spread, place], partial(wake_when_it_is_over, ORDER["number"])),
    (
        "order_wake",
        [open_for_nothing, place_for_nothing_and_break_off],
        partial(wake_when_it_is_over, keyed_id("order", SHOPPER.name, FREE)),
    ),
    ("order_wake", [PLACED, cancel, pay], wake_what_waits),
]
"""A function, what comes before, and what it is asked then."""
