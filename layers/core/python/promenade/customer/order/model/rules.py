"""What an order must add up to. Each rule names every fault it finds."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from promenade.contracts.orders import OrderDocument, OrderLine
from promenade.customer.order.model.refunds import refund_faults
from promenade.kit.errors import Fault
from promenade.kit.messages import Facts
from promenade.kit.values import replace
from promenade.kit.zones import is_zone

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=24)
"""What the clock of who sends it may be fast."""

_IN_FUTURE = "This is more than 24 hours ahead: send when it happened."
_COMPLETED = "An order of this kind ({kind}) is sent as completed."
_WAS_PAID = "An order that is {state} was paid."
_NOT_CANCELLED = "The order is {state}, not cancelled."
_GOODS = "the sum of quantity times unit price"
_DISCOUNTS = "the sum of the lines' discounts"
_LINE = "quantity times unit price, less the discount,"
_OF_LINE = "what is paid for the line"
_OF_LINES = "the sum of what is paid for the lines"
_PAYABLE = "the sum of lines, shipping, tax on top, tip and fee"
_UNPAID = "what counts as paid before a payment"
_NO_SALE = "what an order of this kind has here"
_TAX_INCLUDED = (
    "Included tax is part of what is to be paid, {payable_minor}; tax on top is sent apart."
)
WRONG_SUM = "This is {found_minor}; {what} is {expected_minor}."
_NO_PROMOTIONS = "An order of this kind ({kind}) has no promotions."


def faults(order: OrderDocument, now: datetime) -> list[Fault]:
    """Everything that is wrong with an order of the right form that comes now."""
    return [
        replace(each, facts={**each.facts, "currency": order.currency})
        for each in _faults(order, now)
    ]


def _faults(order: OrderDocument, now: datetime) -> list[Fault]:
    return [
        *_zone(order),
        *_times(order, now),
        *_state(order),
        *_numbering(order),
        *(_sale(order) if order.kind == "sale" else _note(order)),
        *_promotions(order),
        *refund_faults(order),
    ]


def _zone(order: OrderDocument) -> Iterator[Fault]:
    if not is_zone(order.zone):
        yield Fault("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")


def _times(order: OrderDocument, now: datetime) -> Iterator[Fault]:
    after_placing = {
        "/paid_at": order.paid_at,
        "/cancelled_at": order.cancelled_at,
        **{f"/refunds/{i}/refunded_at": each.refunded_at for i, each in enumerate(order.refunds)},
    }
    yield from instant_faults("/placed_at", order.placed_at, now)
    for pointer, instant in after_placing.items():
        if instant is not None and instant > now + AHEAD:
            yield Fault(pointer, "in_future", _IN_FUTURE)
        elif instant is not None and instant < order.placed_at:
            yield Fault(pointer, "out_of_order", "This cannot be before the order was placed.")


def instant_faults(pointer: str, instant: datetime, now: datetime) -> Iterator[Fault]:
    if instant < _EARLIEST:
        yield Fault(pointer, "out_of_range", "Send an instant of this century.")
    if instant > now + AHEAD:
        yield Fault(pointer, "in_future", _IN_FUTURE)


def _state(order: OrderDocument) -> Iterator[Fault]:
    if order.kind != "sale":
        if order.state != "completed":
            yield Fault("/state", "wrong_state", _COMPLETED, facts={"kind": order.kind})
        return
    if order.state == "created" and order.paid_at:
        yield Fault("/paid_at", "wrong_state", "An order with a payment is more than placed.")
    if order.state not in ("created", "cancelled") and not order.paid_at:
        yield Fault("/paid_at", "missing", _WAS_PAID, facts={"state": order.state})
    if order.state == "cancelled" and not order.cancelled_at:
        yield Fault("/cancelled_at", "missing", "Say when it was cancelled.")
    if order.cancelled_at and order.state not in ("cancelled", "refunded"):
        yield Fault("/cancelled_at", "wrong_state", _NOT_CANCELLED, facts={"state": order.state})
    if order.state == "refunded" and order.refunded_minor != order.paid_minor:
        yield Fault("/state", "wrong_state", "A refunded order got back all that was paid.")


def _numbering(order: OrderDocument) -> Iterator[Fault]:
    seen: set[int] = set()
    for index, line in enumerate(order.lines):
        if line.line in seen:
            yield Fault(f"/lines/{index}/line", "repeated", "Number each line once.")
        seen.add(line.line)


def _sale(order: OrderDocument) -> Iterator[Fault]:
    goods = discount = paid = 0
    for index, line in enumerate(order.lines):
        yield from _sold_line(line, f"/lines/{index}")
        goods += line.quantity * line.unit_price_minor
        discount += line.discount_minor
        paid += line.paid_minor
    payable = paid + sum(order.beside_lines.values())
    yield from _equal("/goods_minor", order.goods_minor, goods, _GOODS)
    yield from _equal("/discount_minor", order.discount_minor, discount, _DISCOUNTS)
    what = _PAYABLE if order.paid_at else _UNPAID
    yield from _equal("/paid_minor", order.paid_minor, payable if order.paid_at else 0, what)
    if order.tax_included_minor > payable:
        facts = {"payable_minor": payable}
        yield Fault("/tax_included_minor", "above_paid", _TAX_INCLUDED, facts=facts)


def _sold_line(line: OrderLine, at: str) -> Iterator[Fault]:
    gross = line.quantity * line.unit_price_minor
    if line.quantity < 1:
        yield Fault(f"{at}/quantity", "not_positive", "A sale has at least one unit a line.")
        return
    if line.discount_minor > gross:
        detail = "The line comes to {line_minor}: a discount takes off no more."
        yield Fault(f"{at}/discount_minor", "above_line", detail, facts={"line_minor": gross})
    else:
        expected = gross - line.discount_minor
        yield from _equal(f"{at}/paid_minor", line.paid_minor, expected, _LINE)
    if line.unit_paid_minor:
        yield from _units(line, f"{at}/unit_paid_minor")


def _units(line: OrderLine, at: str) -> Iterator[Fault]:
    if len(line.unit_paid_minor) != line.quantity:
        detail = "Send one amount for each of {count} units."
        yield Fault(at, "wrong_count", detail, facts={"count": line.quantity})
    yield from _equal(at, sum(line.unit_paid_minor), line.paid_minor, _OF_LINE)


def _note(order: OrderDocument) -> Iterator[Fault]:
    """A return sells nothing; an adjustment may charge what its lines of positive quantity say."""
    amounts = {
        "/goods_minor": order.goods_minor,
        "/discount_minor": order.discount_minor,
        "/tax_included_minor": order.tax_included_minor,
        **{f"/{name}_minor": amount for name, amount in order.beside_lines.items()},
    }
    for pointer, amount in amounts.items():
        yield from _equal(pointer, amount, 0, _NO_SALE)
    charged = sum(line.paid_minor for line in order.lines)
    yield from _equal("/paid_minor", order.paid_minor, charged, _OF_LINES)
    if (order.paid_at is not None) != (order.paid_minor > 0):
        yield Fault("/paid_at", "wrong_state", "Say when it was paid exactly if it was.")
    if order.promotions:
        yield Fault("/promotions", "wrong_state", _NO_PROMOTIONS, facts={"kind": order.kind})
    for index, line in enumerate(order.lines):
        yield from _noted_line(line, f"/lines/{index}", order.kind)


def _noted_line(line: OrderLine, at: str, kind: str) -> Iterator[Fault]:
    charged = max(0, line.quantity * line.unit_price_minor) if kind == "adjustment" else 0
    if line.quantity == 0 or (line.quantity < 0 and kind == "return"):
        yield Fault(f"{at}/quantity", "not_positive", "Say how many units this is about.")
    yield from _equal(f"{at}/discount_minor", line.discount_minor, 0, _NO_SALE)
    yield from _equal(f"{at}/paid_minor", line.paid_minor, charged, _NO_SALE)
    if line.unit_paid_minor:
        detail = "An order of this kind ({kind}) has no unit prices paid."
        yield Fault(f"{at}/unit_paid_minor", "wrong_count", detail, facts={"kind": kind})


def _promotions(order: OrderDocument) -> Iterator[Fault]:
    """Lines share out no more than each promotion saves, nor than is taken off the line."""
    left = {each.promotion_id: each.saving_minor for each in order.promotions}
    if len(left) != len(order.promotions):
        yield Fault("/promotions", "repeated", "Name each promotion once.")
    for index, line in enumerate(order.lines):
        if line.allocations:
            yield from _allocations(line, f"/lines/{index}/allocations", left)
    for index, promotion in enumerate(order.promotions):
        if left[promotion.promotion_id] < 0:
            detail = "Its allocations exceed its saving."
            yield Fault(f"/promotions/{index}/saving_minor", "wrong_sum", detail)


def _allocations(line: OrderLine, at: str, left: dict[str, int]) -> Iterator[Fault]:
    if sum(each.saving_minor for each in line.allocations) > line.discount_minor:
        detail = "The line's discount is {discount_minor}: promotions share out no more of it."
        yield Fault(at, "above_line", detail, facts={"discount_minor": line.discount_minor})
    for index, each in enumerate(line.allocations):
        if each.promotion_id in left:
            left[each.promotion_id] -= each.saving_minor
        else:
            yield Fault(
                f"{at}/{index}/promotion_id", "unknown", "The order names no such promotion."
            )


def _equal(pointer: str, found: int, expected: int, what: str) -> Iterator[Fault]:
    if found != expected:
        facts: Facts = {"found_minor": found, "what": what, "expected_minor": expected}
        yield Fault(pointer, "wrong_sum", WRONG_SUM, facts=facts)
