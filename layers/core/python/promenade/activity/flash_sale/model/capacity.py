"""What an announced sale has ready before its buyers come, and what that costs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from promenade.activity.flash_sale.model.terms import Fairness, Terms
from promenade.kit.values import Value

TOKENS_PER_UNIT = 3
"""A minute: some who have a token do not come back with it."""

CALLS_PER_ENVIRONMENT = 10
"""A second: Lambda lets none answer more, however fast it is."""

READY_FOR = timedelta(minutes=10)
"""Before the start, as environments come up at a few hundred a minute, and after it: by then Lambda
has long followed by itself."""

ENVIRONMENT_MB = 512
USD_CENTS_PER_GB_HOUR = 1.2
"""Of provisioned concurrency on arm64 at the list price of us-east-1 in 2025, calls apart."""


class Capacity(Value, frozen=True):
    """Environments of the functions that buyers call, and writes a second of their table."""

    page_count: int = 0
    claim_count: int = 0
    writes_per_s: int = 0
    queue_count: int = 0


def capacity_of(terms: Terms) -> Capacity:
    """No more come to claim than have a token; all may come to queue, and each writes a spot."""
    claims_per_s = min(terms.peak_per_s, terms.unit_count * TOKENS_PER_UNIT)
    callers, claimers = _environments(terms.peak_per_s), _environments(claims_per_s)
    if terms.fairness is Fairness.QUEUE:
        return Capacity(callers, claimers, terms.peak_per_s, callers)
    return Capacity(callers, claimers, claims_per_s)


def ready_from(terms: Terms) -> datetime:
    return terms.start - READY_FOR


def ready_until(terms: Terms, end: datetime) -> datetime:
    return min(terms.start + READY_FOR, end)


def together(each: Iterable[Capacity]) -> Capacity:
    """Sales at the same time need all of it."""
    found = list(each)
    return Capacity(
        sum(one.page_count for one in found),
        sum(one.claim_count for one in found),
        sum(one.writes_per_s for one in found),
        sum(one.queue_count for one in found),
    )


def cost_usd_cents(terms: Terms, end: datetime) -> int:
    """Of its environments while they are ready."""
    wanted = capacity_of(terms)
    hours = (ready_until(terms, end) - ready_from(terms)) / timedelta(hours=1)
    count = wanted.page_count + wanted.claim_count + wanted.queue_count
    gb_hours = count * ENVIRONMENT_MB / 1_024 * hours
    return ceil(gb_hours * USD_CENTS_PER_GB_HOUR)


def _environments(calls_per_s: int) -> int:
    return ceil(calls_per_s / CALLS_PER_ENVIRONMENT)
