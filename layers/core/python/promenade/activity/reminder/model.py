"""Who is to hear that a limited-time discount or a flash sale opens soon, and when: computed from
its times as they are then, so that a reminder moves with them."""

from datetime import datetime, timedelta
from enum import StrEnum

from promenade.contracts.openings import Opening, OpeningState
from promenade.kit.values import Document, Value, replace

REMIND_BEFORE = timedelta(minutes=10)
MOST = 50
"""Reminders that a person has at a time."""

SHARDS = 8
"""Of an occasion's subscribers: hundreds of each are told a second."""

_OPEN = frozenset({OpeningState.UPCOMING, OpeningState.RUNNING})


class Kind(StrEnum):
    DISCOUNT = "discount"
    FLASH_SALE = "flash_sale"


_NAMES = {Kind.DISCOUNT: "promotion_id", Kind.FLASH_SALE: "sale_id"}


class Occasion(Value, frozen=True):
    """What opens: a limited-time discount or a flash sale."""

    kind: Kind
    id: str

    @property
    def named(self) -> dict[str, str]:
        """As facts, refusals and views say which it is."""
        return {_NAMES[self.kind]: self.id}


class Piece(Value, frozen=True):
    """Of the subscribers of an opening, those who are told together."""

    occasion: Occasion
    opens_at: datetime
    shard: int


class Reminder(Document, frozen=True):
    """A customer's of an occasion; `opens_at` is the opening that it was told of last."""

    customer: str
    occasion: Occasion
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


def opening_due(opening: Opening, now: datetime) -> datetime | None:
    """When it opens, if that is to be told now."""
    opens_at = opening.next_opens_at
    if opening.state not in _OPEN or opens_at is None:
        return None
    return opens_at if opens_at - REMIND_BEFORE <= now < opens_at else None


def told(reminder: Reminder, opening: Opening, now: datetime) -> Reminder | None:
    """None where there is nothing to tell, or that was told before."""
    opens_at = opening_due(opening, now)
    if opens_at is None or not reminder.is_on:
        return None
    if reminder.opens_at is not None and reminder.opens_at >= opens_at:
        return None
    version = reminder.version + 1
    return replace(reminder, version=version, name=opening.name, opens_at=opens_at)
