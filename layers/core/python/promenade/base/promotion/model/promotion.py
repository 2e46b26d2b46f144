"""A promotion: when, for whom, on what, under which conditions, what it gives."""

from datetime import datetime
from enum import StrEnum

from promenade.base.promotion.model.effects import Effect
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.kit.values import Document


class Stage(StrEnum):
    """Stages of N6 that promotions work in, in the order they run."""

    UNIT = "unit"
    ORDER = "order"
    STORE_COUPON = "store_coupon"
    PLATFORM_COUPON = "platform_coupon"
    SHIPPING = "shipping"


class Measure(StrEnum):
    AMOUNT = "amount"
    QUANTITY = "quantity"


class AtLeast(Document, frozen=True):
    """The running amount (N7) or the quantity of some lines reaches a threshold, inclusively.

    Without a scope of its own it measures the promotion's.
    """

    threshold: int
    of: Measure
    scope: Scope | None = None


class Step(Document, frozen=True):
    threshold: int
    effects: tuple[Effect, ...]


class Ladder(Document, frozen=True):
    """Tiers: the highest step reached applies, alone. Thresholds rise strictly."""

    of: Measure
    steps: tuple[Step, ...]
    scope: Scope | None = None


class Slot(Document, frozen=True):
    """Minutes of a local weekday, half-open: 0 is Monday 00:00, `end_minute` at most 1440."""

    weekday: int
    start_minute: int
    end_minute: int


class Window(Document, frozen=True):
    """Half-open [start, end) in aware instants; weekly slots, if any, in the IANA zone's time."""

    start: datetime | None = None
    end: datetime | None = None
    slots: tuple[Slot, ...] = ()
    zone: str = "UTC"


class Audience(Document, frozen=True):
    """Who is meant; None or empty leaves a question open, except that no channel means nowhere."""

    channels: frozenset[str] | None = None
    groups: frozenset[str] = frozenset()
    nth_orders: frozenset[int] = frozenset()
    new_buyers_only: bool = False


class Limits(Document, frozen=True):
    """How often, and for how much. `allow_partial` lets the last cart have what is left (N15)."""

    total: int | None = None
    per_buyer: int | None = None
    budget_minor: int | None = None
    allow_partial: bool = False


class Code(Document, frozen=True):
    """A code the cart must present, with a validity and limits of its own."""

    text: str
    start: datetime | None = None
    end: datetime | None = None
    total: int | None = None
    per_buyer: int | None = None


class Promotion(Document, frozen=True):
    """`exclusion_group` names the promotions it competes with (N9). Without one it chains with
    everybody in its stage; in the unit stage it competes with all others that have none (N6).
    """

    id: str
    name: str
    version: int
    stage: Stage
    effects: tuple[Effect, ...] = ()
    ladder: Ladder | None = None
    conditions: tuple[AtLeast, ...] = ()
    scope: Scope = EVERYTHING
    audience: Audience = Audience()
    window: Window = Window()
    code: Code | None = None
    limits: Limits = Limits()
    priority: int = 0
    exclusion_group: str | None = None
    exclusive: bool = False
    paused: bool = False
