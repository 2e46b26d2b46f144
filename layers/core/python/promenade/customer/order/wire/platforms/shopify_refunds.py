"""What Shopify's refunds mean: money that went back, or units that were taken off before they were
paid for. An edit of an order leaves the same kind of record as a refund, without money."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from promenade.customer.order.wire.bodies import LineBody, RefundBody, RefundLineBody
from promenade.customer.order.wire.platforms.amounts import minor
from promenade.customer.order.wire.platforms.payload import given
from promenade.customer.order.wire.platforms.shopify import Refund, RefundLine, ShopifyOrder
from promenade.kit.money import allocate


class Taken(NamedTuple):
    """Off an order before it was paid for."""

    units: int = 0
    amount: int = 0
    tax: int = 0


def money_back(order: ShopifyOrder, place: int) -> int:
    """What its payments say went back; they are in another currency where the buyer paid in one,
    and then the lines say it, corrected by what the refund gives beside them."""
    refund, at = order.refunds[place], f"/refunds/{place}"
    paid_back = [each for each in refund.transactions if _is_done(each.kind, each.status)]
    if all(each.currency in (None, order.currency) for each in paid_back):
        return sum(minor(each.amount, order.currency, f"{at}/transactions") for each in paid_back)
    return _of_lines(order, refund, at)


def taken_off(order: ShopifyOrder) -> dict[int, Taken]:
    """By the id of the line. What was cancelled stays as it had been ordered, and what was paid
    for and is still owed to the buyer stays sold."""
    off: dict[int, Taken] = {}
    if not order.refunds or order.cancelled_at or _is_received_in_full(order):
        return off
    for place, refund in enumerate(order.refunds):
        at = f"/refunds/{place}"
        if money_back(order, place) == 0 and _of_lines(order, refund, at) > 0:
            for each in refund.refund_line_items:
                units, amount, tax = off.get(each.line_item_id, Taken())
                subtotal, its_tax = _subtotal(each, order, at), _tax(each, order, at)
                off[each.line_item_id] = Taken(
                    units + each.quantity, amount + subtotal, tax + its_tax
                )
    return off


def refund_bodies(order: ShopifyOrder, lines: Iterable[LineBody]) -> tuple[RefundBody, ...]:
    """Money that went back, of which lines as far as they were paid; the rest is beside them."""
    numbers = {each.id: number for number, each in enumerate(order.line_items, 1)}
    left = {line.line: line.paid_minor for line in lines}
    found = []
    for place, refund in enumerate(order.refunds):
        if amount := money_back(order, place):
            body = RefundBody(
                id=str(refund.id),
                refunded_at=refund.processed_at or refund.created_at,
                amount_minor=amount,
                lines=tuple(_parts(order, place, numbers, left)),
            )
            found.append(body)
    return tuple(found)


def _parts(
    order: ShopifyOrder, place: int, numbers: dict[int, int], left: dict[int, int]
) -> Iterator[RefundLineBody]:
    at = f"/refunds/{place}"
    given = [
        each
        for each in order.refunds[place].refund_line_items
        if numbers.get(each.line_item_id) in left
    ]
    amounts = [_subtotal(each, order, at) for each in given]
    back = money_back(order, place)
    if sum(amounts) > back:
        amounts = allocate(back, amounts)
    for each, amount in zip(given, amounts, strict=True):
        number = numbers[each.line_item_id]
        within = min(amount, left[number])
        left[number] -= within
        yield RefundLineBody(line=number, quantity=each.quantity, amount_minor=within)


def _is_done(kind: str, status: str) -> bool:
    return (kind, status) == ("refund", "success")


def _is_received_in_full(order: ShopifyOrder) -> bool:
    """All of the order as it first was has been paid, whatever was taken off it since."""
    current, outstanding = given(order.current_total_price), given(order.total_outstanding)
    if current is None or outstanding is None:
        return False
    now = minor(current, order.currency, "/current_total_price")
    owed = minor(outstanding, order.currency, "/total_outstanding")
    back = sum(money_back(order, place) for place in range(len(order.refunds)))
    first = minor(order.total_price, order.currency, "/total_price")
    return order.financial_status in PAID and now - owed + back == first


PAID = frozenset({"paid", "partially_refunded", "refunded"})


def _of_lines(order: ShopifyOrder, refund: Refund, at: str) -> int:
    of_lines = sum(
        _subtotal(each, order, at) + (0 if order.taxes_included else _tax(each, order, at))
        for each in refund.refund_line_items
    )
    beside = 0
    for each in refund.order_adjustments:
        beside += minor(each.amount, order.currency, f"{at}/order_adjustments")
        if not order.taxes_included:
            beside += minor(given(each.tax_amount), order.currency, f"{at}/order_adjustments")
    return of_lines - beside


def _subtotal(line: RefundLine, order: ShopifyOrder, at: str) -> int:
    return minor(line.subtotal, order.currency, f"{at}/refund_line_items")


def _tax(line: RefundLine, order: ShopifyOrder, at: str) -> int:
    return minor(given(line.total_tax), order.currency, f"{at}/refund_line_items")
