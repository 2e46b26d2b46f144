"""What only looking leaves behind: a message for the audit trail, of which no table's stream tells.

It is sent before anything is opened: what cannot be put on record is not shown.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from promenade.kit.clock import Clock
from promenade.kit.facts import Change
from promenade.kit.http.routes import Call
from promenade.kit.ids import new_id
from promenade.kit.queues import Queue
from promenade.kit.values import Value

_NULL = msgspec.Raw(b"null")


class Subject(Value, frozen=True):
    """An item as changes of it name it: who publishes its facts, its key, the version seen."""

    source: str
    key: str
    version: int


class Trail:
    def __init__(self, queue: Queue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock

    def note(self, fact: str, subject: Subject, call: Call[Any, Any]) -> None:
        """That the caller opens `subject`; every call is an occasion of its own. Raises
        Unavailable."""
        self.note_all(fact, [subject], call)

    def note_all(self, fact: str, subjects: Iterable[Subject], call: Call[Any, Any]) -> None:
        """Each on a record of its own. Raises Unavailable; some may be on record then."""
        self._queue.send([self._opening(fact, each, call) for each in subjects])

    def _opening(self, fact: str, subject: Subject, call: Call[Any, Any]) -> bytes:
        opening = Change(
            source=subject.source,
            fact=fact,
            key=subject.key,
            version=subject.version,
            occurred_at=self._clock(),
            correlation_id=call.correlation_id,
            actor=call.caller.name,
            before=_NULL,
            after=_NULL,
            occasion=new_id("opening", self._clock),
        )
        return msgspec.json.encode(opening)
