"""Periods of days."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from promenade.kit.values import Value

_DAY = timedelta(days=1)
_CALENDAR = (12, 3, 1)
"""Months of a year, a quarter and a month."""
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
"""How far zones are from UTC at most."""


def newest_day(at: datetime) -> date:
    """The last one that has begun somewhere."""
    return (at + _EAST).date()


def is_over_everywhere(on: date, at: datetime) -> bool:
    return on < (at - _WEST).date()


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
        """Before a whole year, quarter or month of the calendar the one before it, whatever its
        length; before others as many days (N32)."""
        months = self._whole_months
        if not months:
            return Period(self.first_on - self.day_count * _DAY, self.first_on - _DAY)
        return Period(_months_on(self.first_on, -months), self.first_on - _DAY)

    @property
    def year_before(self) -> "Period":
        """The same dates of the calendar; the 28th where there was no 29th of February (N32)."""
        return Period(_year_before(self.first_on), _year_before(self.last_on))

    @property
    def _whole_months(self) -> int:
        """Those of a year, quarter or month that this is; 0 for any other span."""
        after = self.last_on + _DAY
        for months in _CALENDAR:
            starts = self.first_on.day == 1 and (self.first_on.month - 1) % months == 0
            if starts and after == _months_on(self.first_on, months):
                return months
        return 0


def _year_before(on: date) -> date:
    is_leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year - 1, day=28 if is_leap_day else on.day)


def _months_on(first_on: date, months: int) -> date:
    """Of the first of a month, that of another."""
    year, month = divmod(first_on.year * 12 + first_on.month - 1 + months, 12)
    return date(year, month + 1, 1)


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
