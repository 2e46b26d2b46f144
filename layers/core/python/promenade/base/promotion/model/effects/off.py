"""How much comes off an amount."""

from collections.abc import Callable

from promenade.base.promotion.model.bounds import BasisPoints, Minors, PositiveMinors, minor
from promenade.kit.money import half_up
from promenade.kit.values import Kind

# From an amount to what comes off it, or to what is left to pay: neither is ever below nothing.
Cut = Callable[[int], int]
PriceAfter = Callable[[int], int]


def least(*bounds: int | None) -> int | None:
    """The lowest of those that there are."""
    return min((bound for bound in bounds if bound is not None), default=None)


def bound(amount: Minors | None) -> int | None:
    """None where there is none, or where currencies have each their own."""
    return amount if isinstance(amount, int) else None


class Percent(Kind, frozen=True):
    """A share taken off, in basis points (N2), halves rounded up (N3)."""

    off_bp: BasisPoints

    def cutting(self) -> Cut:
        doubled = 2 * self.off_bp
        return lambda base: (base * doubled + 10_000) // 20_000

    def pricing(self) -> PriceAfter:
        paid_bp = 10_000 - self.off_bp
        return lambda price: half_up(price * paid_bp, 10_000)


class Amount(Kind, frozen=True):
    """So much taken off, never more than there is."""

    off_minor: PositiveMinors

    def cutting(self) -> Cut:
        off = minor(self.off_minor)
        return lambda base: off if off < base else base  # noqa: FURB136  min() is a call more

    def pricing(self) -> PriceAfter:
        off = minor(self.off_minor)
        return lambda price: max(price - off, 0)


class Price(Kind, frozen=True):
    """A price to pay instead, where it is the lower one."""

    price_minor: Minors

    def cutting(self) -> Cut:
        fixed = minor(self.price_minor)
        return lambda base: max(base - fixed, 0)

    def pricing(self) -> PriceAfter:
        fixed = minor(self.price_minor)
        return lambda price: min(price, fixed)


Off = Percent | Amount | Price


def at_most(most_minor: PositiveMinors | None, cut: Cut) -> Cut:
    if most_minor is None:
        return cut
    most = minor(most_minor)
    return lambda base: min(cut(base), most)
