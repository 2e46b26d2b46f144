"""How orders go on and end: each step is one transaction on condition of the order's version,
with what stock and promotions make of it; who comes second looks again."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from promenade.contracts.promotions import UseConflict
from promenade.contracts.stock import ReservationConflict
from promenade.customer.order.model import paying
from promenade.customer.order.model.paying import Money
from promenade.customer.order.model.shop_order import CancelReason, ShopOrder, Stage
from promenade.customer.order.service.ports import Desk, StoredOrder
from promenade.kit.errors import NotFound, Stale
from promenade.kit.holds import Part, Refused, join
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

Change = Callable[[ShopOrder], ShopOrder]

_GIVEN_UP = (Refused, ReservationConflict, UseConflict)
_SOON = timedelta(minutes=1)


def pay(number: str, money: Money, stamp: Stamp, desk: Desk) -> ShopOrder:
    """What is late, or comes twice, goes back; so does what pays an order whose holds somebody has
    given up. Raises NotFound, PaymentMismatch or Unavailable."""

    def settle(order: ShopOrder) -> ShopOrder:
        return paying.pay(order, money, stamp.at)

    try:
        return turn(number, settle, stamp, desk)
    except _GIVEN_UP:
        turn(number, lambda order: _cancelled(order, "timeout", stamp.at), stamp, desk)
        return turn(number, settle, stamp, desk)


def pay_nothing(number: str, stamp: Stamp, desk: Desk) -> ShopOrder:
    """Where there is nothing to pay (N8)."""
    own = replace(stamp, fingerprint=f"{stamp.fingerprint} free")
    return turn(number, lambda order: _paid_for_nothing(order, own.at), own, desk)


def cancel(number: str, reason: CancelReason, stamp: Stamp, desk: Desk) -> ShopOrder:
    """What it held is free again, what was sold of it comes back. Raises NotFound, StageForbids
    or Unavailable."""
    return turn(number, lambda order: _cancelled(order, reason, stamp.at), stamp, desk)


def time_out(number: str, stamp: Stamp, desk: Desk) -> ShopOrder:
    """If nobody paid in time. Raises NotFound or Unavailable."""

    def end(order: ShopOrder) -> ShopOrder:
        over = paying.is_over(order, stamp.at)
        return _cancelled(order, "timeout", stamp.at) if over else order

    return turn(number, end, stamp, desk)


def turn(number: str, change: Change, stamp: Stamp, desk: Desk) -> ShopOrder:
    """One step of an order; none where the change leaves it as it is."""
    return patiently(lambda: _turn(number, change, stamp, desk), Stale)


def get(number: str, desk: Desk) -> StoredOrder:
    """Raises NotFound."""
    stored = desk.orders.find(number)
    if stored is None:
        raise NotFound("There is no such order.")
    return stored


def join_parts(own: Part, offers: Callable[[], Sequence[Part]]) -> bool:
    """One refusal is told as it is. False where this very request did it before."""
    try:
        return join(own, offers)
    except Refused as refused:
        if len(refused.refusals) > 1:
            raise
        raise refused.refusals[0] from None


def _turn(number: str, change: Change, stamp: Stamp, desk: Desk) -> ShopOrder:
    stored = get(number, desk)
    before = stored.order
    after = change(before)
    if after == before:
        return before
    own = desk.orders.turning(replace(stored, order=after), _due(after, stamp.at), stamp)
    join_parts(own, lambda: _parts(before.stage, after, stamp, desk))
    return after


def _parts(before: Stage, order: ShopOrder, stamp: Stamp, desk: Desk) -> Sequence[Part]:
    """What becomes of what the order holds, by its stages before and after."""
    stock, promotions = desk.holds.stock, desk.holds.promotions
    number, units, used = order.number, order.held, order.used
    match before, order.stage:
        case "pending_payment", "paid":
            held = stock.commit(number, units, stamp)
            return [*held, *promotions.commit(number, used, stamp)]
        case "pending_payment", "cancelled":
            freed = stock.release(number, units, stamp)
            return [*freed, *promotions.release(number, used, stamp)]
        case "paid", "cancelled":
            returned = stock.take_back(number, units, stamp)
            return [*returned, *promotions.take_back(number, used, stamp)]
    return []


def _due(order: ShopOrder, now: datetime) -> list[datetime]:
    return [now + _SOON] if any(each.sent_at is None for each in order.payouts) else []


def _cancelled(order: ShopOrder, reason: CancelReason, now: datetime) -> ShopOrder:
    """Once for the same reason."""
    if order.cancel_reason == reason:
        return order
    return paying.cancel(order, reason, now)


def _paid_for_nothing(order: ShopOrder, now: datetime) -> ShopOrder:
    return paying.pay_nothing(order, now) if order.stage == "pending_payment" else order
