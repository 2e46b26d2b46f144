"""Puts back on the queue, minute by minute, what waited for a person's morning or own time."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from promenade.contracts.deliveries import SendRequest
from promenade.kit.due_marks import MINUTE
from promenade.outreach.delivery.service.ports import LaterStore

MOST_MINUTES = 120
"""Of one run; where the job rested longer, the next ones catch up."""

MOST_AT_ONCE = 500
"""A minute may be that of a million people: who breaks off is followed where he was."""

_AT_FIRST = timedelta(hours=1)


def sweep(now: datetime, send: Callable[[Sequence[SendRequest]], None], store: LaterStore) -> int:
    """How many requests. Who breaks off has sent some, which come again and do nothing then.
    Raises Unavailable."""
    minute = store.swept_until() or (now - _AT_FIRST).replace(second=0, microsecond=0)
    count = 0
    for _ in range(MOST_MINUTES):
        if minute + MINUTE > now:
            break
        count += _sent(minute, send, store)
        store.sweep(minute)
        minute += MINUTE
    return count


def _sent(
    minute: datetime, send: Callable[[Sequence[SendRequest]], None], store: LaterStore
) -> int:
    names, count = store.due_in(minute), 0
    for start in range(0, len(names), MOST_AT_ONCE):
        part = names[start : start + MOST_AT_ONCE]
        requests = store.find(part)
        send(requests)
        store.forget(minute, part)
        count += len(requests)
    return count
