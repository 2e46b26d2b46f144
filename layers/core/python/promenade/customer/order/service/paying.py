"""Use cases of payments: where a buyer pays, and what a gateway tells."""

from contextlib import suppress
from typing import Protocol

from promenade.customer.order.model.paying import Money, PaymentMismatch, TransactionTaken
from promenade.customer.order.model.shop_order import ShopOrder, require
from promenade.customer.order.model.stray import StrayPayment
from promenade.customer.order.service import Queue
from promenade.customer.order.service.ending import pay, time_out
from promenade.customer.order.service.own import get_own
from promenade.customer.order.service.ports import Desk, PaymentGateway
from promenade.customer.order.service.waking import wake_body
from promenade.kit.errors import Unavailable
from promenade.kit.http.auth import Principal
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class StrayPayments(Protocol):
    def add(self, stray: StrayPayment) -> None:
        """Once, as it was first told. Raises Unavailable."""
        ...


class Opened(Value, frozen=True):
    """`url` is where the buyer pays for the order."""

    order: ShopOrder
    url: str


def open_payment(
    number: str, caller: Principal, stamp: Stamp, desk: Desk, gateway: PaymentGateway
) -> Opened:
    """Of an own order that is to be paid, and in time. Raises NotFound, StageForbids or
    Unavailable."""
    get_own(number, caller, desk)
    order = time_out(number, stamp, desk)
    require(order, "pending_payment")
    return Opened(order, gateway.open(order))


def take_payment(number: str, money: Money, stamp: Stamp, desk: Desk, wakes: Queue) -> ShopOrder:
    """Told again, it changes nothing. What goes back is on its way at once, where the queue
    answers, else by its mark. Raises NotFound, PaymentMismatch, TransactionTaken or
    Unavailable."""
    order = pay(number, money, stamp, desk)
    wake_what_is_owed(order, wakes)
    return order


def put_aside(
    number: str,
    money: Money,
    refusal: PaymentMismatch | TransactionTaken,
    stamp: Stamp,
    strays: StrayPayments,
) -> None:
    """For staff, who see what to do about it. Raises Unavailable."""
    facts = refusal.facts
    stray = StrayPayment(number, money, "transaction_taken", stamp.at)
    if isinstance(refusal, PaymentMismatch):
        first = {"first_minor": facts["first_minor"], "first_currency": facts["currency"]}
        stray = replace(stray, code="payment_mismatch", **first)
    else:
        stray = replace(stray, paid_for=facts["paid_for"])
    strays.add(stray)


def wake_what_is_owed(order: ShopOrder, wakes: Queue) -> None:
    """At once, where the queue answers, else its mark is found."""
    if any(each.is_owed for each in order.payouts):
        with suppress(Unavailable):
            wakes.send([wake_body(order.number)])
