"""How fast one person may call: a bucket of tokens each, as this container sees it."""

from collections.abc import Callable
from time import monotonic

from promenade.kit.errors import TooMany
from promenade.kit.http.auth import Principal

_MOST_REMEMBERED = 1_000


class Pace:
    """`per_second` calls for ever, and twice as many at once. A server speaks for many people:
    what bounds it is its quota."""

    def __init__(self, per_second: int, seconds: Callable[[], float] = monotonic) -> None:
        self._per_second = per_second
        self._burst = 2 * per_second
        self._seconds = seconds
        self._buckets: dict[str, tuple[float, float]] = {}

    def admit(self, caller: Principal) -> None:
        """Raises TooMany."""
        if caller.kind == "client":
            return
        now = self._seconds()
        left, since = self._buckets.pop(caller.name, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        is_admitted = left >= 1
        self._keep(caller.name, left - is_admitted, now)
        if not is_admitted:
            told = f"{self._per_second} calls a second are the most."
            raise TooMany(told, retry_after_s=1, per_second=self._per_second)

    def _keep(self, name: str, left: float, now: float) -> None:
        """In order of the last call; who is forgotten starts with a full bucket."""
        if len(self._buckets) >= _MOST_REMEMBERED:
            self._buckets.pop(next(iter(self._buckets)))
        self._buckets[name] = (left, now)
