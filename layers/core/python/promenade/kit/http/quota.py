"""How often an API client may call, of all containers together: each books a stretch of the
client's minute, the longer the more of it is called, and uses it up in memory."""

from math import ceil
from typing import Protocol

from promenade.kit.clock import Clock
from promenade.kit.errors import TooMany
from promenade.kit.http.auth import Principal
from promenade.kit.values import Value, replace

MINUTE_S = 60
_MOST_BOOKED = 100
"""At once, and at most a second's part of the quota: a container that is called no more in this
minute takes that with it."""


class Booked(Value, frozen=True):
    """So many calls in a minute, counted from 1970; none where that is used up."""

    minute: int
    count: int


class Book(Protocol):
    """Of a client's `quota`, up to `count` calls in this minute, or in a later one where others
    have begun it. Raises Unavailable."""

    def __call__(self, client_id: str, minute: int, count: int, quota: int) -> Booked: ...


class _Stretch(Value, frozen=True):
    minute: int
    quota: int
    count: int = 0
    left: int = 0
    is_last: bool = False


class Quota:
    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._stretches: dict[str, _Stretch] = {}

    def admit(self, caller: Principal) -> None:
        """Raises TooMany, Unavailable."""
        per_minute = caller.calls_per_minute
        if per_minute is None:
            return
        now_s = self._clock().timestamp()
        stretch = self._stretch(caller.id, int(now_s) // MINUTE_S, per_minute)
        if not stretch.left:
            wait_s = ceil((stretch.minute + 1) * MINUTE_S - now_s)
            told = f"This client may call {per_minute} times a minute, and has."
            raise TooMany(told, retry_after_s=wait_s, per_minute=per_minute)
        self._stretches[caller.id] = replace(stretch, left=stretch.left - 1)

    def _stretch(self, client_id: str, minute: int, quota: int) -> _Stretch:
        """What is left, or the next one: twice as long each time all was used."""
        held = self._stretches.get(client_id)
        if held is None or held.minute < minute or held.quota != quota:
            held = _Stretch(minute, quota)
        if held.left or held.is_last:
            return held
        count = min(2 * held.count or 1, max(1, quota // MINUTE_S), _MOST_BOOKED)
        booked = self._book(client_id, held.minute, count, quota)
        is_last = booked.count == 0
        self._stretches[client_id] = held = _Stretch(
            booked.minute, quota, booked.count, booked.count, is_last
        )
        return held
