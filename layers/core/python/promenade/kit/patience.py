"""Trying again while others are in the way, after a random pause that may be longer each time
(full jitter): many who meet once do not meet for ever."""

import secrets
from collections.abc import Callable
from time import sleep
from typing import TypeVar

from promenade.kit.errors import Unavailable

T = TypeVar("T")
_PAUSES_S = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.32)
_chance = secrets.SystemRandom()


class Contended(Exception):
    """Others are writing the same items just now, and nothing of this was written."""


def patiently(attempt: Callable[[], T], *lost: type[Exception]) -> T:
    """Eight tries with less than a second of pauses between them.

    Raises what the last one raised, Unavailable for Contended."""
    for most_s in _PAUSES_S:
        try:
            return attempt()
        except lost:
            sleep(_chance.uniform(0, most_s))
    try:
        return attempt()
    except Contended:
        raise Unavailable("The table is busy with a competing change.") from None
