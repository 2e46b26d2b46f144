"""Who did what in tests of behaviour, and the doors to ask it by."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from promenade.activity.behaviour.model.events import Event, Outcome, Person, Sent
from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.activity.behaviour.service import intake
from promenade.activity.behaviour.store.events import DynamoEventStore
from promenade.activity.behaviour.store.histories import DynamoHistoryStore
from promenade.activity.behaviour.store.identities import DynamoIdentityStore
from promenade.contracts.behaviour import Act, Days
from tests.support.fakes.behaviour import FakeBehaviourStore
from tests.support.stamps import NOON, stamp

ADA, BOB = Person("customer", "ada"), Person("customer", "bob")
VISITOR = Person("visitor", "v1")
TODAY = NOON.date()


class Doors(NamedTuple):
    """Of one and the same room."""

    events: Any
    identities: Any
    histories: Any
    reader: Any


def fake_doors() -> Doors:
    store = FakeBehaviourStore()
    return Doors(store, store, store, store)


def real_doors() -> Doors:
    return Doors(DynamoEventStore(), DynamoIdentityStore(), DynamoHistoryStore(), DynamoBehaviour())


def event(id_: str, act: Act = Act.VIEW, at: datetime = NOON, **other: Any) -> Event:
    return Event(id_, act, at, **other)


def sent(person: Person, *events: Event) -> list[Sent]:
    return [Sent(person, each) for each in events]


def views(*ids: str, **other: Any) -> list[Event]:
    return [event(each, **other) for each in ids]


def take(doors: Doors, each: Iterable[Sent], at: datetime = NOON) -> list[Outcome]:
    told = intake.take(dict(zip(count(), each, strict=False)), stamp(), lambda: at, doors.events)
    return [told[place] for place in sorted(told)]


def results(outcomes: Iterable[Outcome]) -> list[str]:
    return [each.faults[0].code if each.faults else each.result.value for each in outcomes]


def tell(doors: Doors, person: Person, *events: Event) -> list[str]:
    return results(take(doors, sent(person, *events)))


def counts(doors: Doors, customer: str = "ada", days: int = 30) -> Mapping[str, int]:
    found = doors.reader.tallies(customer, last(days))
    return {act.value: each.count for act, each in found.items()}


def last(days: int, zone: str = "UTC", today: date = TODAY) -> Days:
    return Days(days, zone, today)


def ago(**how_long: float) -> datetime:
    return NOON - timedelta(**how_long)
