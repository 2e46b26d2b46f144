"""A promotion: when, for whom, on what, under which conditions, what it gives."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import (
    Count,
    Instant,
    Minor,
    Minute,
    Names,
    PositiveMinor,
    Times,
)
from promenade.base.promotion.model.effects import Effects
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.stage import Stage
from promenade.kit.currencies import Currency
from promenade.kit.values import Clause, Document


class Measure(StrEnum):
    AMOUNT = "amount"
    QUANTITY = "quantity"


class AtLeast(Clause, frozen=True):
    """The running amount (N7) or the quantity of some lines reaches a threshold, inclusively.

    Without a scope of its own it measures the promotion's.
    """

    threshold: PositiveMinor
    of: Measure
    scope: Scope | None = None


class Step(Clause, frozen=True):
    threshold: Minor
    effects: Effects


class Ladder(Clause, frozen=True):
    """Tiers: the highest step reached applies, alone. Thresholds rise strictly."""

    of: Measure
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=20)]
    scope: Scope | None = None


class Slot(Clause, frozen=True):
    """Minutes of a local weekday, half-open: 0 is Monday 00:00."""

    weekday: Annotated[int, Meta(ge=0, le=6)]
    start_minute: Minute
    end_minute: Minute


class Window(Clause, frozen=True):
    """Half-open [start, end); weekly slots, if any, in the time of the IANA `zone`."""

    start: Instant | None = None
    end: Instant | None = None
    slots: Annotated[tuple[Slot, ...], Meta(max_length=50)] = ()
    zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"


class Audience(Clause, frozen=True):
    """Who is meant: no `channels` means any, an empty list means none; no groups, no `nth_orders`
    leave the question open."""

    channels: Names | None = None
    groups: Names = ()
    nth_orders: Annotated[tuple[Count, ...], Meta(max_length=50)] = ()
    new_buyers_only: bool = False


class Limits(Clause, frozen=True):
    """How many orders may have it, in all, by buyer, and by buyer and day of the window's zone;
    what an order saves at most, and all of them. `allow_partial` lets the last cart have what is
    left of the budget (N15)."""

    total: Times | None = None
    per_buyer: Times | None = None
    per_buyer_day: Times | None = None
    per_order_minor: PositiveMinor | None = None
    budget_minor: Minor | None = None
    allow_partial: bool = False


class PlainCode(Clause, frozen=True):
    """A code the cart must present, with a validity of its own."""

    text: Annotated[str, Meta(min_length=1, max_length=64)]
    start: Instant | None = None
    end: Instant | None = None


class CouponCode(PlainCode, frozen=True):
    """A code with limits of its own."""

    total: Times | None = None
    per_buyer: Times | None = None


class Promotion(Document, frozen=True):
    """`exclusion_group` names the promotions it competes with (N9). Without one it competes in the
    unit and coupon stages with all others that have none (N6, N26), and chains in the others.
    `currency` is that of its amounts; it is for carts in no other.
    """

    id: str
    name: str
    version: int
    stage: Stage
    effects: Effects = ()
    ladder: Ladder | None = None
    conditions: tuple[AtLeast, ...] = ()
    scope: Scope = EVERYTHING
    audience: Audience = Audience()
    currency: Currency | None = None
    window: Window = Window()
    code: CouponCode | None = None
    limits: Limits = Limits()
    priority: int = 0
    exclusion_group: str | None = None
    exclusive: bool = False
    paused: bool = False
