"""How many there are, from those in some parts of all: exact where all parts were read."""

from math import ceil, floor, sqrt

from promenade.kit.values import Value

_SIGMAS = 1.959964
"""Of a 95 % interval."""


class Estimate(Value, frozen=True):
    """[`low`, `high`] holds the true count in 95 of 100 cases; where it `is_exact` all are one."""

    count: int
    low: int
    high: int
    is_exact: bool


def estimated(hits: int, share: float) -> Estimate:
    """`hits` were found in a share of all places, where everybody is as likely as not in proportion
    to it: of how many people that is usual. The interval is right for few hits as well."""
    if share >= 1:
        return Estimate(hits, hits, hits, is_exact=True)
    if share <= 0:
        raise ValueError("nothing was looked at")
    square = _SIGMAS**2 * (1 - share)
    middle = 2 * hits + square
    half = sqrt(square * (4 * hits + square))
    low = max(floor((middle - half) / (2 * share)), hits)
    high = max(ceil((middle + half) / (2 * share)), low)
    return Estimate(min(max(round(hits / share), low), high), low, high, is_exact=False)
