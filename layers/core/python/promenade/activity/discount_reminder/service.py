"""Asking for reminders, and telling them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from promenade.activity.discount_reminder.model import (
    MOST,
    Reminder,
    opening_due,
    told,
    turned_off,
    turned_on,
)
from promenade.contracts.limited_discounts import LimitedDiscount, LimitedDiscounts
from promenade.kit.clock import Clock
from promenade.kit.errors import Conflict, DomainError, NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

MOST_TIME = timedelta(minutes=4)
"""Of one run; the next one tells those whom this one left."""


class NothingAhead(Conflict):
    """The discount opens no more: there is nothing to be reminded of."""


class TooManyReminders(DomainError):
    """The person has as many reminders as one may: `most_count` of them."""


class ReminderStore(Protocol):
    def find(self, customer: str, promotion_id: str) -> Reminder | None:
        """Consistent."""
        ...

    def turn_on(self, met: Reminder, after: Reminder, stamp: Stamp) -> None:
        """Counts as one of the person's. Raises TooManyReminders, or Contended where it is not so
        any more."""
        ...

    def turn_off(self, met: Reminder, after: Reminder, stamp: Stamp) -> None:
        """Counts no longer. Raises Contended."""
        ...

    def tell(self, met: Reminder, after: Reminder, stamp: Stamp) -> None:
        """Raises Contended."""
        ...

    def list_of(self, customer: str) -> Sequence[Reminder]:
        """Those that are on; by promotion, consistent."""
        ...

    def untold(self, promotion_id: str, opens_at: datetime) -> Iterator[Sequence[Reminder]]:
        """Who was not told of this opening or a later one, page by page; may lag behind."""
        ...


class Doors(Value, frozen=True):
    store: ReminderStore
    discounts: LimitedDiscounts


class ShownReminder(Value, frozen=True):
    """`discount` is as it is now, None when it is over."""

    promotion_id: str
    discount: LimitedDiscount | None


def subscribe(customer: str, promotion_id: str, stamp: Stamp, doors: Doors) -> ShownReminder:
    """Again, it does nothing. Raises NotFound, NothingAhead, TooManyReminders, Unavailable."""
    discount = doors.discounts.find(promotion_id, stamp.at)
    if discount is None:
        raise NotFound("There is no such limited-time discount.", promotion_id=promotion_id)
    if discount.next_opens_at is None:
        raise NothingAhead("It opens no more.", promotion_id=promotion_id)
    try:
        _turn_on(customer, promotion_id, stamp, doors.store)
    except TooManyReminders:
        if not _forget_over(customer, stamp, doors):
            raise
        _turn_on(customer, promotion_id, stamp, doors.store)
    return ShownReminder(promotion_id, discount)


def unsubscribe(customer: str, promotion_id: str, stamp: Stamp, store: ReminderStore) -> None:
    """Of what was never asked for, it does nothing."""

    def attempt() -> None:
        met = store.find(customer, promotion_id)
        if met is not None and met.is_on:
            store.turn_off(met, turned_off(met), stamp)

    patiently(attempt, Contended)


def list_reminders(customer: str, now: datetime, doors: Doors) -> list[ShownReminder]:
    """Of at most MOST discounts."""
    return [
        ShownReminder(each.promotion_id, doors.discounts.find(each.promotion_id, now))
        for each in doors.store.list_of(customer)
    ]


def tell_all(clock: Clock, doors: Doors) -> int:
    """How many were told. Who is told already is not told again, whatever runs beside it."""
    begun, count = clock(), 0
    for discount in doors.discounts.listed(begun):
        opens_at = opening_due(discount, begun)
        pages = doors.store.untold(discount.id, opens_at) if opens_at else ()
        for page in pages:
            now = clock()
            if now - begun >= MOST_TIME:
                return count
            latest = doors.discounts.find(discount.id, now)
            count += sum(_tell(each, latest, now, doors.store) for each in page if latest)
    return count


def _tell(met: Reminder, discount: LimitedDiscount, now: datetime, store: ReminderStore) -> bool:
    """Whether nobody told or ended it meanwhile."""
    after = told(met, discount, now)
    if after is None:
        return False
    name = f"{met.customer} {met.promotion_id} {after.version}"
    try:
        store.tell(met, after, Stamp("system:discount_reminder", now, met.promotion_id, name))
    except Contended:
        return False
    return True


def _turn_on(customer: str, promotion_id: str, stamp: Stamp, store: ReminderStore) -> None:
    def attempt() -> None:
        met = store.find(customer, promotion_id) or Reminder(customer, promotion_id)
        if not met.is_on:
            store.turn_on(met, turned_on(met), stamp)

    patiently(attempt, Contended)


def _forget_over(customer: str, stamp: Stamp, doors: Doors) -> int:
    """How many of the person's discounts are over; they count no longer."""
    over = [each for each in list_reminders(customer, stamp.at, doors) if each.discount is None]
    for each in over:
        unsubscribe(customer, each.promotion_id, stamp, doors.store)
    return len(over)


def refused_most() -> TooManyReminders:
    told_so = "You have as many reminders as one may have. Drop one of them first."
    return TooManyReminders(told_so, most_count=MOST)
