"""Use cases of who buys: one write records the order and holds all that it is made of."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import msgspec

from promenade.contracts.stock import OutOfStock
from promenade.customer.order.model import paying
from promenade.customer.order.model.placing import PlaceOrder, placed
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import context_for
from promenade.customer.order.service.ending import pay_nothing
from promenade.customer.order.service.holding import BY_ANOTHER, hold
from promenade.customer.order.service.ports import AlreadyPlaced, Counter, Desk, NewOrder, Till
from promenade.customer.order.service.waking import wake_body
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.holds import Refused
from promenade.kit.lookups import beside
from promenade.kit.stamp import Stamp

_SECOND = timedelta(seconds=1)


def place(command: PlaceOrder, stamp: Stamp, counter: Counter) -> ShopOrder:
    """A repeated request answers as at first. Raises QuoteChanged, GiftMissing, GiftNotGiven,
    CartTooLarge, Refused or the one refusal of what it holds, AlreadyPlaced, Invalid, TooMany or
    Unavailable."""
    try:
        order = _place(command, stamp, counter)
    except DomainError:
        met = counter.orders.find_placed(command.number)
        if met is None:
            raise
        if met.request != stamp.fingerprint:
            raise AlreadyPlaced(BY_ANOTHER) from None
        order = met
    if order.payable_minor:
        return order
    pay_nothing(order.number, stamp, Desk(counter.shop, counter.orders, counter.holds))
    return paying.pay_nothing(order, order.placed_at)


def _place(command: PlaceOrder, stamp: Stamp, counter: Counter) -> ShopOrder:
    """The cart is priced while whom it goes to is sealed."""
    priced, sealed = beside(
        partial(counter.quoting.price, command.asked, stamp.at), partial(_seal, command, counter)
    )
    order = placed(command, priced, counter.shop, stamp)
    new = NewOrder(order, sealed, priced.quote, command.buyer)
    due_at = order.due_at if order.payable_minor else order.placed_at
    try:
        order = hold(new, due_at, stamp, counter)
    except (OutOfStock, Refused):
        _refuse_gone_gifts(command, stamp, counter)
        raise
    schedule(order, due_at, counter)
    return order


def _refuse_gone_gifts(command: PlaceOrder, stamp: Stamp, counter: Counter) -> None:
    """A gift that was sold out since it was quoted changes the quote. Raises QuoteChanged."""
    if any(line.gift for line in command.asked.cart.lines):
        placed(command, counter.quoting.price(command.asked, stamp.at), counter.shop, stamp)


def _seal(command: PlaceOrder, counter: Counter) -> bytes | None:
    if command.person is None:
        return None
    context = context_for(counter.shop.source, command.number)
    return counter.vault.seal(msgspec.json.encode(command.person), context)


def schedule(order: ShopOrder, at: datetime, till: Till) -> None:
    """The order is placed; where its schedule cannot be set, the sweep finds its mark."""
    with suppress(Unavailable):
        till.schedules.set(order.number, at + _SECOND, wake_body(order.number))
