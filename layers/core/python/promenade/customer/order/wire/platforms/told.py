"""What every platform's order becomes, once its own words are understood."""

from datetime import datetime
from typing import Any

import msgspec

from promenade.contracts.orders import State
from promenade.customer.order.model.rules import AHEAD
from promenade.customer.order.wire.bodies import LineBody, OrderBody, RefundBody
from promenade.customer.order.wire.platforms.texts import NAME, TITLE, printed
from promenade.kit.decoding import receive
from promenade.kit.errors import Fault, Invalid
from promenade.kit.values import Value

_CHANGED_IN_FUTURE = "It was last changed more than 24 hours from now."
_STATES: tuple[State, ...] = ("created", "paid", "shipped", "completed", "cancelled", "refunded")
_OF_A_STATE = 10_000
_OF_A_SECOND = 100_000


class Shop(Value, frozen=True):
    """Whose orders they are: `source` is what stands for the shop here, `zone` where its days are
    counted."""

    source: str
    store: str
    zone: str


class Charged(Value, frozen=True, kw_only=True):
    """Lines after their discounts, and what is charged beside them."""

    lines: tuple[LineBody, ...]
    shipping: int = 0
    tax: int = 0
    tax_included: int = 0
    tip: int = 0
    fee: int = 0

    @property
    def payable(self) -> int:
        of_lines = sum(line.paid_minor for line in self.lines)
        return of_lines + self.shipping + self.tax + self.tip + self.fee


class Course(Value, frozen=True, kw_only=True):
    """How far an order has come; `changed_at` is when its platform last touched it."""

    state: State
    placed_at: datetime
    changed_at: datetime
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None
    refunds: tuple[RefundBody, ...] = ()

    @property
    def refunded(self) -> int:
        return sum(refund.amount_minor for refund in self.refunds)


def version(course: Course, paid: int) -> int:
    """Grows with the second of the last change, in it with the state, in that with what was given
    back: platforms tell whole seconds, and say several things in one."""
    share = min(_OF_A_STATE - 1, course.refunded * (_OF_A_STATE - 1) // paid) if paid else 0
    second = int(course.changed_at.timestamp())
    return second * _OF_A_SECOND + _STATES.index(course.state) * _OF_A_STATE + share


def require_past(body: OrderBody, now: datetime) -> None:
    """A change of the day after tomorrow would outrank all that come until then. Raises Invalid."""
    if body.version // _OF_A_SECOND > (now + AHEAD).timestamp():
        raise Invalid([Fault("/version", "in_future", _CHANGED_IN_FUTURE)])


def line_body(
    number: int, name: tuple[str | None, str | None], quantity: int, unit: int, paid: int
) -> LineBody:
    """`name` is the SKU, which the title stands in for where there is none, and the title."""
    sku, title = name
    return LineBody(
        line=number,
        sku=printed(sku) or printed(title) or "-",
        title=printed(title, TITLE) or printed(sku) or "-",
        quantity=quantity,
        unit_price_minor=unit,
        discount_minor=quantity * unit - paid,
        paid_minor=paid,
    )


def reference(text: str | None, default: str) -> str:
    return printed(text, NAME) or default


def order_body(shop: Shop, charged: Charged, course: Course, **told: Any) -> OrderBody:
    """Read as if it had been sent to us. Raises Invalid."""
    paid = charged.payable if course.paid_at else 0
    body = OrderBody(
        source=shop.source,
        store=shop.store,
        zone=shop.zone,
        version=version(course, paid),
        state=course.state,
        placed_at=course.placed_at,
        paid_at=course.paid_at,
        cancelled_at=course.cancelled_at,
        goods_minor=sum(line.quantity * line.unit_price_minor for line in charged.lines),
        discount_minor=sum(line.discount_minor for line in charged.lines),
        shipping_minor=charged.shipping,
        tax_minor=charged.tax,
        tax_included_minor=charged.tax_included,
        tip_minor=charged.tip,
        fee_minor=charged.fee,
        paid_minor=paid,
        lines=charged.lines,
        refunds=course.refunds,
        **told,
    )
    return receive(msgspec.json.encode(body), OrderBody)
