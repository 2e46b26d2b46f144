"""Taking people into journeys, and leading those on who wait for what they do."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from promenade.contracts.journeys import Journeys, JourneyTerms
from promenade.kit.clock import Clock
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.outreach.journey.model.happening import Happening, cool_down, leads_on, starts
from promenade.outreach.journey.model.traveller import (
    Key,
    Traveller,
    arrived,
    counts_for,
    next_of,
    started,
    step_of,
)
from promenade.outreach.journey.service.ports import TravellerStore

FRESH_FOR = timedelta(minutes=1)


class Running:
    """The journeys there are, as they were read within FRESH_FOR: what concerns none of them costs
    nothing. Made once per container."""

    def __init__(self, journeys: Journeys, clock: Clock) -> None:
        self._journeys = journeys
        self._clock = clock
        self._read_at: datetime | None = None
        self._held: tuple[JourneyTerms, ...] = ()

    def all(self) -> tuple[JourneyTerms, ...]:
        now = self._clock()
        if self._read_at is None or now - self._read_at >= FRESH_FOR:
            self._held, self._read_at = self._journeys.running(), now
        return self._held


def heed(
    happenings: Sequence[Happening], stamp: Stamp, running: Running, store: TravellerStore
) -> list[Traveller]:
    """The ways that are due now, whoever made them so: a message that comes again answers them
    again, so that none is forgotten between its write and the queue."""
    found: dict[Key, Traveller] = {}
    for happening in happenings:
        for terms in running.all():
            ways = _touched(happening, terms, stamp, store)
            found |= {way.key: way for way in ways if way.is_due(stamp.at)}
    return list(found.values())


def _touched(
    happening: Happening, terms: JourneyTerms, stamp: Stamp, store: TravellerStore
) -> Iterator[Traveller]:
    if leads_on(happening, terms):
        for met in store.ways_in(happening.customer, terms.campaign):
            yield _led_on(met, happening, terms, stamp, store)
    if starts(happening, terms, stamp.at):
        way = _enter(happening, terms, stamp, store)
        if way:
            yield way


def _led_on(
    met: Traveller, happening: Happening, terms: JourneyTerms, stamp: Stamp, store: TravellerStore
) -> Traveller:
    """As it is then: where its deadline was faster, that has led it on."""

    def attempt() -> Traveller:
        way = store.find(met.key) or met
        step = step_of(terms, way.step)
        if happening.act is None or not counts_for(way, happening.act, happening.at):
            return way
        after = arrived(way, next_of(step, is_so=True) if step else way.step, terms, stamp.at)
        store.move(way, after, stamp)
        return after

    if met.awaits is None:
        return met
    return patiently(attempt, Contended)


def _enter(
    happening: Happening, terms: JourneyTerms, stamp: Stamp, store: TravellerStore
) -> Traveller | None:
    """None where the person was taken in too short a time ago."""
    way, pause = started(happening, terms, stamp.at), cool_down(terms.trigger)
    if pause is None:
        return store.start(way, happening.at, None, stamp)
    last = store.last_entry(happening.customer, terms.campaign)
    if last == happening.at:
        return store.find(way.key)
    if last is not None and last > happening.at - pause:
        return None
    return store.start(way, happening.at, happening.at - pause, stamp)
