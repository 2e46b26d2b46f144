"""When a window is open: by the clock on the wall of its zone. A slot goes without the hour that
the clock skips, and has the one that it shows twice two times."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from promenade.base.promotion.model.promotion import Slot, Window
from promenade.kit.values import Value

_DAY = timedelta(days=1)
_PAST, _AHEAD = 8, 15
"""Days looked through: a week, and another one whose only slot the clock skips."""


class Opening(Value, frozen=True):
    """Half-open; None where the window has no such end."""

    opens_at: datetime | None
    closes_at: datetime | None


def slots_open(window: Window) -> Callable[[datetime], bool]:
    """Whether one of its slots, of which it has some, is open at an instant."""
    zone, slots = ZoneInfo(window.zone), window.slots

    def is_open(at: datetime) -> bool:
        local = at.astimezone(zone)
        weekday, minute = local.weekday(), local.hour * 60 + local.minute
        return any(
            slot.is_on(weekday) and slot.start_minute <= minute < slot.end_minute for slot in slots
        )

    return is_open


def edges_of(window: Window, day: date) -> Iterator[datetime]:
    """Instants of a local day at which its slots may open or close."""
    zone = ZoneInfo(window.zone)
    midnight = datetime.combine(day, time(), zone)
    yield from _clock_changes(midnight.astimezone(UTC), (midnight + _DAY).astimezone(UTC), zone)
    for minute in _minutes(window.slots, day.weekday()):
        wall = midnight + timedelta(minutes=minute)
        yield from {wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}


def opening(window: Window, at: datetime) -> Opening | None:
    """The one that is on, else the next; None where there is no other."""
    if window.end is not None and at >= window.end:
        return None
    if not window.slots:
        return Opening(window.start, window.end)
    return next((each for each in _openings(window, at) if _ends_after(each, at)), None)


def _openings(window: Window, at: datetime) -> Iterator[Opening]:
    """Around an instant: one that goes on beyond what is looked through has the window's end."""
    is_open, (begin, *edges) = slots_open(window), _edges(window, at)
    begun, opened_at = is_open(begin), window.start
    for edge in edges:
        if begun and not is_open(edge):
            yield Opening(opened_at, edge)
        elif not begun and is_open(edge):
            opened_at = edge
        begun = is_open(edge)
    if begun:
        yield Opening(opened_at, window.end)


def _edges(window: Window, at: datetime) -> list[datetime]:
    """In order, within the window; the first is where looking starts."""
    zone, start, end = ZoneInfo(window.zone), window.start, window.end
    first = at.astimezone(zone).date() - _PAST * _DAY
    last = max(at, start or at).astimezone(zone).date() + _AHEAD * _DAY
    begin = datetime.combine(first, time(), zone).astimezone(UTC)
    if start is not None and start > begin:
        begin, first = start, start.astimezone(zone).date()
    days = (first + n * _DAY for n in range((last - first).days))
    found = {edge for day in days for edge in edges_of(window, day) if edge > begin}
    return [begin, *sorted(each for each in found if end is None or each < end)]


def _ends_after(found: Opening, at: datetime) -> bool:
    return found.closes_at is None or found.closes_at > at


def _minutes(slots: Iterable[Slot], weekday: int) -> set[int]:
    mine = [slot for slot in slots if slot.is_on(weekday)]
    return {minute for slot in mine for minute in (slot.start_minute, slot.end_minute)}


def _clock_changes(first: datetime, last: datetime, zone: ZoneInfo) -> list[datetime]:
    """The instant up to `last` at which the clock is put forward or back, if there is one."""
    before = first.astimezone(zone).utcoffset()
    if last.astimezone(zone).utcoffset() == before:
        return []

    def is_changed(second: int) -> bool:
        return (first + timedelta(seconds=second)).astimezone(zone).utcoffset() != before

    second = bisect_left(range(int((last - first).total_seconds())), True, key=is_changed)
    return [first + timedelta(seconds=second)]
