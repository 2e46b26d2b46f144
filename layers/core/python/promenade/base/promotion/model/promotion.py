"""A promotion: when, for whom, on what, under which conditions, what it gives."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import (
    Count,
    Country,
    Instant,
    Minor,
    Minors,
    Minute,
    Name,
    Names,
    PositiveMinors,
    PositiveTimes,
    Postcode,
    Times,
)
from promenade.base.promotion.model.effects import Effects
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.stage import Stage
from promenade.kit.currencies import Currency
from promenade.kit.values import Clause, Document


class Measure(StrEnum):
    """What of some lines counts: what they come to now (N7), their units, their weight in g."""

    AMOUNT = "amount"
    QUANTITY = "quantity"
    WEIGHT = "weight"


class AmountBasis(StrEnum):
    """What an amount is reckoned from: what earlier promotions left (N7), the unit prices after the
    unit stage, or the list prices."""

    REMAINING = "remaining"
    PRICE = "price"
    LIST = "list"


class Condition(Clause, frozen=True):
    """What is measured of some lines lies between two bounds, both inclusive: `threshold` or more,
    `at_most` or less.

    Without a scope of its own it measures the promotion's lines. `with_shipping` adds what shipping
    comes to now to an amount; `basis` says what the amount is reckoned from.
    """

    of: Measure
    threshold: PositiveMinors | None = None
    scope: Scope | None = None
    at_most: Minors | None = None
    with_shipping: bool = False
    basis: AmountBasis = AmountBasis.REMAINING


class Step(Clause, frozen=True):
    """Without effects it gives nothing: a gap between steps, or the end of a ladder."""

    threshold: Minors
    effects: Effects


class Ladder(Clause, frozen=True):
    """Tiers: the highest step reached applies, alone. Thresholds rise strictly."""

    of: Measure
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=20)]
    scope: Scope | None = None
    with_shipping: bool = False
    basis: AmountBasis = AmountBasis.REMAINING


class Slot(Clause, frozen=True):
    """Minutes of a local day, counted from its 00:00, half-open: 1200 to 1320 is from 20:00 until
    22:00, 1440 is 24:00. Of one weekday, 0 for Monday, or of every day."""

    start_minute: Minute
    end_minute: Minute
    weekday: Annotated[int, Meta(ge=0, le=6)] | None = None

    def is_on(self, weekday: int) -> bool:
        return self.weekday is None or self.weekday == weekday


class Window(Clause, frozen=True):
    """Half-open [start, end); daily and weekly slots, if any, by the clock of the IANA `zone`."""

    start: Instant | None = None
    end: Instant | None = None
    slots: Annotated[tuple[Slot, ...], Meta(max_length=50)] = ()
    zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"


class Audience(Clause, frozen=True):
    """Who is meant: no `channels` means any, an empty list means none; no groups, no `nth_orders`,
    no `customers` leave the question open. `customers` are named by their ids."""

    channels: Names | None = None
    groups: Names = ()
    nth_orders: Annotated[tuple[Count, ...], Meta(max_length=50)] = ()
    new_buyers_only: bool = False
    customers: Names = ()


class Postcodes(Clause, frozen=True):
    """Postcodes by their beginning: as many characters of one as each bound has lie between them,
    both inclusive. Blanks, hyphens and case do not count."""

    first: Postcode
    last: Postcode


class Place(Clause, frozen=True):
    """A country, or some of its postcodes."""

    country: Country
    postcodes: Annotated[tuple[Postcodes, ...], Meta(max_length=100)] = ()


class Delivery(Clause, frozen=True):
    """Where the goods go to and who brings them: to one of these places (no `to` means anywhere)
    and to none of `not_to`, by one of these carriers. No `carriers` means any."""

    to: Annotated[tuple[Place, ...], Meta(max_length=100)] = ()
    not_to: Annotated[tuple[Place, ...], Meta(max_length=100)] = ()
    carriers: Names | None = None


class Stop(StrEnum):
    """After a promotion that applied, no other takes a turn: in its stage, or in any."""

    STAGE = "stage"
    ALL = "all"


class SkuLimit(Clause, frozen=True):
    """How many units of a SKU may be had by it: `quota` in all, and by one buyer."""

    sku: Name
    quota: PositiveTimes | None = None
    per_buyer: PositiveTimes | None = None


class Limits(Clause, frozen=True):
    """How many orders may have it, in all, by buyer, and by buyer and day of the window's zone;
    what an order saves at most, and all of them; units `by_sku`, and of all SKUs together by order
    and by buyer. Units that are refunded unsent count no longer; an order and its saving do until
    all of it is. `allow_partial` lets the last cart have what is left of the budget (N15)."""

    total: Times | None = None
    per_buyer: Times | None = None
    per_buyer_day: Times | None = None
    per_order_minor: PositiveMinors | None = None
    budget_minor: Minor | None = None
    allow_partial: bool = False
    by_sku: Annotated[tuple[SkuLimit, ...], Meta(max_length=200)] = ()
    units_per_order: PositiveTimes | None = None
    units_per_buyer: PositiveTimes | None = None

    @property
    def counts_units(self) -> bool:
        return bool(self.by_sku) or self.counts_all_units

    @property
    def counts_all_units(self) -> bool:
        return self.units_per_order is not None or self.units_per_buyer is not None


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
    `currency` is that of its amounts, unless each of them names its currencies; it is for carts in
    no other. `without` are lines that no cart may hold with it, whatever else is done to them.
    `not_with` are ids of promotions that do not apply beside it, whichever side says so. One that
    is `limited_time` sets prices that storefronts count down.
    """

    id: str
    name: str
    version: int
    stage: Stage
    effects: Effects = ()
    ladder: Ladder | None = None
    conditions: tuple[Condition, ...] = ()
    scope: Scope = EVERYTHING
    without: Scope | None = None
    audience: Audience = Audience()
    delivery: Delivery = Delivery()
    payment_methods: Names | None = None
    currency: Currency | None = None
    window: Window = Window()
    code: CouponCode | None = None
    limits: Limits = Limits()
    priority: int = 0
    exclusion_group: str | None = None
    exclusive: bool = False
    not_with: Names = ()
    stop: Stop | None = None
    paused: bool = False
    limited_time: bool = False
