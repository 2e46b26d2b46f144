"""The minute: ways that are due now, to the queue of those who walk."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from promenade.kit.clock import Clock
from promenade.kit.packs import packs
from promenade.outreach.journey.service.ports import Marks

MOST_TIME = timedelta(seconds=40)
"""Of one run; the next one goes on with what this one left."""

_AT_FIRST = timedelta(hours=1)
_LAG = timedelta(minutes=1)
_MINUTE = timedelta(minutes=1)
_TOGETHER = 200


def sweep(clock: Clock, marks: Marks, send: Callable[[Sequence[str]], None]) -> int:
    """How many. Who is sent and not forgotten is sent again, and found to be further on."""
    begun, count = clock(), 0
    minute = marks.swept_until() or _floor(begun - _AT_FIRST)
    while minute + _MINUTE + _LAG <= begun:
        for some in packs(marks.due_in(minute), lambda _: 0, most=_TOGETHER):
            if clock() - begun >= MOST_TIME:
                return count
            send(some)
            marks.forget(minute, some)
            count += len(some)
        marks.sweep(minute, ())
        minute += _MINUTE
    return count


def _floor(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
