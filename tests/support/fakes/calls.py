"""How much of their minutes clients have booked, in memory, for any number of containers."""

from promenade.kit.clock import system_clock
from promenade.kit.http.quota import Booked, Quota


class FakeBook:
    """`booked` are the calls by client and minute, `writes` how often somebody booked."""

    def __init__(self) -> None:
        self.booked: dict[tuple[str, int], int] = {}
        self.writes = 0

    def __call__(self, client_id: str, minute: int, count: int, quota: int) -> Booked:
        self.writes += 1
        latest = max((each for name, each in self.booked if name == client_id), default=minute)
        place = client_id, max(minute, latest)
        left = quota - self.booked.get(place, 0)
        given = min(count, max(1, left // 2)) if 0 < left < count else min(count, max(left, 0))
        self.booked[place] = self.booked.get(place, 0) + given
        return Booked(place[1], given)


UNCOUNTED = Quota(FakeBook(), system_clock)
"""For callers who are not counted."""
