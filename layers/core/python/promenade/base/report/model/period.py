"""Periods of days."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from promenade.kit.values import Value

_DAY = timedelta(days=1)


class Period(Value, frozen=True):
    """Both days included: a period ends at 24:00 of its last one (N11)."""

    first_on: date
    last_on: date

    def __contains__(self, on: date) -> bool:
        return self.first_on <= on <= self.last_on

    def __iter__(self) -> Iterator[date]:
        return (self.first_on + n * _DAY for n in range(self.day_count))

    @property
    def day_count(self) -> int:
        return (self.last_on - self.first_on).days + 1

    @property
    def previous(self) -> "Period":
        """As many days, just before."""
        return Period(self.first_on - self.day_count * _DAY, self.first_on - _DAY)

    @property
    def with_previous(self) -> "Period":
        return Period(self.previous.first_on, self.last_on)


def periods(days: Iterable[date]) -> list[Period]:
    """Days that follow one another make one period."""
    found: list[Period] = []
    for on in sorted(set(days)):
        if found and found[-1].last_on + _DAY == on:
            found[-1] = Period(found[-1].first_on, on)
        else:
            found.append(Period(on, on))
    return found


def ends_at(on: date, zone: str) -> datetime:
    """24:00 of a day in an IANA zone."""
    return datetime.combine(on + _DAY, time(), ZoneInfo(zone)).astimezone(UTC)
