"""A call that creates, when it comes again."""

from collections.abc import Callable
from typing import TypeVar

from promenade.kit.errors import DomainError, Unavailable

T = TypeVar("T")


def made_once(make: Callable[[], T], made: Callable[[], T | None]) -> T:
    """What a call creates or, where that is refused, what it created before: one that comes again
    is always refused, so only a refusal looks."""
    try:
        return make()
    except Unavailable:
        raise
    except DomainError:
        first = made()
        if first is None:
            raise
        return first
