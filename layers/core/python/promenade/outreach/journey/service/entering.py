"""Taking people into journeys, and leading those on who wait for what they do."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from promenade.contracts.journeys import Journeys, JourneyTerms
from promenade.kit.clock import Clock
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.outreach.journey.model.happening import (
    Happening,
    awaited,
    cool_down,
    leads_on,
    starts,
)
from promenade.outreach.journey.model.traveller import Done, Key, Traveller, after, started
from promenade.outreach.journey.service.ports import Digest, TravellerStore

FRESH_FOR = timedelta(minutes=1)
"""How long what happened before a reading goes by it."""


class Running:
    """The journeys there are, as they were read after what is heard happened, so that who acts just
    after a launch is taken in: one reading for all that a batch tells. Made once per container."""

    def __init__(self, journeys: Journeys, clock: Clock) -> None:
        self._journeys = journeys
        self._clock = clock
        self._read_at: datetime | None = None
        self._held: tuple[JourneyTerms, ...] = ()

    def at(self, happened: datetime) -> tuple[JourneyTerms, ...]:
        now = self._clock()
        if (
            self._read_at is None
            or not happened < self._read_at
            or now - self._read_at >= FRESH_FOR
        ):
            self._held, self._read_at = self._journeys.running(), now
        return self._held


class Entering:
    """What takes people in. Made once per container."""

    def __init__(self, running: Running, store: TravellerStore, digest: Digest) -> None:
        self._running = running
        self._store = store
        self._digest = digest

    def heed(self, happenings: Sequence[Happening], stamp: Stamp) -> list[Traveller]:
        """The ways that are due now, whoever made them so: a message that comes again answers them
        again, so that none is forgotten between its write and the queue. What happened first comes
        first. Raises Unavailable."""
        found: dict[Key, Traveller] = {}
        told = sorted(happenings, key=lambda each: each.at)
        running = self._running.at(told[-1].at) if told else ()
        for happening in told:
            self._remember(happening, running)
            for terms in running:
                ways = self._touched(happening, terms, stamp)
                found |= {way.key: way for way in ways}
        return [way for way in found.values() if way.is_due(stamp.at)]

    def _remember(self, happening: Happening, running: Iterable[JourneyTerms]) -> None:
        """Before anybody looks for who waits: whoever takes the person in just now sees it, and so
        does who hears only later of what came before it."""
        awaited = any(leads_on(happening, terms) for terms in running)
        if awaited and happening.act:
            self._store.remember(happening.customer, Done(happening.act, happening.at))

    def _touched(
        self, happening: Happening, terms: JourneyTerms, stamp: Stamp
    ) -> Iterator[Traveller]:
        if leads_on(happening, terms) and happening.act:
            done = Done(happening.act, happening.at)
            for met in self._store.ways_in(happening.customer, terms.campaign):
                yield self._led_on(met, done, terms, stamp)
        if starts(happening, terms, stamp.at):
            way = self._enter(happening, terms, stamp)
            if way:
                yield self._caught_up(way, terms, stamp)

    def _caught_up(self, way: Traveller, terms: JourneyTerms, stamp: Stamp) -> Traveller:
        """By what the person has done since, as others heard before."""
        for act in awaited(terms) | ({terms.goal} - {None}):
            done = self._store.last_done(way.customer, act) if act and way.step else None
            way = self._led_on(way, done, terms, stamp) if done else way
        return way

    def _led_on(self, met: Traveller, done: Done, terms: JourneyTerms, stamp: Stamp) -> Traveller:
        """As it is then: where its deadline was faster, that has led it on."""

        def attempt() -> Traveller:
            way = self._store.find(met.key) or met
            led = after(way, done, terms, stamp.at)
            if led is None:
                return way
            self._store.move(way, led, stamp)
            return led

        if after(met, done, terms, stamp.at) is None:
            return met
        return patiently(attempt, Contended)

    def _enter(self, happening: Happening, terms: JourneyTerms, stamp: Stamp) -> Traveller | None:
        """None where the person was taken in too short a time ago, is still on the way, or is to be
        forgotten."""
        person, pause = self._digest(happening.customer), cool_down(terms.trigger)
        way = started(happening, person, terms, stamp.at)
        if pause is None:
            return self._store.start(way, stamp)
        return patiently(lambda: self._enter_alone(way, pause, stamp), Contended)

    def _enter_alone(self, way: Traveller, pause: timedelta, stamp: Stamp) -> Traveller | None:
        """Whoever else takes the person in meanwhile moves `last`, and this looks again."""
        last = self._store.last_entry(way.customer, way.campaign)
        if last == way.happened_at:
            return self._store.find(way.key)
        if last is not None and last > way.happened_at - pause:
            return None
        if any(each.step is not None for each in self._store.ways_in(way.customer, way.campaign)):
            return None
        return self._store.start_alone(way, last, pause, stamp)
