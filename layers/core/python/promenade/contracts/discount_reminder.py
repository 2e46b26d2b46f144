"""What reminders of limited-time discounts tell others."""

from datetime import datetime
from typing import ClassVar

from promenade.kit.facts import Fact


class LimitedDiscountSoon(Fact, frozen=True):
    """To a customer who asked for it: the discount opens within minutes. Told once of an opening,
    and not of one that is paused, ended or sold out by then. Whoever sends it asks the gate of all
    messages first."""

    publisher: ClassVar[str] = "promenade.discount_reminder"

    customer: str
    promotion_id: str
    version: int
    name: str
    opens_at: datetime
