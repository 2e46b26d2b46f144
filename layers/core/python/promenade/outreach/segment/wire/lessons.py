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
from promenade.kit.values import Value
from promenade.outreach.segment.model.person import (
    Person,
    with_acts,
    with_consents,
    with_profile,
    with_suppressions,
    without_acts,
    without_consents,
)

Learn = Callable[[Person], Person]


class Told(Value, frozen=True):
    """Of a person by name, or by the `digest` of one whose name is to be forgotten."""

    learn: Learn
    customer: str = ""
    digest: str = ""


def read_told(message: bytes, clock: Clock) -> tuple[Told, Stamp]:
    """Raises Invalid, UnknownSchema."""
    told, event = _READ[name_of(message)](message)
    return told, Stamp("system:segment", clock(), event.correlation_id, event.event_id)


def _profile(message: bytes) -> tuple[Told, Event[ProfileChanged]]:
    event = read(message, ProfileChanged)
    return Told(partial(with_profile, told=event.data), event.data.id), event


def _consents(message: bytes) -> tuple[Told, Event[ConsentChanged]]:
    event = read(message, ConsentChanged)
    fact = event.data
    learn = partial(with_consents, changes=fact.changes, version=fact.version)
    return Told(learn, fact.customer, fact.person), event


def _suppressions(message: bytes) -> tuple[Told, Event[PersonSuppressionChanged]]:
    event = read(message, PersonSuppressionChanged)
    fact = event.data
    channels = [channel for channel, reasons in fact.suppressions.items() if reasons]
    learn = partial(with_suppressions, channels=channels, version=fact.version)
    return Told(learn, fact.customer, fact.person), event


def _merged(message: bytes) -> tuple[Told, Event[PersonMerged]]:
    """What he said counts for the other one, of whom that is told as well."""
    event = read(message, PersonMerged)
    return Told(without_consents, event.data.customer, event.data.person), event


def _erased(message: bytes) -> tuple[Told, Event[PersonErased]]:
    event = read(message, PersonErased)
    return Told(without_consents, digest=event.data.person), event


def _acted(message: bytes) -> tuple[Told, Event[PersonActed]]:
    event = read(message, PersonActed)
    return Told(partial(with_acts, acts=event.data.acts), event.data.customer), event


def _forgotten(
    message: bytes, fact: type[HistoryErased | TrackingRefused]
) -> tuple[Told, Event[HistoryErased | TrackingRefused]]:
    event = read(message, fact)
    learn = partial(without_acts, until=event.occurred_at)
    return Told(learn, event.data.customer), event


_READ: dict[str, Callable[[bytes], tuple[Told, Event[Any]]]] = {
    "ProfileChanged": _profile,
    "ConsentChanged": _consents,
    "PersonSuppressionChanged": _suppressions,
    "PersonMerged": _merged,
    "PersonErased": _erased,
    "PersonActed": _acted,
    "HistoryErased": partial(_forgotten, fact=HistoryErased),
    "TrackingRefused": partial(_forgotten, fact=TrackingRefused),
}
