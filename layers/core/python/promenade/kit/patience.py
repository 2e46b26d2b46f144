"""Trying again while others are in the way, after a random pause that may be longer each time
(full jitter): many who meet once do not meet for ever."""

import secrets
from collections.abc import Callable
from time import sleep
from typing import TypeVar

from promenade.kit.errors import Unavailable

T = TypeVar("T")
_PAUSES_S = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.32, 0.64, 1.28, 1.28)
_chance = secrets.SystemRandom()


class Contended(Exception):
    """Others are writing the same items just now, and nothing of this was written."""


def patiently(attempt: Callable[[], T], *lost: type[Exception]) -> T:
    """Eleven tries with pauses of 4.2 seconds at most between them, 2.1 on average.

    Raises Unavailable when the last one is lost too."""
    for most_s in _PAUSES_S:
        try:
            return attempt()
        except lost:
            sleep(_chance.uniform(0, most_s))
    try:
        return attempt()
    except lost:
        raise Unavailable("Others keep changing the same. Try again.") from None
