"""WooCommerce's order as ours; docs/import.md has the table."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import count

from promenade.contracts.orders import State
from promenade.customer.order.wire.bodies import (
    LineBody,
    OrderBody,
    PaymentBody,
    PersonBody,
    RefundBody,
)
from promenade.customer.order.wire.platforms.amounts import minor, require_sum, rounded_minor
from promenade.customer.order.wire.platforms.texts import person
from promenade.customer.order.wire.platforms.told import (
    Charged,
    Course,
    Shop,
    line_body,
    order_body,
    reference,
)
from promenade.customer.order.wire.platforms.woocommerce import Address, Line, Taxed, WooOrder
from promenade.kit.errors import Fault, Invalid
from promenade.kit.money import runs_of
from promenade.kit.values import replace

_TOTAL = "the sum of lines, shipping, fees and tax"
_NO_INSTANT = "This is no point in time."
_UNSOLD = "This line has an amount and no units."


def woocommerce_order(order: WooOrder, shop: Shop) -> OrderBody:
    """Raises Invalid, which names the sum that does not balance."""
    charged = _balanced(order, _charged(order))
    return order_body(
        shop,
        charged,
        _course(order, charged),
        number=order.number,
        channel="web",
        currency=order.currency,
        customer=str(order.customer_id) if order.customer_id > 0 else None,
        payment=_payment(order),
        personal=_person(order),
    )


def _charged(order: WooOrder) -> Charged:
    """Where prices include tax, amounts do so here, too."""
    tax = minor(order.total_tax, order.currency, "/total_tax")
    return Charged(
        lines=tuple(_lines(order)),
        shipping=sum(_amounts(order, order.shipping_lines, "/shipping_lines")),
        fee=sum(_amounts(order, order.fee_lines, "/fee_lines")),
        tax=0 if order.prices_include_tax else tax,
        tax_included=tax if order.prices_include_tax else 0,
    )


def _balanced(order: WooOrder, charged: Charged) -> Charged:
    """Amounts are rounded one by one, the total is not: at most half a minor unit of each amount
    lies between them, and stands among the fees."""
    total = minor(order.total, order.currency, "/total")
    gap = total - charged.payable
    if abs(gap) > _rounding(order):
        require_sum("/total", (total, charged.payable), order.currency, _TOTAL)
    return replace(charged, fee=charged.fee + gap)


def _rounding(order: WooOrder) -> int:
    rounded = [*order.line_items, *order.shipping_lines, *order.fee_lines]
    return (len(rounded) + 1) // 2


def _lines(order: WooOrder) -> Iterator[LineBody]:
    """The price of a unit is its part of the line's before coupons (N5). Where that does not
    divide, the units that cost one more stand in a line of their own."""
    numbers = count(1)
    for place, line in enumerate(order.line_items):
        at = f"/line_items/{place}"
        paid = _amount(order, line, at)
        if line.quantity == 0:
            _require_nothing(paid, at)
        before = max(paid, _before(order, line, at))
        for units, unit, amount in _alike(line.quantity, before, paid):
            yield line_body(next(numbers), (line.sku, line.name), units, unit, amount)


def _alike(quantity: int, before: int, paid: int) -> Iterator[tuple[int, int, int]]:
    """Units of one price, the price, and what was paid for them; of a quantity that is none, the
    line as it was told."""
    if quantity <= 0:
        yield from [(quantity, 0, paid)] if quantity else []
        return
    share, larger = divmod(paid, quantity)
    for units, unit in runs_of(before, quantity):
        yield units, unit, units * share + max(0, min(units, larger))
        larger -= units


def _require_nothing(paid: int, at: str) -> None:
    if paid:
        raise Invalid([Fault(f"{at}/quantity", "not_positive", _UNSOLD)])


def _before(order: WooOrder, line: Line, at: str) -> int:
    tax = [line.subtotal_tax] if order.prices_include_tax else []
    return rounded_minor([line.subtotal, *tax], order.currency, f"{at}/subtotal")


def _amount(order: WooOrder, line: Taxed, at: str) -> int:
    tax = [line.total_tax] if order.prices_include_tax else []
    return rounded_minor([line.total, *tax], order.currency, f"{at}/total")


def _amounts(order: WooOrder, lines: Iterable[Taxed], at: str) -> Iterator[int]:
    for place, line in enumerate(lines):
        yield _amount(order, line, f"{at}/{place}")


def _course(order: WooOrder, charged: Charged) -> Course:
    modified_at = _instant(order.date_modified_gmt, "/date_modified_gmt")
    paid = order.date_paid_gmt or (order.date_completed_gmt if _is(order, "completed") else None)
    refunds = tuple(_refunds(order, charged.payable, modified_at))
    back = sum(each.amount_minor for each in refunds)
    is_back = bool(paid) and back == charged.payable > 0
    state: State = "refunded" if is_back else _state(order, is_paid=bool(paid))
    return Course(
        state=state,
        placed_at=_instant(order.date_created_gmt, "/date_created_gmt"),
        changed_at=modified_at,
        paid_at=_instant(paid, "/date_paid_gmt") if paid else None,
        cancelled_at=modified_at if state == "cancelled" else None,
        refunds=refunds,
    )


def _state(order: WooOrder, *, is_paid: bool) -> State:
    """A shop may name states of its own: then what was paid says how far the order is."""
    if _is(order, "cancelled"):
        return "cancelled"
    if not is_paid:
        return "created"
    return "completed" if _is(order, "completed") else "paid"


def _is(order: WooOrder, status: str) -> bool:
    return order.status.removeprefix("wc-") == status


def _refunds(order: WooOrder, most: int, modified_at: datetime) -> Iterator[RefundBody]:
    """Dated by the change that told of them: the order has no other date. What they give back
    beyond the total, as they were rounded line by line, is left out of the last ones."""
    told = [
        -minor(refund.total, order.currency, f"/refunds/{place}/total")
        for place, refund in enumerate(order.refunds)
    ]
    is_rounded = 0 < sum(told) - most <= _rounding(order)
    amounts = _within(most, told) if is_rounded else told
    for refund, amount in zip(order.refunds, amounts, strict=True):
        if amount:
            yield RefundBody(id=str(refund.id), refunded_at=modified_at, amount_minor=amount)


def _within(most: int, amounts: Iterable[int]) -> Iterator[int]:
    left = most
    for amount in amounts:
        yield min(amount, left)
        left -= min(amount, left)


def _payment(order: WooOrder) -> PaymentBody | None:
    method = reference(order.payment_method, "") or reference(order.payment_method_title, "")
    transaction = reference(order.transaction_id, "") or None
    return PaymentBody(method=method, transaction=transaction) if method else None


def _person(order: WooOrder) -> PersonBody | None:
    billing = order.billing or Address()
    named = order.shipping if order.shipping and order.shipping.address_1 else billing
    return person(
        f"{named.first_name or ''} {named.last_name or ''}",
        named.phone or billing.phone,
        billing.email,
        (named.address_1, named.address_2, named.city, named.state, named.country),
        named.postcode,
    )


def _instant(text: str, at: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise Invalid([Fault(at, "wrong_value", _NO_INSTANT)]) from None
