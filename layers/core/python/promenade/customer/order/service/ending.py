"""How orders go on and end: each step is one transaction on condition of the order's version,
with what stock, promotions and coupons make of it; who comes second looks again."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from promenade.contracts.coupons import CouponConflict
from promenade.contracts.promotions import UseConflict
from promenade.contracts.stock import ReservationConflict
from promenade.customer.order.model import paying
from promenade.customer.order.model.fulfilling import due_next
from promenade.customer.order.model.paying import Money
from promenade.customer.order.model.placing import Shop
from promenade.customer.order.model.shop_order import CancelReason, ShopOrder
from promenade.customer.order.service.held import ends, given_up
from promenade.customer.order.service.ports import Course, Desk, StoredOrder
from promenade.kit.errors import DomainError, NotFound, Stale
from promenade.kit.holds import Part, Refused, join
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

Change = Callable[[ShopOrder], ShopOrder]
Held = Callable[[ShopOrder, ShopOrder], Sequence[Part]]
"""From an order before and after to what its owners write of what it holds."""

_GIVEN_UP = (Refused, ReservationConflict, UseConflict, CouponConflict)
_SOON = timedelta(minutes=1)


def _anybody_s(order: ShopOrder) -> ShopOrder:
    return order


def _as_it_is(_before: ShopOrder, _after: ShopOrder) -> Sequence[Part]:
    return []


def pay(number: str, money: Money, stamp: Stamp, desk: Desk) -> ShopOrder:
    """What is late, comes twice or is not what is due goes back; so does what pays an order whose
    holds somebody has given up. Raises NotFound, PaymentMismatch, TransactionTaken or
    Unavailable."""

    def settle(order: ShopOrder) -> ShopOrder:
        return paying.pay(order, money, stamp.at)

    try:
        return end(number, settle, stamp, desk)
    except _GIVEN_UP:
        _let_go(number, lambda order: _cancelled(order, "timeout", stamp.at), stamp, desk)
        return end(number, settle, stamp, desk)


def pay_nothing(number: str, stamp: Stamp, desk: Desk) -> ShopOrder:
    """Where there is nothing to pay (N8)."""
    own = replace(stamp, fingerprint=f"{stamp.fingerprint} free")
    return end(number, lambda order: _paid_for_nothing(order, own.at), own, desk)


def cancel(
    number: str, reason: CancelReason, stamp: Stamp, desk: Desk, whose: Change = _anybody_s
) -> ShopOrder:
    """What it held is free again, what was sold of it comes back. `whose` refuses an order that is
    somebody else's. Raises NotFound, StageForbids or Unavailable."""
    return _let_go(number, lambda order: _cancelled(whose(order), reason, stamp.at), stamp, desk)


def time_out(number: str, stamp: Stamp, desk: Desk) -> ShopOrder:
    """If nobody paid in time. Raises NotFound or Unavailable."""

    def is_over(order: ShopOrder) -> ShopOrder:
        over = paying.is_over(order, stamp.at)
        return _cancelled(order, "timeout", stamp.at) if over else order

    return _let_go(number, is_over, stamp, desk)


def turn(
    number: str, change: Change, stamp: Stamp, course: Course, held: Held = _as_it_is
) -> ShopOrder:
    """One step of an order; none where the change leaves it as it is. `held` is what becomes of
    what it holds. Raises NotFound, what the change raises, or Unavailable."""
    return patiently(lambda: _turn(number, change, stamp, (course, held)), Stale)


def get(number: str, course: Course) -> StoredOrder:
    """Raises NotFound."""
    stored = course.orders.find(number)
    if stored is None:
        raise NotFound("There is no such order.")
    return stored


def join_parts(own: Part, offers: Callable[[], Sequence[Part]]) -> bool:
    """One refusal is told as it is. False where this very request did it before."""
    try:
        return join(own, offers)
    except Refused as refused:
        raise only(refused) from None


def only(refused: Refused) -> DomainError:
    """The one refusal, where there is one."""
    return refused.refusals[0] if len(refused.refusals) == 1 else refused


def end(number: str, change: Change, stamp: Stamp, desk: Desk) -> ShopOrder:
    """One step, with what becomes of what the order holds. Raises as `turn`, or what its owners
    refuse with."""

    def held(before: ShopOrder, after: ShopOrder) -> Sequence[Part]:
        return ends(before, after, stamp, desk.holds)

    return turn(number, change, stamp, desk, held)


def _let_go(
    number: str, change: Change, stamp: Stamp, desk: Desk, gone: frozenset[str] = frozenset()
) -> ShopOrder:
    """The same, but for what somebody has given up already."""

    def held(before: ShopOrder, after: ShopOrder) -> Sequence[Part]:
        return ends(before, after, stamp, desk.holds, gone)

    try:
        return turn(number, change, stamp, desk, held)
    except _GIVEN_UP as refusal:
        more = gone | given_up(refusal)
        if more == gone:
            raise
        return _let_go(number, change, stamp, desk, more)


def _turn(number: str, change: Change, stamp: Stamp, where: tuple[Course, Held]) -> ShopOrder:
    course, held = where
    stored = get(number, course)
    before = stored.order
    after = change(before)
    if after == before:
        return before
    due = _due(before, after, stamp, course.shop)
    own = course.orders.turning(stored, after, due, stamp)
    join_parts(own, lambda: held(before, after))
    return after


def _due(before: ShopOrder, order: ShopOrder, stamp: Stamp, shop: Shop) -> list[datetime]:
    owes = any(each.is_owed for each in order.payouts)
    due = due_next(order, shop) if order.stage != before.stage else None
    return [*([stamp.at + _SOON] if owes else []), *([due] if due else [])]


def _cancelled(order: ShopOrder, reason: CancelReason, now: datetime) -> ShopOrder:
    """Once for the same reason."""
    if order.cancel_reason == reason:
        return order
    return paying.cancel(order, reason, now)


def _paid_for_nothing(order: ShopOrder, now: datetime) -> ShopOrder:
    return paying.pay_nothing(order, now) if order.stage == "pending_payment" else order
