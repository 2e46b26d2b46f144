"""Facts on the bus, decoded by those who act on them. Unknown fields are tolerated."""

from datetime import datetime
from typing import Generic, TypeVar

import msgspec

D = TypeVar("D")


class Change(msgspec.Struct, Generic[D], frozen=True):
    key: str
    version: int
    before: D | None
    after: D


class Event(msgspec.Struct, Generic[D], frozen=True):
    """`event_id` is the same however often the fact is delivered."""

    event_id: str
    schema: int
    occurred_at: datetime
    correlation_id: str
    actor: str
    data: Change[D]


class Envelope(msgspec.Struct, Generic[D], frozen=True):
    """What EventBridge puts on a queue."""

    source: str
    fact: str = msgspec.field(name="detail-type")
    detail: Event[D]
