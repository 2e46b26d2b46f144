"""Facts: what a capability tells all others, in the past tense, and the form they travel in.

The types are in `promenade.contracts`, written on purpose: what a capability stores beyond them
stays its own. Who reads one tolerates unknown fields.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeVar

import msgspec

from promenade.kit.decoding import decode
from promenade.kit.errors import DomainError
from promenade.kit.values import Value


class Fact(Value, frozen=True):
    """The base of published facts; `publisher` is their source on the bus. A new field has a
    default and leaves `schema` as it is, which rises when a field goes or means something else."""

    publisher: ClassVar[str]
    schema: ClassVar[int] = 1


Counts = Mapping[str, Any]
"""An item's attributes, numbers as integers, and the fields of its document."""


class Crossing(Fact, frozen=True):
    """A fact that no write names, for no write knows it: between two of them, what an item counts
    crossed a line. Where that makes no version, each write counts the item's `turns`."""

    @classmethod
    def between(cls, _new: Counts, _old: Counts, /) -> Self | None:
        raise NotImplementedError


F = TypeVar("F", bound=Fact)


class Event(Value, Generic[F], frozen=True):
    """The `detail` of every message on the bus; `event_id` is the same however often it comes."""

    event_id: str
    schema: int
    occurred_at: datetime
    correlation_id: str
    actor: str
    data: F


class _Named(msgspec.Struct, frozen=True):
    fact: str = msgspec.field(name="detail-type")


class Envelope(Value, Generic[F], frozen=True):
    """What EventBridge puts on a queue."""

    source: str
    fact: str = msgspec.field(name="detail-type")
    detail: Event[F]


class UnknownSchema(DomainError):
    """The fact means something else than this reader knows of it."""


def name_of(message: bytes) -> str:
    """Of the fact in what the bus put on a queue. Raises Invalid."""
    return decode(message, _Named).fact


def read(message: bytes, fact: type[F]) -> Event[F]:
    """The event of this fact that the bus put on a queue. Raises Invalid or UnknownSchema."""
    event: Event[F] = decode(message, Envelope[fact]).detail  # type: ignore[valid-type]
    if event.schema != fact.schema:
        told = f"This reads schema {fact.schema} of {fact.__name__}, not {event.schema}."
        raise UnknownSchema(told)
    return event


class Change(Value, frozen=True, omit_defaults=True):
    """What somebody did to one item, with its documents as they are stored: for the audit trail
    alone. `before` is null on creation, and where a message does not hold both. Who only looked
    changed nothing: both are null, and `occasion` tells one look from another."""

    source: str
    fact: str
    key: str
    version: int
    occurred_at: datetime
    correlation_id: str
    actor: str
    before: msgspec.Raw
    after: msgspec.Raw
    occasion: str = ""

    @property
    def event_id(self) -> str:
        told = f"{self.key}@{self.version}"
        return f"{told}#{self.occasion}" if self.occasion else told
