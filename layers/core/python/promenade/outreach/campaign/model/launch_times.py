"""When terms are launched, and what clocks show then."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from promenade.contracts.channels import Purpose
from promenade.contracts.quiet_hours import quiet_until
from promenade.kit.windows import instant_of as moment_of
from promenade.kit.zones import instant_of
from promenade.outreach.campaign.model import occurrences
from promenade.outreach.campaign.model.terms import FIRST_CLOCK, OneOff, Recurring, Terms

_HOURS = 24
"""So many launches of a cron come to each of its hours."""


def wall_of(text: str) -> datetime | None:
    """A time, aware or of a clock on a wall; None for what is none of this century."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    is_time = len(text) > len("2026-11-11") and 2000 <= found.year < 2100
    return found if is_time else None


def at_of(plan: OneOff, zone: str) -> datetime:
    """Of a plan that has no faults."""
    wall = datetime.fromisoformat(plan.at)
    return wall if wall.tzinfo else instant_of(wall, zone)


def first_at(terms: Terms, now: datetime) -> datetime:
    """When what is approved now is launched for the first time: at once what waits for people. One
    sent once by people's own clocks may be late for some of them."""
    if isinstance(terms.plan, OneOff):
        return at_of(terms.plan, terms.clock)
    return next(coming(terms, now), now)


def wall_of_launch(terms: Terms, at: datetime) -> datetime | None:
    """What people's own clocks show when they are sent what is launched then; None where they are
    not asked."""
    if not terms.is_local:
        return None
    if isinstance(terms.plan, OneOff):
        return datetime.fromisoformat(terms.plan.at)
    return at.astimezone(ZoneInfo(FIRST_CLOCK)).replace(tzinfo=None)


def wall_ahead(terms: Terms, now: datetime) -> datetime | None:
    """What they show at its next launch, or the only one; None of one that has no more."""
    at = first_at(terms, now) if isinstance(terms.plan, OneOff) else next(coming(terms, now), None)
    return wall_of_launch(terms, at) if at else None


def coming(terms: Terms, now: datetime) -> Iterator[datetime]:
    """When it is launched, from now on; nothing for those that wait for people. Of one without
    faults."""
    plan, zone = terms.plan, terms.clock
    if isinstance(plan, OneOff):
        at = at_of(plan, zone)
        yield from [at] if at >= now else []
    if not isinstance(plan, Recurring) or (cron := occurrences.read(plan.cron)) is None:
        return
    start = moment_of(plan.start, zone, is_end=False) if plan.start else None
    for at in occurrences.occurrences(cron, zone, max(start or now, now)):
        if terms.end is not None and at >= terms.end:
            return
        yield at


def sleeps_through(terms: Terms, now: datetime) -> bool:
    """Whether each time that is ahead is in the quiet hours of its clock, and over before they are:
    nobody there would be sent it. Of one without faults."""
    if terms.purpose is not Purpose.MARKETING:
        return False
    ahead = [*islice(coming(terms, now), _HOURS)]
    return bool(ahead) and all(_is_lost(terms, at) for at in ahead)


def _is_lost(terms: Terms, at: datetime) -> bool:
    until = quiet_until(at, terms.clock)
    return until is not None and (terms.quiet == "drop" or until >= at + terms.ttl)
