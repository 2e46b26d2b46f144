"""What promotions let others know of limited-time discounts (限时折扣)."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from promenade.kit.values import Value


class DiscountState(StrEnum):
    """Computed when it is asked for (N12), of what was left when that was last metered."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    PAUSED = "paused"
    SOLD_OUT = "sold_out"
    ENDED = "ended"


class LimitedDiscount(Value, frozen=True):
    """As of an instant: [opens_at, closes_at) is the opening that is on, else the next;
    `next_opens_at` is when another one begins. None where there is none."""

    id: str
    name: str
    state: DiscountState
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    next_opens_at: datetime | None = None


class LimitedDiscounts(Protocol):
    def listed(self, now: datetime) -> Sequence[LimitedDiscount]:
        """Published ones whose window has not ended. Raises Unavailable."""
        ...

    def find(self, discount_id: str, now: datetime) -> LimitedDiscount | None:
        """One of these. Raises Unavailable."""
        ...
