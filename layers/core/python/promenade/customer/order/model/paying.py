"""What money does to an order; what comes too late, twice, or is not what is due goes back."""

from collections import Counter
from datetime import datetime

from promenade.contracts.orders import Payment, Refund, RefundLine
from promenade.customer.order.model.invoicing import taken_back
from promenade.customer.order.model.shop_order import (
    CancelReason,
    Payout,
    ShopOrder,
    Stage,
    moved,
    require,
)
from promenade.kit import currencies
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.ids import keyed_id
from promenade.kit.values import Value, replace


class Money(Value, frozen=True):
    """What a payment gateway says that it received; `transaction` is the gateway's own name."""

    transaction: str
    method: str
    amount_minor: int
    currency: str
    paid_at: datetime


class PaymentMismatch(DomainError):
    """Another amount or currency of a transaction than was told at first. Nothing has moved;
    somebody has to look."""


class TransactionTaken(Conflict):
    """This very money was told of for another order. Nothing has moved; somebody has to look."""


def pay(order: ShopOrder, money: Money, now: datetime) -> ShopOrder:
    """The order itself where it knows this transaction. Raises PaymentMismatch."""
    known = known_money(order).get(money.transaction)
    if known:
        _require_as_first(money, *known)
        return order
    if order.stage != "pending_payment":
        return _given_back(order, money, now)
    if (money.amount_minor, money.currency) != (order.payable_minor, order.currency):
        return _given_back(order, money, now, order.payable_minor)
    paid_at = max(order.placed_at, min(money.paid_at, now))
    payment = Payment(method=money.method, transaction=money.transaction)
    return _paid(order, paid_at, payment)


def pay_nothing(order: ShopOrder, now: datetime) -> ShopOrder:
    """There is nothing to pay (N8)."""
    require(order, "pending_payment")
    return _paid(order, max(order.placed_at, now), None)


def cancel(order: ShopOrder, reason: CancelReason, now: datetime) -> ShopOrder:
    """What was paid goes back; who bought asks for that after the sale. Raises StageForbids."""
    stages: tuple[Stage, ...] = ("paid",) if reason in ("customer", "risk", "staff") else ()
    require(order, "pending_payment", *stages)
    after = replace(moved(order, "cancelled"), cancelled_at=now, cancel_reason=reason)
    if order.paid_at is None:
        return after
    rest = _rest(order, now)
    refunded = taken_back(replace(after, refunds=(*order.refunds, rest)), now)
    return paid_back(refunded, rest, now)


def is_over(order: ShopOrder, now: datetime) -> bool:
    """Whether nobody paid in time; an order that costs nothing needs nobody to."""
    return order.stage == "pending_payment" and order.due_at <= now and order.payable_minor > 0


def paid_back(
    order: ShopOrder,
    given: Refund,
    now: datetime,
    reason: str | None = None,
    by: str | None = None,
) -> ShopOrder:
    """What is given back of what paid the order is asked of the gateway, if it came from there."""
    payment = order.payment
    if payment is None or payment.transaction is None or not given.amount_minor:
        return order
    payout = Payout(
        id=keyed_id("payout", order.number, f"{payment.transaction} {given.id}"),
        transaction=payment.transaction,
        amount_minor=given.amount_minor,
        currency=order.currency,
        requested_at=now,
        refund_id=given.id,
        reason=reason,
        by=by,
    )
    return replace(order, payouts=(*order.payouts, payout))


def sent(order: ShopOrder, payout_id: str, now: datetime) -> ShopOrder:
    """The gateway has taken the payout on; once."""
    return _noted(order, payout_id, sent_at=now, refused_at=None)


def refused(order: ShopOrder, payout_id: str, now: datetime) -> ShopOrder:
    """The gateway does not take the payout on as it is."""
    return _noted(order, payout_id, refused_at=now, was_refused=True)


def asked_again(order: ShopOrder) -> ShopOrder:
    """For all that it refused."""
    for each in order.payouts:
        if each.refused_at:
            order = _noted(order, each.id, refused_at=None)
    return order


def known_money(order: ShopOrder) -> dict[str, tuple[int, str]]:
    """Amount and currency by transaction, as it came in."""
    known = {each.transaction: (each.amount_minor, each.currency) for each in order.payouts[::-1]}
    if order.payment and order.payment.transaction:
        known[order.payment.transaction] = order.paid_minor, order.currency
    return known


def _paid(order: ShopOrder, at: datetime, payment: Payment | None) -> ShopOrder:
    amount = order.payable_minor
    return replace(moved(order, "paid"), paid_at=at, paid_minor=amount, payment=payment)


def _noted(order: ShopOrder, payout_id: str, **noted: datetime | bool | None) -> ShopOrder:
    """Nothing of one that is sent."""
    payouts = tuple(
        replace(each, **noted) if each.id == payout_id and each.sent_at is None else each
        for each in order.payouts
    )
    return (
        order if payouts == order.payouts else replace(moved(order, order.stage), payouts=payouts)
    )


def _given_back(
    order: ShopOrder, money: Money, now: datetime, due_minor: int | None = None
) -> ShopOrder:
    payout = Payout(
        id=keyed_id("payout", order.number, money.transaction),
        transaction=money.transaction,
        amount_minor=money.amount_minor,
        currency=money.currency,
        requested_at=now,
        due_minor=due_minor,
    )
    return replace(moved(order, order.stage), payouts=(*order.payouts, payout))


def _require_as_first(money: Money, first_minor: int, currency: str) -> None:
    if (money.amount_minor, money.currency) != (first_minor, currency):
        raise PaymentMismatch(
            f"{money.transaction} paid {currencies.money(money.amount_minor, money.currency)}; "
            f"{currencies.money(first_minor, currency)} were told at first.",
            paid_minor=money.amount_minor,
            paid_currency=money.currency,
            first_minor=first_minor,
            currency=currency,
            transaction=money.transaction,
        )


def _rest(order: ShopOrder, now: datetime) -> Refund:
    """All that was not given back before."""
    units, amounts = Counter[int](), Counter[int]()
    for part in (part for refund in order.refunds for part in refund.lines):
        units[part.line] += part.quantity
        amounts[part.line] += part.amount_minor
    lines = tuple(
        RefundLine(
            line=each.line,
            quantity=each.quantity - units[each.line],
            amount_minor=each.paid_minor - amounts[each.line],
        )
        for each in order.lines
        if each.quantity > units[each.line]
    )
    id_, left = (
        keyed_id("refund", order.number, "cancelled"),
        order.paid_minor - order.refunded_minor,
    )
    return Refund(id=id_, refunded_at=now, amount_minor=left, lines=lines)
