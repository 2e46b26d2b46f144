"""Trying again while others are in the way, after a random pause that may be longer each time
(full jitter): many who meet once do not meet for ever.

Patience ends in time to say so: six seconds after the first of tries that stand in one another,
and in any case three before the invocation is cut off.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic, sleep
from typing import TypeVar

from promenade.kit.errors import Unavailable

T = TypeVar("T")
MOST_S = 6.0
KEPT_S = 3.0
_PAUSES_S = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 1.28)
_chance = secrets.SystemRandom()
_end: ContextVar[float] = ContextVar("end", default=inf)


class Contended(Exception):
    """Others are writing the same items just now, and nothing of this was written."""


@contextmanager
def ending(in_s: float) -> Iterator[None]:
    """No try begins later, whatever an outer end allows."""
    token = _end.set(min(_end.get(), monotonic() + in_s))
    try:
        yield
    finally:
        _end.reset(token)


def patiently(attempt: Callable[[], T], *lost: type[Exception]) -> T:
    """Eleven tries with pauses of 3.8 seconds at most between them, 1.9 on average.

    Raises Unavailable when the last one is lost too, or there is no time for another."""
    with ending(MOST_S):
        for most_s in _PAUSES_S:
            try:
                return attempt()
            except lost:
                _pause(_chance.uniform(0, most_s))
        try:
            return attempt()
        except lost:
            raise _unavailable() from None


def _pause(pause_s: float) -> None:
    if monotonic() + pause_s > _end.get():
        raise _unavailable()
    sleep(pause_s)


def _unavailable() -> Unavailable:
    return Unavailable("Others keep changing the same. Try again.")
