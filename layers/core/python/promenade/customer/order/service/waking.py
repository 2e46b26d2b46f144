"""Orders that are woken do what is due, and nothing where nothing is: by a schedule of their own,
by whoever knows that something is to be done, and by the sweep that finds what those missed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import msgspec

from promenade.customer.order.model import paying
from promenade.customer.order.model.fulfilling import complete, due_next, receive
from promenade.customer.order.model.placing import Shop
from promenade.customer.order.model.shop_order import Payout, ShopOrder
from promenade.customer.order.service import Queue
from promenade.customer.order.service.ending import pay_nothing, time_out, turn
from promenade.customer.order.service.ports import Desk, PaymentGateway
from promenade.kit.decoding import decode
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

Note = Callable[[ShopOrder, str, datetime], ShopOrder]
LAG = timedelta(minutes=6)
"""The sweep looks at minutes that are over for all clocks of ours, and at what schedules missed."""

_AT_FIRST = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


class Wake(Value, frozen=True, forbid_unknown_fields=True):
    """What the queue holds."""

    number: str


class Marks(Protocol):
    def swept_until(self) -> datetime | None: ...

    def due_in(self, minute: datetime) -> Sequence[str]: ...

    def sweep(self, minute: datetime, names: Iterable[str]) -> None: ...


def wake_body(number: str) -> bytes:
    return msgspec.json.encode(Wake(number))


def read_wake(body: bytes) -> str:
    """The number. Raises Invalid."""
    return decode(body, Wake).number


def stamp(number: str, now: datetime) -> Stamp:
    """Nobody's doing but time's."""
    return Stamp("system:order", now, number, f"{number} woken at {now.isoformat()}")


def wake(number: str, stamp: Stamp, desk: Desk, gateway: PaymentGateway) -> ShopOrder | None:
    """None where there is no such order. Raises Unavailable, or what the gateway refuses with."""
    stored = desk.orders.find(number)
    if stored is None:
        return None
    order = stored.order
    if order.stage == "pending_payment":
        step = time_out if order.payable_minor else pay_nothing
        order = step(number, stamp, desk)
    if (due := due_next(order, desk.shop)) and due <= stamp.at:
        order = turn(number, lambda each: _gone_on(each, stamp.at, desk.shop), stamp, desk)
    return _send_back(order, stamp, desk, gateway)


def sweep(now: datetime, marks: Marks, queue: Queue) -> int:
    """Wakes all that was due, minute by minute since the last time; how many orders."""
    woken = 0
    minute = marks.swept_until() or _floor(now - _AT_FIRST)
    while minute + _MINUTE + LAG <= now:
        numbers = marks.due_in(minute)
        queue.send([wake_body(number) for number in numbers])
        marks.sweep(minute, numbers)
        woken += len(numbers)
        minute += _MINUTE
    return woken


def _send_back(order: ShopOrder, stamp: Stamp, desk: Desk, gateway: PaymentGateway) -> ShopOrder:
    """All that is owed; what is refused is told when all have been asked for."""
    refusals = []
    for payout in order.payouts:
        if payout.sent_at is None:
            refusal = _refusal(order.number, payout, gateway)
            refusals += [refusal] if refusal else []
            note = paying.refused if refusal else paying.sent
            change = partial(_noted, note, payout.id, stamp.at)
            order = turn(order.number, change, stamp, desk)
    if refusals:
        raise refusals[0]
    return order


def _refusal(number: str, payout: Payout, gateway: PaymentGateway) -> DomainError | None:
    """None where the gateway takes it on. Raises Unavailable."""
    try:
        gateway.send_back(number, payout)
    except Unavailable:
        raise
    except DomainError as refusal:
        return refusal
    return None


def _noted(note: Note, payout_id: str, now: datetime, order: ShopOrder) -> ShopOrder:
    return note(order, payout_id, now)


def _gone_on(order: ShopOrder, now: datetime, shop: Shop) -> ShopOrder:
    """Where time alone does it: nobody said that it had not arrived."""
    due = due_next(order, shop)
    if due is None or due > now:
        return order
    step = receive if order.stage == "shipped" else complete
    return step(order, now)


def _floor(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
