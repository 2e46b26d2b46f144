"""A promotion's rules as JSON: the shapes of `model`, field by field, with their bounds.

Where several shapes may stand, `kind` says which.
"""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from promenade.kit.decoding import Strict

Name = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[^\s\x00-\x1f][^\x00-\x1f]*$")]
Names = Annotated[tuple[Name, ...], Meta(max_length=500)]
Minor = Annotated[int, Meta(ge=0, le=9_999_999_999)]
PositiveMinor = Annotated[int, Meta(ge=1, le=9_999_999_999)]
BasisPoints = Annotated[int, Meta(ge=1, le=10_000)]
Count = Annotated[int, Meta(ge=1, le=9_999)]
Instant = Annotated[datetime, Meta(tz=True)]
Minute = Annotated[int, Meta(ge=0, le=1_440)]
Stage = Literal["unit", "order", "store_coupon", "platform_coupon", "shipping"]
Measure = Literal["amount", "quantity"]


class Rule(Strict, frozen=True, omit_defaults=True):
    """The base of the shapes here: what has its default value is left out."""


class Selector(Rule, frozen=True):
    skus: Names = ()
    products: Names = ()
    categories: Names = ()
    brands: Names = ()
    tags: Names = ()
    price_min_minor: Minor | None = None
    price_max_minor: Minor | None = None
    discounted: bool | None = None


class Scope(Rule, frozen=True):
    """Lines that fit any included selector (all lines when there is none) and no excluded one."""

    include: Annotated[tuple[Selector, ...], Meta(max_length=50)] = ()
    exclude: Annotated[tuple[Selector, ...], Meta(max_length=50)] = ()


class Percent(Rule, frozen=True, tag="percent", tag_field="kind"):
    off_bp: BasisPoints


class Amount(Rule, frozen=True, tag="amount", tag_field="kind"):
    off_minor: PositiveMinor


class Price(Rule, frozen=True, tag="price", tag_field="kind"):
    price_minor: Minor


class Units(Rule, frozen=True):
    set_size: Count = 1
    per_set: Count | None = None
    limit: Count | None = None
    pick: Literal["cheapest", "dearest", "largest_line"] = "cheapest"


class Part(Rule, frozen=True):
    count: Count
    scope: Scope = Scope()


class UnitOff(Rule, frozen=True, tag="unit_off", tag_field="kind"):
    off: Percent | Amount | Price
    scope: Scope = Scope()
    units: Units = Units()
    basis: Literal["price", "remaining"] = "remaining"
    rounding: Literal["unit", "line"] = "unit"
    max_discount_minor: PositiveMinor | None = None
    channels: Names | None = None


class LineOff(Rule, frozen=True, tag="line_off", tag_field="kind"):
    off: Percent | Amount
    scope: Scope = Scope()
    max_units: Count | None = None
    channels: Names | None = None


class FirstAndFurtherOff(Rule, frozen=True, tag="first_and_further_off", tag_field="kind"):
    first_minor: Minor
    further_minor: Minor
    scope: Scope = Scope()
    max_units: Count | None = None
    channels: Names | None = None


class OrderOff(Rule, frozen=True, tag="order_off", tag_field="kind"):
    off: Percent | Amount
    scope: Scope = Scope()
    units: Units = Units()
    every_minor: PositiveMinor | None = None
    max_discount_minor: PositiveMinor | None = None
    channels: Names | None = None


class BundlePrice(Rule, frozen=True, tag="bundle_price", tag_field="kind"):
    parts: Annotated[tuple[Part, ...], Meta(min_length=1, max_length=10)]
    price_minor: Minor
    max_sets: Count | None = None
    channels: Names | None = None


class BuyGet(Rule, frozen=True, tag="buy_get", tag_field="kind"):
    buy: Part
    get: Part
    off: Percent | Amount | Price = Percent(off_bp=10_000)
    pick: Literal["cheapest", "dearest", "largest_line"] = "dearest"
    max_sets: Count | None = None
    channels: Names | None = None


class Gift(Rule, frozen=True, tag="gift", tag_field="kind"):
    sku: Name
    count: Count = 1
    per: Part | None = None
    channels: Names | None = None


class ShippingOff(Rule, frozen=True, tag="shipping_off", tag_field="kind"):
    off: Percent | Amount
    max_discount_minor: PositiveMinor | None = None
    channels: Names | None = None


Effect = (
    UnitOff | LineOff | FirstAndFurtherOff | OrderOff | BundlePrice | BuyGet | Gift | ShippingOff
)
Effects = Annotated[tuple[Effect, ...], Meta(max_length=20)]


class AtLeast(Rule, frozen=True):
    """Without a scope of its own it measures the promotion's."""

    threshold: PositiveMinor
    of: Measure
    scope: Scope | None = None


class Step(Rule, frozen=True):
    threshold: Minor
    effects: Effects


class Ladder(Rule, frozen=True):
    """Tiers: the highest step reached applies, alone."""

    of: Measure
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=20)]
    scope: Scope | None = None


class Slot(Rule, frozen=True):
    """Minutes of a local weekday, half-open: 0 is Monday 00:00."""

    weekday: Annotated[int, Meta(ge=0, le=6)]
    start_minute: Minute
    end_minute: Minute


class Window(Rule, frozen=True):
    """Half-open [start, end); weekly slots, if any, in the time of the IANA `zone`."""

    start: Instant | None = None
    end: Instant | None = None
    slots: Annotated[tuple[Slot, ...], Meta(max_length=50)] = ()
    zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"


class Audience(Rule, frozen=True):
    """No `channels` means any, an empty list means none."""

    channels: Names | None = None
    groups: Names = ()
    nth_orders: Annotated[tuple[Count, ...], Meta(max_length=50)] = ()
    new_buyers_only: bool = False


class Code(Rule, frozen=True):
    text: Annotated[str, Meta(min_length=1, max_length=64)]
    start: Instant | None = None
    end: Instant | None = None
