"""What is due at some time, found by the minute: a mark costs one write, and no index.

| item | pk | sk |
|---|---|---|
| mark of the minute in which something is due | `DUE#<minute>` | `<its name>` |
| up to where the marks are done with | `SWEEP` | `-` |
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from promenade.kit import clock, dynamo
from promenade.kit.dynamo import Write
from promenade.kit.records import Record

MINUTE = timedelta(minutes=1)
_FIRST, _LAST = " ", "\U0010ffff"


class DueMarks:
    """In the table of `kind`."""

    def __init__(self, kind: type[Record]) -> None:
        self._kind = kind

    def mark(self, at: datetime, name: str) -> Write:
        return Write("Put", self._kind(_minute(at), name))

    def swept_until(self) -> datetime | None:
        found = dynamo.find(self._kind, "SWEEP", "-", consistent=True)
        return found.updated_at if found else None

    def due_in(self, minute: datetime) -> Sequence[str]:
        """The names that are due within it."""
        found = dynamo.all_between(self._kind, _minute(minute), _FIRST, _LAST, consistent=True)
        return [mark.sk for mark in found]

    def forget(self, minute: datetime, names: Iterable[str]) -> None:
        """These are done with, and others of the minute may not be."""
        dynamo.drop(self._kind, ((_minute(minute), name) for name in names))

    def sweep(self, minute: datetime, names: Iterable[str]) -> None:
        """All of this minute is done with."""
        self.forget(minute, names)
        dynamo.put(self._kind("SWEEP", "-", updated_at=minute + MINUTE))


def _minute(instant: datetime) -> str:
    return f"DUE#{clock.to_wire(instant)[:16]}"
