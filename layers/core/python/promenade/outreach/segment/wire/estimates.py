"""Estimates and overlaps on the wire."""

from collections.abc import Sequence

from promenade.contracts.access import Permission
from promenade.contracts.profiles import ContactKind
from promenade.kit.decoding import View, show
from promenade.kit.http.auth import Principal
from promenade.kit.masks import masked
from promenade.kit.sampling import Estimate
from promenade.outreach.segment.service.estimating import Found, Match, Overlap


class EstimateView(View, frozen=True):
    """Where it `is_exact` everybody was looked at; else the count lies from `low` to `high` in 95
    of 100 cases."""

    count: int
    low: int
    high: int
    is_exact: bool


class MatchView(View, frozen=True):
    """Somebody who matches. `grounds` are JSON pointers to the conditions that hold of them."""

    customer: str
    language: str | None
    zone: str | None
    country: str | None
    channels: list[ContactKind]
    grounds: list[str]


class FoundView(View, frozen=True):
    """`population` is how many people are known."""

    matching: EstimateView
    population: EstimateView
    sample: list[MatchView]


class OverlapView(View, frozen=True):
    """How many people are in all of `segments` at once."""

    segments: list[str]
    matching: EstimateView


class OverlapsView(View, frozen=True):
    items: list[OverlapView]


def told_customer(customer: str, caller: Principal) -> str:
    return customer if caller.may(Permission.PERSONAL_READ) else masked(customer)


def show_found(found: Found, caller: Principal) -> FoundView:
    return FoundView(
        matching=_estimate(found.estimate),
        population=_estimate(found.population),
        sample=[_match(each, caller) for each in found.sample],
    )


def _match(match: Match, caller: Principal) -> MatchView:
    person = match.person
    return MatchView(
        customer=told_customer(person.customer, caller),
        language=person.language,
        zone=person.zone,
        country=person.country,
        channels=list(person.channels),
        grounds=list(match.grounds),
    )


def show_overlaps(overlaps: Sequence[Overlap]) -> OverlapsView:
    items = [
        OverlapView(segments=list(each.segment_ids), matching=_estimate(each.estimate))
        for each in overlaps
    ]
    return OverlapsView(items=items)


def _estimate(estimate: Estimate) -> EstimateView:
    return show(estimate, EstimateView)
