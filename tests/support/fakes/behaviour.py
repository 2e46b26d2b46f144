"""What people do, in memory."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from promenade.activity.behaviour.model.counting import (
    Day,
    counted,
    event_count,
    span_of,
    tallied,
)
from promenade.activity.behaviour.model.events import MOST_A_DAY, Batch, Event, Person
from promenade.activity.behaviour.service.histories import Recorded
from promenade.activity.behaviour.service.identities import PersonRefusesTracking
from promenade.activity.behaviour.service.intake import Obstacle, Obstructed
from promenade.contracts.behaviour import Act, Days, Tally
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp


class FakeBehaviourStore:
    def __init__(self) -> None:
        self.come: dict[str, str] = {}
        self.owners: dict[str, str] = {}
        self.refused: set[str] = set()
        self.kept: dict[Person, list[Recorded]] = {}

    def record(self, batches: Sequence[Batch], stamp: Stamp) -> None:
        if any(self.come.get(each.name) == one.id for one in batches for each in one.events):
            return
        met = {each.id: self._obstacle(each) for each in batches}
        if found := {id_: each for id_, each in met.items() if each != Obstacle()}:
            raise Obstructed(found)
        for batch in batches:
            self.come |= {each.name: batch.id for each in batch.events}
            recorded = Recorded(stamp.at, _in_order(batch))
            self.kept.setdefault(batch.person, []).append(recorded)

    def write_count(self, batch: Batch) -> int:
        return 3 + len(counted(batch.events)) + len(batch.events)

    def _obstacle(self, batch: Batch) -> Obstacle:
        person = batch.person
        visitor = batch.visitor or (person.id if person.kind == "visitor" else None)
        owner = self.owners.get(visitor) if visitor else None
        expected = person.id if person.kind == "customer" else None
        is_elsewhere = visitor is not None and owner != expected
        return Obstacle(
            frozenset(each.name for each in batch.events if each.name in self.come),
            person.kind == "customer" and person.id in self.refused,
            is_elsewhere,
            owner if is_elsewhere else None,
            self._full_days(batch),
        )

    def _full_days(self, batch: Batch) -> dict[date, int]:
        had = {day.on: event_count(day.counts) for day in self._days(batch.person)}
        new = {on: event_count(counts) for on, counts in counted(batch.events).items()}
        return {on: had[on] for on in new if on in had and had[on] + new[on] > MOST_A_DAY}

    def _days(self, person: Person) -> list[Day]:
        events = chain.from_iterable(each.events for each in self.kept.get(person, []))
        return [Day(on, counts) for on, counts in counted(events).items()]

    def owner_of(self, visitor: str) -> str | None:
        return self.owners.get(visitor)

    def own(self, visitor: str, met: str | None, customer: str, _stamp: Stamp) -> None:
        if customer in self.refused:
            raise PersonRefusesTracking("This customer refuses to have it kept what they do.")
        if self.owners.get(visitor) != met:
            raise Contended
        self.owners[visitor] = customer

    def move_page(self, visitor: str, customer: str, _stamp: Stamp) -> bool:
        moved = self.kept.pop(Person("visitor", visitor), [])
        if customer not in self.refused:
            self.kept.setdefault(Person("customer", customer), []).extend(moved)
        return False

    def tallies(self, customer: str, days: Days) -> Mapping[Act, Tally]:
        return tallied(self._days(Person("customer", customer)), span_of(days))

    def page(self, customer: str, limit: int, after: Position | None) -> Page[Recorded]:
        kept = self.kept.get(Person("customer", customer), [])
        newest = sorted(kept, key=lambda each: each.events[-1].event_time, reverse=True)
        start = int(after["start"]) if after else 0
        has_more = len(newest) > start + limit
        shown = tuple(newest[start : start + limit])
        return Page(shown, {"start": str(start + limit)} if has_more else None)

    def is_refused(self, customer: str) -> bool:
        return customer in self.refused

    def choose(self, customer: str, *, is_allowed: bool, stamp: Stamp) -> None:  # noqa: ARG002
        if is_allowed:
            self.refused.discard(customer)
        else:
            self.refused.add(customer)

    def has_any(self, customer: str) -> bool:
        return Person("customer", customer) in self.kept or customer in self.owners.values()

    def leave_visitors(self, customer: str, *, are_forgotten: bool) -> None:
        for visitor in [each for each, owner in self.owners.items() if owner == customer]:
            self.kept.pop(Person("visitor", visitor), None)
            if are_forgotten:
                del self.owners[visitor]

    def erase_page(self, customer: str) -> bool:
        self.kept.pop(Person("customer", customer), None)
        return False

    def note_erased(self, customer: str, stamp: Stamp) -> None: ...


def _in_order(batch: Batch) -> tuple[Event, ...]:
    return tuple(sorted(batch.events, key=lambda each: each.event_time))
