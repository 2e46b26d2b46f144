"""How much comes off an amount."""

from promenade.base.promotion.model.bounds import BasisPoints, Minor, PositiveMinor
from promenade.kit.money import half_up
from promenade.kit.values import Kind


def least(*bounds: int | None) -> int | None:
    """The lowest of those that there are."""
    return min((bound for bound in bounds if bound is not None), default=None)


class Percent(Kind, frozen=True):
    """A share taken off, in basis points (N2), halves rounded up (N3)."""

    off_bp: BasisPoints

    def cut(self, base: int) -> int:
        return half_up(base * self.off_bp, 10_000)

    def price_after(self, price: int) -> int:
        return half_up(price * (10_000 - self.off_bp), 10_000)


class Amount(Kind, frozen=True):
    """So much taken off, never more than there is."""

    off_minor: PositiveMinor

    def cut(self, base: int) -> int:
        return min(self.off_minor, base)

    def price_after(self, price: int) -> int:
        return max(price - self.off_minor, 0)


class Price(Kind, frozen=True):
    """A price to pay instead, where it is the lower one."""

    price_minor: Minor

    def cut(self, base: int) -> int:
        return max(base - self.price_minor, 0)

    def price_after(self, price: int) -> int:
        return min(price, self.price_minor)


Off = Percent | Amount | Price
