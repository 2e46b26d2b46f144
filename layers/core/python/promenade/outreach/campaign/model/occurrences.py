"""When something recurs: five fields of cron in a zone, at most once an hour.

A wall time that a zone's clock leaps over is as much later as the leap; of one that it shows twice
the first counts. So a day has each of its occurrences once, whatever its clock does.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from promenade.kit.values import Value
from promenade.kit.zones import instant_of

_DAY = timedelta(days=1)
_MOST_DAYS = 1_470
"""Four years: there is a 29th of February among them."""


class Cron(Value, frozen=True):
    """Where both days of the month and of the week are limited, either will do (as POSIX has it);
    Sunday is 0 of a week."""

    minute: int
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    any_day: bool
    any_weekday: bool

    def is_on(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        in_month = day.day in self.days
        in_week = day.isoweekday() % 7 in self.weekdays
        if self.any_day or self.any_weekday:
            return in_month and in_week
        return in_month or in_week


_BOUNDS = ((0, 23), (1, 31), (1, 12), (0, 7))
_WRONG = (
    "The first field is the minute: one number from 0 to 59.",
    "The second field is the hours: numbers from 0 to 23, or *.",
    "The third field is the days of the month: numbers from 1 to 31, or *.",
    "The fourth field is the months: numbers from 1 to 12, without names, or *.",
    "The fifth field is the days of the week: numbers from 0 to 7, without names, or *.",
)
_FIELDS = "Send five fields such as 30 9 * * 1-5, of which the minute is one number."


def wrong(text: str) -> str | None:
    """What is wrong with the first field that is; None of what `read` takes."""
    fields = text.split()
    if len(fields) != len(_WRONG):
        return _FIELDS
    are_right = [_is_number(fields[0], 59), *map(bool, _spans(fields))]
    return None if all(are_right) else _WRONG[are_right.index(False)]


def read(text: str) -> Cron | None:
    """`30 9 * * 1-5`: one minute, then hours, days, months and weekdays, each `*`, numbers, ranges
    or steps. None for what is no such thing."""
    if wrong(text):
        return None
    fields = text.split()
    hours, days, months, weekdays = _spans(fields)
    week = tuple(sorted({each % 7 for each in weekdays}))
    return Cron(int(fields[0]), hours, days, months, week, fields[2] == "*", fields[4] == "*")


def _spans(fields: list[str]) -> list[tuple[int, ...]]:
    """Of all but the minute."""
    pairs = zip(fields[1:], _BOUNDS, strict=True)
    return [_numbers(field, *bounds) for field, bounds in pairs]


def _numbers(field: str, least: int, most: int) -> tuple[int, ...]:
    """Nothing where one of its parts is none."""
    found = [_part(part, least, most) for part in field.split(",")]
    return tuple(sorted({n for part in found for n in part})) if all(found) else ()


def _part(text: str, least: int, most: int) -> range:
    span, slash, step = text.partition("/")
    first, dash, last = span.partition("-")
    if span == "*":
        first, last = str(least), str(most)
    elif not dash:
        last = str(most) if slash else first
    if not (_is_number(first, most) and _is_number(last, most)):
        return range(0)
    if int(first) < least or (slash and not (_is_number(step, most) and int(step))):
        return range(0)
    return range(int(first), int(last) + 1, int(step) if slash else 1)


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) <= most


def is_shown(wall: datetime, zone: str) -> bool:
    """Whether the zone's clock ever shows it."""
    shown = instant_of(wall, zone).astimezone(ZoneInfo(zone))
    return shown.replace(tzinfo=None) == wall


def occurrences(cron: Cron, zone: str, start: datetime) -> Iterator[datetime]:
    """From the instant `start` on, within four years."""
    first = start.astimezone(ZoneInfo(zone)).date() - _DAY
    for day in (first + _DAY * n for n in range(_MOST_DAYS)):
        if cron.is_on(day):
            yield from (each for each in _of_day(cron, zone, day) if each >= start)


def between(
    cron: Cron, zone: str, start: datetime, end: datetime, most_count: int
) -> list[datetime]:
    """Those in [start, end), `most_count` at most."""
    return list(islice(takewhile(lambda at: at < end, occurrences(cron, zone, start)), most_count))


def _of_day(cron: Cron, zone: str, day: date) -> list[datetime]:
    walls = (datetime.combine(day, time(hour, cron.minute)) for hour in cron.hours)
    return sorted({instant_of(wall, zone) for wall in walls})
