"""Walking people on, a write for each step: what the write decides is done after it, and done
again where whoever did it broke off, for the gate of messages sends nothing twice."""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta

from promenade.contracts.deliveries import SendRequest
from promenade.contracts.journeys import (
    MOST_STEPS,
    JourneyTerms,
    Send,
    Wait,
    WaitFor,
)
from promenade.kit.clock import Clock
from promenade.kit.errors import Unavailable
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from promenade.outreach.journey.model.traveller import (
    Asked,
    Key,
    Traveller,
    arrived,
    good_until,
    is_over,
    led,
    next_of,
    over_at,
    put_off,
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
    if isinstance(step, Wait | WaitFor):
        return _waited(met, step, terms, now, doors)
    if isinstance(step, Send):
        return _sent(met, step, terms, now, doors)
    holds = doors.segments.holds(step.segment_id, met.customer)
    return arrived(met, next_of(step, holds), terms, now)


def _waited(
    met: Traveller, step: Wait | WaitFor, terms: JourneyTerms, now: datetime, doors: Doors
) -> Traveller:
    until = over_at(met, step, _gone_at(met, now, doors))
    if came_at := met.came_at(until):
        return led(met, came_at, terms, now)
    if until > now:
        return put_off(met, until)
    return arrived(met, next_of(step, is_so=False), terms, now)


def _gone_at(met: Traveller, now: datetime, doors: Doors) -> datetime:
    """When the last message was decided, or will be at the soonest; once it is too late to send it,
    it was."""
    if met.asked is None:
        return met.since
    handled = doors.handlings.of(met.campaign, met.asked.id)
    if handled and not handled.is_waiting:
        return handled.at
    return min(max(handled.at, now) if handled else now, met.asked.until)


def _sent(
    met: Traveller, step: Send, terms: JourneyTerms, now: datetime, doors: Doors
) -> Traveller:
    request = request_of(met, step, terms)
    doors.requests.send([request])
    asked = Asked(request.id, now, good_until(met, terms))
    sent = replace(met, asked=asked, done={}, heeded={})
    return arrived(sent, step.then, terms, now)


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
