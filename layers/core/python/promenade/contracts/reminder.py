"""What reminders of limited-time discounts and flash sales tell others."""

from datetime import datetime
from typing import ClassVar

from promenade.kit.facts import Fact


class LimitedDiscountSoon(Fact, frozen=True):
    """To a customer who asked for it: the discount opens within minutes. Told once of an opening,
    and not of one that is paused, ended or sold out by then. Whoever sends it asks the gate of all
    messages first."""

    publisher: ClassVar[str] = "promenade.reminder"

    customer: str
    promotion_id: str
    version: int
    name: str
    opens_at: datetime


class FlashSaleSoon(Fact, frozen=True):
    """To a customer who asked for it: the sale starts within minutes. Told once of a start, and not
    of a sale that is paused or ended by then. Whoever sends it asks the gate of all messages
    first."""

    publisher: ClassVar[str] = "promenade.reminder"

    customer: str
    sale_id: str
    version: int
    name: str
    opens_at: datetime
