"""Who is to hear that a limited-time discount opens soon, and when: computed from its times as they
are then, so that a reminder moves with them."""

from datetime import datetime, timedelta

from promenade.contracts.limited_discounts import DiscountState, LimitedDiscount
from promenade.kit.values import Document, replace

REMIND_BEFORE = timedelta(minutes=10)
MOST = 50
"""Reminders that a person has at a time."""

_OPEN = frozenset({DiscountState.UPCOMING, DiscountState.RUNNING})


class Reminder(Document, frozen=True):
    """A customer's of a discount; `opens_at` is the opening that it was told of last."""

    customer: str
    promotion_id: str
    version: int = 0
    is_on: bool = False
    name: str = ""
    opens_at: datetime | None = None

    @property
    def is_new(self) -> bool:
        return self.version == 0


def turned_on(reminder: Reminder) -> Reminder:
    return replace(reminder, version=reminder.version + 1, is_on=True)


def turned_off(reminder: Reminder) -> Reminder:
    return replace(reminder, version=reminder.version + 1, is_on=False)


def opening_due(discount: LimitedDiscount, now: datetime) -> datetime | None:
    """When it opens, if that is to be told now."""
    opens_at = discount.next_opens_at
    if discount.state not in _OPEN or opens_at is None:
        return None
    return opens_at if opens_at - REMIND_BEFORE <= now < opens_at else None


def told(reminder: Reminder, discount: LimitedDiscount, now: datetime) -> Reminder | None:
    """None where there is nothing to tell, or that was told before."""
    opens_at = opening_due(discount, now)
    if opens_at is None or not reminder.is_on:
        return None
    if reminder.opens_at is not None and reminder.opens_at >= opens_at:
        return None
    version = reminder.version + 1
    return replace(reminder, version=version, name=discount.name, opens_at=opens_at)
