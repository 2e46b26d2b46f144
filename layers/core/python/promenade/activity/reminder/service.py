"""Asking for reminders, and telling them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from promenade.activity.reminder.model import (
    MOST,
    SHARDS,
    Kind,
    Occasion,
    Piece,
    Reminder,
    opening_due,
    told,
    turned_off,
    turned_on,
)
from promenade.contracts.openings import Opening, Openings
from promenade.kit.clock import Clock
from promenade.kit.errors import Conflict, DomainError, NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

MOST_TIME = timedelta(seconds=20)
"""Of one piece; the next minute's tells those whom this one left."""

_UNKNOWN = {
    Kind.DISCOUNT: "There is no such limited-time discount.",
    Kind.FLASH_SALE: "There is no such flash sale.",
}


class NothingAhead(Conflict):
    """It opens no more: there is nothing to be reminded of."""


class TooManyReminders(DomainError):
    """The person has as many reminders as one may: `most_count` of them."""


Change = tuple[Reminder, Reminder, Stamp]
"""As it was met, as it is to be, and when."""


class ReminderStore(Protocol):
    def find(self, customer: str, occasion: Occasion) -> Reminder | None:
        """Consistent."""
        ...

    def turn_on(self, met: Reminder, after: Reminder, stamp: Stamp) -> None:
        """Counts as one of the person's. Raises TooManyReminders, or Contended where it is not so
        any more."""
        ...

    def turn_off(self, met: Reminder, after: Reminder, stamp: Stamp) -> None:
        """Counts no longer. Raises Contended."""
        ...

    def tell(self, changes: Sequence[Change]) -> int:
        """How many of these: who is not so any more is left. Raises Unavailable; then some may
        have been told."""
        ...

    def list_of(self, customer: str) -> Sequence[Reminder]:
        """Those that are on; by occasion, consistent."""
        ...

    def untold(self, piece: Piece) -> Iterator[Sequence[Reminder]]:
        """Who was not told of this opening or a later one, page by page; may lag behind."""
        ...


class Occasions(Value, frozen=True):
    discounts: Openings
    flash_sales: Openings

    def of(self, kind: Kind) -> Openings:
        return self.discounts if kind is Kind.DISCOUNT else self.flash_sales

    def find(self, occasion: Occasion, now: datetime) -> Opening | None:
        return self.of(occasion.kind).find(occasion.id, now)


class Doors(Value, frozen=True):
    store: ReminderStore
    occasions: Occasions


class ShownReminder(Value, frozen=True):
    """`opening` is as it is now, None when it is over."""

    occasion: Occasion
    opening: Opening | None


def subscribe(customer: str, occasion: Occasion, stamp: Stamp, doors: Doors) -> ShownReminder:
    """Again, it does nothing. Raises NotFound, NothingAhead, TooManyReminders, Unavailable."""
    opening = doors.occasions.find(occasion, stamp.at)
    if opening is None:
        raise NotFound(_UNKNOWN[occasion.kind], **occasion.named)
    if opening.next_opens_at is None:
        raise NothingAhead("It opens no more.", **occasion.named)
    try:
        _turn_on(customer, occasion, stamp, doors.store)
    except TooManyReminders:
        if not _forget_over(customer, stamp, doors):
            raise
        _turn_on(customer, occasion, stamp, doors.store)
    return ShownReminder(occasion, opening)


def unsubscribe(customer: str, occasion: Occasion, stamp: Stamp, store: ReminderStore) -> None:
    """Of what was never asked for, it does nothing."""

    def attempt() -> None:
        met = store.find(customer, occasion)
        if met is not None and met.is_on:
            store.turn_off(met, turned_off(met), stamp)

    patiently(attempt, Contended)


def list_reminders(customer: str, now: datetime, doors: Doors) -> list[ShownReminder]:
    """Of at most MOST occasions."""
    return [
        ShownReminder(each.occasion, doors.occasions.find(each.occasion, now))
        for each in doors.store.list_of(customer)
    ]


def pieces(now: datetime, occasions: Occasions) -> list[Piece]:
    """Of all that is to be told now. Raises Unavailable."""
    return [
        Piece(Occasion(kind, each.id), opens_at, shard)
        for kind in Kind
        for each in occasions.of(kind).listed(now)
        if (opens_at := opening_due(each, now))
        for shard in range(SHARDS)
    ]


def tell(piece: Piece, clock: Clock, doors: Doors) -> int:
    """How many were told. Who is told already is not told again, whatever runs beside it or ran
    before. Raises Unavailable."""
    begun, count = clock(), 0
    for page in doors.store.untold(piece):
        now = clock()
        latest = doors.occasions.find(piece.occasion, now)
        if latest is None or now - begun >= MOST_TIME:
            break
        count += doors.store.tell([*_changes(page, latest, now)])
    return count


def _changes(page: Sequence[Reminder], opening: Opening, now: datetime) -> Iterator[Change]:
    for met in page:
        if after := told(met, opening, now):
            id_ = met.occasion.id
            name = f"{met.customer} {id_} {after.version}"
            yield met, after, Stamp("system:reminder", now, id_, name)


def _turn_on(customer: str, occasion: Occasion, stamp: Stamp, store: ReminderStore) -> None:
    def attempt() -> None:
        met = store.find(customer, occasion) or Reminder(customer, occasion)
        if not met.is_on:
            store.turn_on(met, turned_on(met), stamp)

    patiently(attempt, Contended)


def _forget_over(customer: str, stamp: Stamp, doors: Doors) -> int:
    """How many of the person's occasions are over; they count no longer."""
    over = [each for each in list_reminders(customer, stamp.at, doors) if each.opening is None]
    for each in over:
        unsubscribe(customer, each.occasion, stamp, doors.store)
    return len(over)


def refused_most() -> TooManyReminders:
    told_so = "You have as many reminders as one may have. Drop one of them first."
    return TooManyReminders(told_so, most_count=MOST)
