"""How many people fulfil definitions, from some parts of all: exact where all parts were read."""

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


def estimated(hits: int, read: int, population: int) -> Estimate:
    """Of `population` people, `read` were looked at. Wilson's interval, which is right for few
    hits as well."""
    if read >= population:
        return Estimate(hits, hits, hits, is_exact=True)
    if read == 0:
        return Estimate(0, 0, population, is_exact=False)
    share, square = hits / read, _SIGMAS**2
    middle = (share + square / (2 * read)) / (1 + square / read)
    spread = sqrt(share * (1 - share) / read + square / (4 * read * read))
    half = _SIGMAS * spread / (1 + square / read)
    low = max(floor(population * (middle - half)), hits)
    high = min(ceil(population * (middle + half)), population - (read - hits))
    count = round(population * share)
    return Estimate(min(max(count, low), high), low, high, is_exact=False)
