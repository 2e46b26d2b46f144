"""An order as who may not read personal data sees it: shapes of people in names that others gave
are masked. A name by which the caller asked is no news, and stays; SKUs are often bar codes."""

from typing import TypeVar

from promenade.contracts.orders import OrderDocument, OrderLine, Payment, Refund
from promenade.customer.order.model.order import Summary
from promenade.customer.order.model.shop_order import Payout
from promenade.customer.order.model.submission import Fate
from promenade.kit.masks import masked
from promenade.kit.values import replace

D = TypeVar("D", bound=OrderDocument)


def mask_document(document: D) -> D:
    """`source`, `number` and `store` are what it was asked by."""
    return replace(
        document,
        channel=masked(document.channel),
        customer=document.customer and masked(document.customer),
        payment=document.payment and _payment(document.payment),
        lines=tuple(map(_line, document.lines)),
        refunds=tuple(map(_refund, document.refunds)),
    )


def mask_summary(summary: Summary) -> Summary:
    return replace(summary, number=masked(summary.number), channel=masked(summary.channel))


def mask_fate(fate: Fate) -> Fate:
    return replace(
        fate,
        number=fate.number and masked(fate.number),
        reason=fate.reason and masked(fate.reason),
        said={language: masked(reason) for language, reason in fate.said.items()},
        faults=tuple(replace(each, pointer=masked(each.pointer)) for each in fate.faults),
    )


def _payment(payment: Payment) -> Payment:
    transaction = payment.transaction and masked(payment.transaction)
    return Payment(method=masked(payment.method), transaction=transaction)


def _line(line: OrderLine) -> OrderLine:
    category = line.category and masked(line.category)
    return replace(line, title=masked(line.title), category=category)


def _refund(refund: Refund) -> Refund:
    return replace(refund, id=masked(refund.id))


def mask_payout(payout: Payout) -> Payout:
    return replace(payout, reason=masked(payout.reason)) if payout.reason else payout
