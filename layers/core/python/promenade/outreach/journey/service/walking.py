"""Walking people on, a write for each step: what the write decides is done after it, and done
again where whoever did it broke off, for the gate of messages sends nothing twice."""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta

from promenade.contracts.deliveries import SendRequest
from promenade.contracts.journeys import MOST_STEPS, Branch, JourneyTerms, Send, Step
from promenade.kit.clock import Clock
from promenade.kit.errors import Unavailable
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from promenade.outreach.journey.model.traveller import (
    Key,
    Traveller,
    arrived,
    good_until,
    is_over,
    next_of,
    released,
    step_of,
)
from promenade.outreach.journey.service.ports import Doors

HELD_FOR = timedelta(minutes=15)
"""Who waits for a paused journey is looked after again then."""


def walk(key: Key, clock: Clock, doors: Doors) -> Traveller | None:
    """To where the way rests, holds or ends; None where there is no such way. Raises
    Unavailable."""
    for _ in range(2 * MOST_STEPS):
        met = doors.store.find(key)
        if met is None or not met.is_due(clock()):
            return met
        terms = doors.journeys.find(key.campaign)
        if terms and not terms.is_running and not is_over(terms, clock()):
            doors.store.look_again(met, clock() + HELD_FOR)
            return met
        _step(met, terms, clock(), doors)
    raise Unavailable("The way is longer than one goes at a time.")


def _step(met: Traveller, terms: JourneyTerms | None, now: datetime, doors: Doors) -> None:
    """Where others were faster, nothing is written, and the next look shows where it is."""
    after = _after(met, terms, now, doors)
    name = f"{met.campaign} {met.entry} {after.version}"
    with suppress(Contended):
        doors.store.move(met, after, Stamp("system:journey", now, met.entry, name))


def _after(met: Traveller, terms: JourneyTerms | None, now: datetime, doors: Doors) -> Traveller:
    if terms is None or is_over(terms, now):
        return released(met, "campaign_over", now)
    step = step_of(terms, met.step)
    if step is None:
        return released(met, "step_gone", now)
    return arrived(met, next_of(step, _answer(met, step, terms, doors)), terms, now)


def _answer(met: Traveller, step: Step, terms: JourneyTerms, doors: Doors) -> bool:
    """What the step asks; of one who sends, that it was sent. Who waited for an act waited in
    vain."""
    if isinstance(step, Branch):
        return doors.segments.holds(step.segment_id, met.customer)
    if isinstance(step, Send):
        doors.requests.send([request_of(met, step, terms)])
    return False


def request_of(met: Traveller, step: Send, terms: JourneyTerms) -> SendRequest:
    """The same at each try."""
    name = f"{met.campaign}\n{met.step}\n{met.entry}\n{met.customer}"
    return SendRequest(
        id=f"journey-{hashlib.sha256(name.encode()).hexdigest()[:32]}",
        campaign=met.campaign,
        step=step.name,
        channel=step.channel,
        purpose=terms.purpose,
        choices=step.choices,
        customers=(met.customer,),
        entry=met.entry,
        variables={**terms.variables, **met.variables},
        quiet=terms.quiet,
        until=good_until(met, terms),
        correlation_id=met.entry,
    )
