"""What people do, as others may know of it: facts of each batch, and counts of the last days."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Protocol

from promenade.kit.facts import Fact
from promenade.kit.values import Value

MOST_DAYS = 400
"""Of which counts are kept."""

MOST_SUBJECTS = 60


class Act(StrEnum):
    VIEW = "view"
    SEARCH = "search"
    CART = "cart"
    FAVOURITE = "favourite"
    ORDER = "order"
    PAY = "pay"
    REFUND = "refund"
    SHARE = "share"
    MESSAGE_OPEN = "message_open"
    MESSAGE_CLICK = "message_click"


class BehaviourFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.behaviour"

    customer: str


class Acted(Value, frozen=True):
    """How often in one batch, on what of ours, and when last."""

    act: Act
    count: int
    last_at: datetime
    skus: Mapping[str, int] = {}
    categories: Mapping[str, int] = {}


class PersonActed(BehaviourFact, frozen=True):
    """Each event is in one of these. What somebody did before they were known is told when they
    are, with the times at which it was done."""

    acts: tuple[Acted, ...]


class HistoryErased(BehaviourFact, frozen=True):
    """What was known of what the customer did is gone; who keeps counts of it drops them."""


class TrackingRefused(BehaviourFact, frozen=True):
    """Nothing that the customer does is kept from now on, and what was is erased."""


class TrackingAllowed(BehaviourFact, frozen=True):
    """It may be kept again."""


def order_event(act: Act, customer: str, number: str) -> str:
    """What stands for a customer's placing or paying an order, whoever tells of it."""
    told = f"{act}\n{customer}\n{number}"
    return f"order-{hashlib.sha256(told.encode()).hexdigest()[:32]}"


class SeenAct(Value, frozen=True):
    """That we saw ourselves; `id` is its own for ever. Of an `order` placed or paid it counts once,
    also where a storefront tells of the same one; such an act is of at most MOST_SUBJECTS SKUs and
    categories."""

    id: str
    customer: str
    act: Act
    at: datetime
    channel: str
    props: Mapping[str, str] = {}
    order: str = ""
    skus: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class SeenActs(Protocol):
    def take(self, seen: SeenAct) -> None:
        """It counts once, however often it comes; not of who refuses tracking. Raises
        Unavailable."""
        ...

    def forget(self, customer: str) -> None:
        """All that is kept of what the customer did is erased, and that is told; again, it does
        nothing. Raises Unavailable."""
        ...


class Days(Value, frozen=True):
    """The last `count` days of a zone, today among them as a whole."""

    count: int
    zone: str
    today: date

    @property
    def first(self) -> date:
        return self.today - timedelta(days=self.count - 1)


class Tally(Value, frozen=True):
    count: int = 0
    skus: Mapping[str, int] = {}
    categories: Mapping[str, int] = {}


class Behaviour(Protocol):
    def tallies(self, customer: str, days: Days) -> Mapping[Act, Tally]:
        """Of what the customer did on those days, exactly by the zone's midnights; one round trip
        per megabyte, which is a hundred days of a busy person. May lag behind."""
        ...
