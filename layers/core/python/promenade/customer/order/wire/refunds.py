"""What staff say of money that goes back, and what becomes of it."""

from typing import Annotated

from msgspec import Meta

from promenade.customer.order.model.refunding import RefundOrder
from promenade.customer.order.model.shop_order import Payout, ShopOrder
from promenade.customer.order.wire.bodies import Minor
from promenade.customer.order.wire.desk import ParcelLineBody, Reason
from promenade.customer.order.wire.masks import mask_payout
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery


class RefundOrderBody(Strict, frozen=True):
    """Units of lines at what each cost, the first ones first, and `beside_minor` of what was
    charged beside the lines; without either, all that is left. With the last unit of an order of
    which nothing was sent, shipping and whatever else is beside the lines goes back as well, unless
    `beside_minor` says how much: 0 keeps it."""

    reason: Reason
    lines: Annotated[tuple[ParcelLineBody, ...], Meta(max_length=100)] = ()
    beside_minor: Minor | None = None


class RefusedPayoutsQuery(PageQuery, frozen=True, kw_only=True):
    pass


class OrderPayoutsView(View, frozen=True):
    """The payouts of an order that the gateway refuses."""

    number: str
    payouts: tuple[Payout, ...]


class RefusedPayoutPage(View, frozen=True):
    items: list[OrderPayoutsView]
    next: str | None


def read_refund(call: Call[RefundOrderBody, None]) -> RefundOrder:
    """Raises Invalid."""
    body = call.body
    units = {each.line: each.quantity for each in body.lines}
    if len(units) < len(body.lines):
        raise Invalid([Fault("/lines", "repeated", "Name each line once.")])
    id_ = call.new_id("refund")
    return RefundOrder(id_, units, body.beside_minor, body.reason, call.caller.name)


def show_refused(
    page: Page[ShopOrder], cursor: str | None, *, seen_whole: bool
) -> RefusedPayoutPage:
    return RefusedPayoutPage([_refused(each, seen_whole) for each in page.items], cursor)


def _refused(order: ShopOrder, seen_whole: bool) -> OrderPayoutsView:
    payouts = (each for each in order.payouts if each.refused_at)
    shown = payouts if seen_whole else map(mask_payout, payouts)
    return OrderPayoutsView(order.number, tuple(shown))
