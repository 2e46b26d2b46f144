"""What is said to a payment gateway, and what it says."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.contracts.references import Reference
from promenade.customer.order.model.paying import Money
from promenade.customer.order.model.rules import instant_faults
from promenade.customer.order.model.shop_order import Payout, ShopOrder
from promenade.customer.order.service.paying import Opened
from promenade.customer.order.wire.bodies import Instant
from promenade.kit.clock import Clock, in_utc
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View, decode, receive
from promenade.kit.errors import Invalid, Unavailable
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.ids import Id
from promenade.kit.signatures import Signatures
from promenade.kit.signed_calls import Poster
from promenade.kit.values import Value, replace

PaidMinor = Annotated[int, Meta(ge=1, le=10**12)]
_GATEWAY = Principal("client", "payment-gateway", frozenset())


class PaymentIntent(Value, frozen=True):
    """`POST /intents` of a gateway: it answers an IntentOpened."""

    order: str
    amount_minor: int
    currency: str


class IntentOpened(msgspec.Struct, frozen=True):
    """`url` is where the buyer pays."""

    url: str


class RefundAsked(Value, frozen=True):
    """`POST /refunds` of a gateway, once for each `id`."""

    id: str
    order: str
    transaction: str
    amount_minor: int
    currency: str


class PaymentBody(Strict, frozen=True, kw_only=True):
    """Money that came in. Told as often as it takes; `transaction` is its name."""

    order: Id
    transaction: Reference
    method: Reference
    amount_minor: PaidMinor
    currency: Currency
    paid_at: Instant


class PaymentPageView(View, frozen=True):
    """`url` is where the buyer pays `amount_minor`."""

    url: str
    amount_minor: int
    currency: str
    due_at: datetime


class PaymentTakenView(View, frozen=True):
    """`is_late`: the order was not to be paid any more; `is_unmatched`: another amount or currency
    was due. Either way the money goes back."""

    order: str
    is_late: bool
    is_unmatched: bool


class HttpPaymentGateway:
    def __init__(self, post: Poster) -> None:
        self._post = post

    def open(self, order: ShopOrder) -> str:
        intent = PaymentIntent(order.number, order.payable_minor, order.currency)
        key = f"{order.number}-{order.payable_minor}"
        try:
            return decode(self._post("/intents", intent, key), IntentOpened).url
        except Invalid:
            raise Unavailable("The payment gateway answers what nobody understands.") from None

    def send_back(self, order: str, payout: Payout) -> None:
        asked = RefundAsked(
            payout.id, order, payout.transaction, payout.amount_minor, payout.currency
        )
        self._post("/refunds", asked, payout.id)


def prove(call: Call[bytes, None], *, signatures: Signatures, clock: Clock) -> Call[bytes, None]:
    """Who calls is the gateway. Raises Unauthenticated."""
    signatures.check(call.body, call.headers, clock())
    return replace(call, caller=_GATEWAY)


def read_payment(raw: bytes, now: datetime) -> PaymentBody:
    """Raises Invalid."""
    body = receive(raw, PaymentBody)
    if found := list(instant_faults("/paid_at", in_utc(body.paid_at), now)):
        raise Invalid(found)
    return body


def read_money(body: PaymentBody) -> Money:
    return Money(
        body.transaction, body.method, body.amount_minor, body.currency, in_utc(body.paid_at)
    )


def show_payment_page(opened: Opened) -> PaymentPageView:
    order = opened.order
    return PaymentPageView(
        url=opened.url,
        amount_minor=order.payable_minor,
        currency=order.currency,
        due_at=order.due_at,
    )


def show_taken(order: ShopOrder, transaction: str) -> PaymentTakenView:
    is_its = order.payment is not None and order.payment.transaction == transaction
    is_unmatched = any(
        each.due_minor is not None for each in order.payouts if each.transaction == transaction
    )
    is_late = not is_its and not is_unmatched
    return PaymentTakenView(order=order.number, is_late=is_late, is_unmatched=is_unmatched)
