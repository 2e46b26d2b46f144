"""Whether arms differ: lifts with a 95 % interval and a two-sided z-test, and whether their sizes
are as they were planned. Sums come as whole numbers; no library beyond `math`."""

from collections.abc import Sequence
from math import erfc, exp, gamma, inf, sqrt

from promenade.kit.values import Value

Z_95 = 1.96
SIGNIFICANT = 0.05
FEWEST = 10
"""A normal test of shares is sound from so many expected of each arm, who did and who did not."""

MISMATCH = 0.001
"""Below it, sizes are not by chance what they are (SRM)."""


class Sample(Value, frozen=True):
    """Of one measure of the people of an arm: how many, Σ x and Σ x²."""

    count: int
    total: int
    squares: int

    @property
    def mean(self) -> float:
        return self.total / self.count if self.count else 0.0

    @property
    def variance(self) -> float:
        """Of one person's measure; unbiased. Exact sums, so that nothing is lost in a difference
        of large numbers."""
        if self.count < 2:
            return 0.0
        spread = self.squares * self.count - self.total**2
        return spread / self.count / (self.count - 1)

    @property
    def is_share(self) -> bool:
        """Each x is 0 or 1: of no other whole number is x² = x."""
        return self.squares == self.total


class Lift(Value, frozen=True):
    """`absolute` is the mean's difference from the control's, `relative` its part of that; None
    where there is nothing to divide by. `z` and `p` are None where nothing varies. Where there are
    not enough people to believe them, no difference is significant."""

    absolute: float
    relative: float | None
    low: float
    high: float
    z: float | None
    p: float | None
    is_enough: bool

    @property
    def is_significant(self) -> bool:
        return self.is_below(SIGNIFICANT)

    def is_below(self, bound: float) -> bool:
        return self.is_enough and self.p is not None and self.p < bound


def lift(treated: Sample, control: Sample) -> Lift | None:
    """None unless both have two people; variances are each arm's own (Welch). Shares differ by one
    at most, and so does their interval."""
    if min(treated.count, control.count) < 2:
        return None
    difference = treated.mean - control.mean
    error = sqrt(treated.variance / treated.count + control.variance / control.count)
    z = difference / error if error else None
    most = 1.0 if treated.is_share and control.is_share else inf
    return Lift(
        absolute=difference,
        relative=difference / control.mean if control.mean else None,
        low=max(-most, difference - Z_95 * error),
        high=min(most, difference + Z_95 * error),
        z=z,
        p=None if z is None else erfc(abs(z) / sqrt(2)),
        is_enough=_is_enough(treated, control),
    )


def _is_enough(one: Sample, other: Sample) -> bool:
    """Of amounts those count whom the sum rests on, (Σ x)² / Σ x²: of equal amounts all who have
    one, of a very large one little more than its owner."""
    people, squares = one.count + other.count, one.squares + other.squares
    did = (one.total + other.total) ** 2 / squares if squares else 0
    are_shares = one.is_share and other.is_share
    fewest = min(did, people - did) if are_shares else did
    return fewest * min(one.count, other.count) >= FEWEST * people


def mismatch(counts: Sequence[int], weights: Sequence[int]) -> float | None:
    """The p of a χ² test that people fell to the arms by these weights; None without people, or of
    a single arm."""
    everybody, whole = sum(counts), sum(weights)
    if not everybody or len(counts) < 2:
        return None
    expected = [everybody * weight / whole for weight in weights]
    square = sum(
        (count - planned) ** 2 / planned for count, planned in zip(counts, expected, strict=True)
    )
    return _beyond(square, len(counts) - 1)


def _beyond(square: float, freedom: int) -> float:
    """The chance that χ² of so many degrees of freedom is larger: the upper regularised gamma
    function of half of each, in closed form."""
    half, order = square / 2, 1.0 if freedom % 2 == 0 else 0.5
    tail = exp(-half) if freedom % 2 == 0 else erfc(sqrt(half))
    while order < freedom / 2:
        tail += half**order * exp(-half) / gamma(order + 1)
        order += 1
    return min(tail, 1.0)
