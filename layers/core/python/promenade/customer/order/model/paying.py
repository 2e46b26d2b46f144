"""What money does to an order; money that comes too late, or twice, goes back."""

from datetime import datetime

from promenade.contracts.orders import Payment, Refund, RefundLine
from promenade.customer.order.model.shop_order import (
    CancelReason,
    Payout,
    ShopOrder,
    Stage,
    moved,
    require,
)
from promenade.kit import currencies
from promenade.kit.errors import DomainError
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
    """What was paid is not what is to be paid. Nothing has moved; somebody has to look."""


def pay(order: ShopOrder, money: Money, now: datetime) -> ShopOrder:
    """The order itself where it knows this transaction. Raises PaymentMismatch."""
    known = _known(order)
    if money.transaction in known:
        _require_equal(money, *known[money.transaction])
        return order
    if order.stage != "pending_payment":
        return _sent_back(moved(order, order.stage), money.transaction, money, now)
    _require_equal(money, order.payable_minor, order.currency)
    paid_at = max(order.placed_at, min(money.paid_at, now))
    payment = Payment(method=money.method, transaction=money.transaction)
    return _paid(order, paid_at, payment)


def pay_nothing(order: ShopOrder, now: datetime) -> ShopOrder:
    """There is nothing to pay (N8)."""
    require(order, "pending_payment")
    return _paid(order, max(order.placed_at, now), None)


def cancel(order: ShopOrder, reason: CancelReason, now: datetime) -> ShopOrder:
    """What was paid goes back; who bought asks for that after the sale. Raises StageForbids."""
    stages: tuple[Stage, ...] = ("paid",) if reason in ("risk", "staff") else ()
    require(order, "pending_payment", *stages)
    after = replace(moved(order, "cancelled"), cancelled_at=now, cancel_reason=reason)
    if order.paid_at is None:
        return after
    after = replace(after, refunds=(_whole(order, now),))
    if order.payment is None or order.payment.transaction is None:
        return after
    transaction = order.payment.transaction
    money = Money(transaction, "", order.paid_minor, order.currency, now)
    return _sent_back(after, f"{transaction} cancelled", money, now)


def is_over(order: ShopOrder, now: datetime) -> bool:
    """Whether nobody paid in time; an order that costs nothing needs nobody to."""
    return order.stage == "pending_payment" and order.due_at <= now and order.payable_minor > 0


def sent(order: ShopOrder, payout_id: str, now: datetime) -> ShopOrder:
    """The gateway has taken the payout on."""
    payouts = tuple(
        replace(each, sent_at=now) if each.id == payout_id else each for each in order.payouts
    )
    return replace(moved(order, order.stage), payouts=payouts)


def _paid(order: ShopOrder, at: datetime, payment: Payment | None) -> ShopOrder:
    amount = order.payable_minor
    return replace(moved(order, "paid"), paid_at=at, paid_minor=amount, payment=payment)


def _sent_back(order: ShopOrder, key: str, money: Money, now: datetime) -> ShopOrder:
    payout = Payout(
        id=keyed_id("payout", order.number, key),
        transaction=money.transaction,
        amount_minor=money.amount_minor,
        currency=money.currency,
        requested_at=now,
    )
    return replace(order, payouts=(*order.payouts, payout))


def _known(order: ShopOrder) -> dict[str, tuple[int, str]]:
    """Amount and currency by transaction."""
    known = {each.transaction: (each.amount_minor, each.currency) for each in order.payouts}
    if order.payment and order.payment.transaction:
        known[order.payment.transaction] = order.paid_minor, order.currency
    return known


def _require_equal(money: Money, due_minor: int, currency: str) -> None:
    if (money.amount_minor, money.currency) != (due_minor, currency):
        raise PaymentMismatch(
            f"{currencies.money(money.amount_minor, money.currency)} were paid, "
            f"{currencies.money(due_minor, currency)} are due.",
            paid_minor=money.amount_minor,
            paid_currency=money.currency,
            due_minor=due_minor,
            currency=currency,
        )


def _whole(order: ShopOrder, now: datetime) -> Refund:
    lines = tuple(
        RefundLine(line=each.line, quantity=each.quantity, amount_minor=each.paid_minor)
        for each in order.lines
    )
    id_ = keyed_id("refund", order.number, "cancelled")
    return Refund(id=id_, refunded_at=now, amount_minor=order.paid_minor, lines=lines)
