"""What promotions let others know of limited-time discounts (限时折扣)."""

from datetime import datetime

from promenade.contracts.openings import OpeningState
from promenade.kit.values import Value


class LimitedDiscount(Value, frozen=True):
    """As of an instant: [opens_at, closes_at) is the opening that is on, else the next;
    `next_opens_at` is when another one begins. None where there is none."""

    id: str
    name: str
    state: OpeningState
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    next_opens_at: datetime | None = None
