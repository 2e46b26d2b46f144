"""Puts back on the queue, minute by minute, what waited for a person's morning."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from promenade.contracts.deliveries import SendRequest
from promenade.kit.due_marks import MINUTE
from promenade.outreach.delivery.service.ports import LaterStore

MOST_MINUTES = 120
"""Of one run; where the job rested longer, the next ones catch up."""

_AT_FIRST = timedelta(hours=1)


def sweep(now: datetime, send: Callable[[Sequence[SendRequest]], None], store: LaterStore) -> int:
    """How many requests. Who breaks off has sent some, which come again and do nothing then.
    Raises Unavailable."""
    minute = store.swept_until() or (now - _AT_FIRST).replace(second=0, microsecond=0)
    count = 0
    for _ in range(MOST_MINUTES):
        if minute + MINUTE > now:
            break
        names = store.due_in(minute)
        requests = store.find(names)
        send(requests)
        store.sweep(minute, names)
        count, minute = count + len(requests), minute + MINUTE
    return count
