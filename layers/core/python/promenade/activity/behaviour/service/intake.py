"""Events come in: each is counted once, however it is sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Protocol

from promenade.activity.behaviour.model.counting import day_of
from promenade.activity.behaviour.model.events import (
    MOST_A_DAY,
    Batch,
    Event,
    Outcome,
    Person,
    Result,
    Sent,
    accepted,
    duplicate,
    packed,
    refused_by_person,
    rejected,
    repeats_of,
    rounds_of,
    too_many_that_day,
)
from promenade.kit.clock import Clock
from promenade.kit.ids import new_id
from promenade.kit.lookups import side_by_side
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

MOST_WRITES = 100
"""Of a transaction."""


class Obstacle(Value, frozen=True):
    """Why a batch was not written. `owner` is whose the visitor is, where that is not what the
    batch says; `counted` are the events of days that have no room for all of it."""

    repeated: frozenset[str] = frozenset()
    is_refused: bool = False
    is_elsewhere: bool = False
    owner: str | None = None
    counted: Mapping[date, int] = {}


class Obstructed(Exception):
    """Nothing was written; by the id of the batch."""

    def __init__(self, obstacles: Mapping[str, Obstacle]) -> None:
        super().__init__("some of it is not as it was taken to be")
        self.obstacles = obstacles


class EventStore(Protocol):
    def record(self, batches: Sequence[Batch], stamp: Stamp) -> None:
        """All of them or none, each of another person; again, it does nothing. Raises Obstructed or
        Contended."""
        ...

    def write_count(self, batch: Batch) -> int:
        """That one batch takes at most of a transaction."""
        ...


class Recorder:
    """Of one call. `told` says what became of each event, by its id."""

    def __init__(self, stamp: Stamp, clock: Clock, store: EventStore) -> None:
        self._stamp = stamp
        self._clock = clock
        self._store = store
        self.told: dict[str, Outcome] = {}

    def record(self, sent: Sequence[Sent]) -> None:
        for batches in rounds_of(sent, self._new_id):
            packs = packed(batches, MOST_WRITES, self._store.write_count)
            for apart in side_by_side(self._settle, packs):
                self._settle_apart(apart)

    def _new_id(self) -> str:
        return new_id("batch", self._clock)

    def _settle_apart(self, batches: Sequence[Batch]) -> None:
        """Those of visitors whom we know by now: another batch may be of the same customer."""
        for each in batches:
            self._settle_apart(self._settle([each]))

    def _settle(self, pack: Sequence[Batch]) -> list[Batch]:
        """Answers those that are somebody else's."""
        left, apart = list(pack), list[Batch]()

        def attempt() -> None:
            try:
                if left:
                    self._store.record(left, self._stamp)
            except Obstructed as met:
                kept = [self._beside(each, met.obstacles.get(each.id)) for each in left]
                apart.extend(
                    each for each in kept if met.obstacles.get(each.id, _NONE).is_elsewhere
                )
                left[:] = [each for each in kept if each.events and each not in apart]
                raise Contended from None

        patiently(attempt, Contended)
        self._tell(accepted(each) for each in chain(*(batch.events for batch in left)))
        return [each for each in apart if each.events]

    def _beside(self, batch: Batch, obstacle: Obstacle | None) -> Batch:
        """The batch without what stands in its way."""
        if obstacle is None:
            return batch
        if obstacle.is_refused:
            self._tell(rejected(each, refused_by_person()) for each in batch.events)
            return replace(batch, events=())
        self._tell(duplicate(each) for each in batch.events if each.name in obstacle.repeated)
        events = [each for each in batch.events if each.name not in obstacle.repeated]
        moved = _of_owner(batch, obstacle.owner) if obstacle.is_elsewhere else batch
        return replace(moved, events=tuple(self._with_room(events, obstacle.counted)))

    def _with_room(self, events: Iterable[Event], counted: Mapping[date, int]) -> list[Event]:
        room = {on: MOST_A_DAY - count for on, count in counted.items()}
        kept = []
        for each in events:
            on = day_of(each)
            if on in room and not each.is_bot:
                room[on] -= each.weight
            if room.get(on, 0) < 0 and not each.is_bot:
                self._tell([rejected(each, too_many_that_day())])
            else:
                kept.append(each)
        return kept

    def _tell(self, outcomes: Iterable[Outcome]) -> None:
        self.told.update((each.id or "", each) for each in outcomes)


_NONE = Obstacle()


def _of_owner(batch: Batch, owner: str | None) -> Batch:
    visitor = batch.visitor or batch.person.id
    if owner is None:
        return replace(batch, person=Person("visitor", visitor), visitor=None)
    return replace(batch, person=Person("customer", owner), visitor=visitor)


def take(
    sent: Mapping[int, Sent], stamp: Stamp, clock: Clock, store: EventStore
) -> dict[int, Outcome]:
    """What became of each, by its place. Raises Unavailable: some may be recorded by then, and are
    duplicates when they come again."""
    repeats = repeats_of(sent)
    recorder = Recorder(stamp, clock, store)
    recorder.record([each for place, each in sent.items() if place not in repeats])
    return {
        place: _again(recorder.told[sent[repeats[place]].event.id], each.event)
        if place in repeats
        else recorder.told[each.event.id]
        for place, each in sent.items()
    }


def _again(first: Outcome, event: Event) -> Outcome:
    is_rejected = first.result is Result.REJECTED
    return replace(first, id=event.id) if is_rejected else duplicate(event)
