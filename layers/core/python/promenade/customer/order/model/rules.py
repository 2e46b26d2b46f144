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
_COMPLETED = "A {kind} is completed when it arrives."
_WAS_PAID = "An order that is {state} was paid."
_NOT_CANCELLED = "It is {state}, not cancelled."
_PAYABLE = "Σ line paid_minor + shipping_minor + tax_minor + tip_minor + fee_minor"
_TAX_INCLUDED = (
    "Included tax is part of what is to be paid, {payable_minor}; tax on top is tax_minor."
)
WRONG_SUM = "This is {found_minor}; {what} is {expected_minor}."
_NO_PROMOTIONS = "A {kind} has no promotions."


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
        yield Fault("/paid_at", "wrong_state", "An order with a payment is not just created.")
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
    yield from _equal("/goods_minor", order.goods_minor, goods, "Σ quantity × unit_price_minor")
    yield from _equal("/discount_minor", order.discount_minor, discount, "Σ line discount_minor")
    what = _PAYABLE if order.paid_at else "what is not paid yet"
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
        what = "quantity × unit_price_minor − discount_minor"
        yield from _equal(f"{at}/paid_minor", line.paid_minor, expected, what)
    if line.unit_paid_minor:
        yield from _units(line, f"{at}/unit_paid_minor")


def _units(line: OrderLine, at: str) -> Iterator[Fault]:
    if len(line.unit_paid_minor) != line.quantity:
        detail = "Send one amount for each of {count} units."
        yield Fault(at, "wrong_count", detail, facts={"count": line.quantity})
    yield from _equal(at, sum(line.unit_paid_minor), line.paid_minor, "the line's paid_minor")


def _note(order: OrderDocument) -> Iterator[Fault]:
    """A return sells nothing; an adjustment may charge what its lines of positive quantity say."""
    amounts = {
        "/goods_minor": order.goods_minor,
        "/discount_minor": order.discount_minor,
        "/tax_included_minor": order.tax_included_minor,
        **{f"/{name}_minor": amount for name, amount in order.beside_lines.items()},
    }
    for pointer, amount in amounts.items():
        yield from _equal(pointer, amount, 0, f"what a {order.kind} sells")
    charged = sum(line.paid_minor for line in order.lines)
    yield from _equal("/paid_minor", order.paid_minor, charged, "Σ line paid_minor")
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
    yield from _equal(f"{at}/discount_minor", line.discount_minor, 0, f"what a {kind} takes off")
    yield from _equal(f"{at}/paid_minor", line.paid_minor, charged, f"what this {kind} charges")
    if line.unit_paid_minor:
        detail = "A {kind} has no unit prices paid."
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
            yield Fault(f"{at}/{index}/promotion_id", "unknown", "It is not in /promotions.")


def _equal(pointer: str, found: int, expected: int, what: str) -> Iterator[Fault]:
    if found != expected:
        facts: Facts = {"found_minor": found, "what": what, "expected_minor": expected}
        yield Fault(pointer, "wrong_sum", WRONG_SUM, facts=facts)
