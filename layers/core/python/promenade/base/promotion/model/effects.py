"""What a promotion gives. Each effect is a value; `acting` turns it into integer arithmetic."""

from enum import StrEnum

from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.kit.money import half_up
from promenade.kit.values import Document, Kind


class Percent(Kind, frozen=True):
    """A share taken off, in basis points (N2), halves rounded up (N3)."""

    off_bp: int

    def cut(self, base: int) -> int:
        return half_up(base * self.off_bp, 10_000)

    def price_after(self, price: int) -> int:
        return half_up(price * (10_000 - self.off_bp), 10_000)


class Amount(Kind, frozen=True):
    """So much taken off, never more than there is."""

    off_minor: int

    def cut(self, base: int) -> int:
        return min(self.off_minor, base)

    def price_after(self, price: int) -> int:
        return max(price - self.off_minor, 0)


class Price(Kind, frozen=True):
    """A price to pay instead, where it is the lower one."""

    price_minor: int

    def cut(self, base: int) -> int:
        return max(base - self.price_minor, 0)

    def price_after(self, price: int) -> int:
        return min(price, self.price_minor)


Off = Percent | Amount | Price


class Basis(StrEnum):
    """What a unit's discount is reckoned from."""

    PRICE = "price"  # the unit price after stage 2: discounts of one stage add up
    REMAINING = "remaining"  # what earlier promotions left of it: discounts compound


class Rounding(StrEnum):
    UNIT = "unit"
    LINE = "line"


class Pick(StrEnum):
    """Which units come first when not all benefit; ties go to the earlier line."""

    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    LARGEST_LINE = "largest_line"


class Units(Document, frozen=True):
    """How many units benefit: in every complete set of `set_size`, `per_set` of them, at most
    `limit` in all. The default is every unit. (第 n 件: `set_size=n, per_set=1`.)
    """

    set_size: int = 1
    per_set: int | None = None
    limit: int | None = None
    pick: Pick = Pick.CHEAPEST


EVERY_UNIT = Units()


class UnitOff(Kind, frozen=True):
    """Off each benefiting unit. In the unit stage it sets the unit price itself."""

    off: Off
    scope: Scope = EVERYTHING
    units: Units = EVERY_UNIT
    basis: Basis = Basis.REMAINING
    rounding: Rounding = Rounding.UNIT
    max_discount_minor: int | None = None
    channels: frozenset[str] | None = None


class LineOff(Kind, frozen=True):
    """Off each line once, reckoned from at most `max_units` of it less what was already cut."""

    off: Percent | Amount
    scope: Scope = EVERYTHING
    max_units: int | None = None
    channels: frozenset[str] | None = None


class FirstAndFurtherOff(Kind, frozen=True):
    """Off each line: one amount for its first unit, another for each further one."""

    first_minor: int
    further_minor: int
    scope: Scope = EVERYTHING
    max_units: int | None = None
    channels: frozenset[str] | None = None


class OrderOff(Kind, frozen=True):
    """Off the total of the lines (or of their picked units), allocated by N4 within floors.

    With `every_minor` an amount is granted once per full step of that total (每满 X 减 Y).
    """

    off: Percent | Amount
    scope: Scope = EVERYTHING
    units: Units = EVERY_UNIT
    every_minor: int | None = None
    max_discount_minor: int | None = None
    channels: frozenset[str] | None = None


class Part(Document, frozen=True):
    """So many units of these lines in every set."""

    count: int
    scope: Scope = EVERYTHING


class BundlePrice(Kind, frozen=True):
    """A set of parts at one price. A line that fits several parts counts for the first of them."""

    parts: tuple[Part, ...]
    price_minor: int
    max_sets: int | None = None
    channels: frozenset[str] | None = None


class BuyGet(Kind, frozen=True):
    """Buying some units discounts others. The dearest units are the bought ones; no unit serves
    twice, neither here nor in another BuyGet of the same quote.
    """

    buy: Part
    get: Part
    off: Off = Percent(10_000)
    pick: Pick = Pick.DEAREST
    max_sets: int | None = None
    channels: frozenset[str] | None = None


class Gift(Kind, frozen=True):
    """Units of a SKU for nothing: `count`, or `count` for every so many units in `per`."""

    sku: str
    count: int = 1
    per: Part | None = None
    channels: frozenset[str] | None = None


class ShippingOff(Kind, frozen=True):
    """Off the shipping fee, never more than it."""

    off: Percent | Amount
    max_discount_minor: int | None = None
    channels: frozenset[str] | None = None


Effect = (
    UnitOff | LineOff | FirstAndFurtherOff | OrderOff | BundlePrice | BuyGet | Gift | ShippingOff
)
