"""What others tell of people, as the bus tells it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from promenade.contracts.behaviour import HistoryErased, PersonActed, TrackingRefused
from promenade.contracts.consents import (
    ConsentChanged,
    PersonErased,
    PersonMerged,
    PersonSuppressionChanged,
)
from promenade.contracts.profiles import ProfileChanged
from promenade.kit.clock import Clock
from promenade.kit.facts import Event, name_of, read
from promenade.kit.stamp import Stamp
from promenade.outreach.segment.model.person import (
    closed,
    moved,
    with_acts,
    with_consents,
    with_profile,
    with_suppressions,
    without_acts,
)
from promenade.outreach.segment.service.learning import Lesson


def read_lesson(message: bytes, clock: Clock) -> tuple[Lesson, Stamp]:
    """Raises Invalid, UnknownSchema."""
    lesson, event = _READ[name_of(message)](message)
    return lesson, Stamp("system:segment", clock(), event.correlation_id, event.event_id)


def _profile(message: bytes) -> tuple[Lesson, Event[ProfileChanged]]:
    event = read(message, ProfileChanged)
    return Lesson(partial(with_profile, told=event.data), event.data.id), event


def _consents(message: bytes) -> tuple[Lesson, Event[ConsentChanged]]:
    event = read(message, ConsentChanged)
    fact = event.data
    learn = partial(with_consents, changes=fact.changes, version=fact.version)
    return Lesson(learn, fact.customer), event


def _suppressions(message: bytes) -> tuple[Lesson, Event[PersonSuppressionChanged]]:
    event = read(message, PersonSuppressionChanged)
    fact = event.data
    channels = [channel for channel, reasons in fact.suppressions.items() if reasons]
    learn = partial(with_suppressions, channels=channels, version=fact.version)
    return Lesson(learn, fact.customer), event


def _merged(message: bytes) -> tuple[Lesson, Event[PersonMerged]]:
    """What the person said counts for the other one, of whom that is told as well."""
    event = read(message, PersonMerged)
    learn = partial(moved, version=event.data.version)
    return Lesson(learn, event.data.customer), event


def _erased(message: bytes) -> tuple[Lesson, Event[PersonErased]]:
    event = read(message, PersonErased)
    return Lesson(closed, digest=event.data.person), event


def _acted(message: bytes) -> tuple[Lesson, Event[PersonActed]]:
    event = read(message, PersonActed)
    return Lesson(partial(with_acts, acts=event.data.acts), event.data.customer), event


def _forgotten(
    message: bytes, fact: type[HistoryErased | TrackingRefused]
) -> tuple[Lesson, Event[HistoryErased | TrackingRefused]]:
    event = read(message, fact)
    learn = partial(without_acts, until=event.occurred_at)
    return Lesson(learn, event.data.customer), event


_READ: dict[str, Callable[[bytes], tuple[Lesson, Event[Any]]]] = {
    "ProfileChanged": _profile,
    "ConsentChanged": _consents,
    "PersonSuppressionChanged": _suppressions,
    "PersonMerged": _merged,
    "PersonErased": _erased,
    "PersonActed": _acted,
    "HistoryErased": partial(_forgotten, fact=HistoryErased),
    "TrackingRefused": partial(_forgotten, fact=TrackingRefused),
}
