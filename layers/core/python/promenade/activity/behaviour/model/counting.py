"""What is counted of events: by person, UTC day and quarter of an hour, so that the day of any zone
is a sum. All zones of today are whole quarters from UTC.

| name of a count | is of |
|---|---|
| `view@37` | views from 9:15 to 9:30 |
| `view/s/MUG-1@37` | of one SKU |
| `view/c/mugs@37` | of one category |
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from promenade.activity.behaviour.model.events import Event
from promenade.contracts.behaviour import Act, Acted, Days, Tally
from promenade.kit.values import Value

_QUARTER = timedelta(minutes=15)


class Day(Value, frozen=True):
    """What a person did on one UTC day."""

    on: date
    counts: Mapping[str, int]


class Span(Value, frozen=True):
    """[start, end)."""

    start: datetime
    end: datetime


def day_of(event: Event) -> date:
    return event.event_time.astimezone(UTC).date()


def counted(events: Iterable[Event]) -> dict[date, Counter[str]]:
    """Bots' are not."""
    days: dict[date, Counter[str]] = {}
    for each in events:
        if not each.is_bot:
            days.setdefault(day_of(each), Counter()).update(_names(each))
    return days


def event_count(counts: Mapping[str, int]) -> int:
    """As many as any kind of name counts: an event of several SKUs is as several."""
    kinds = Counter[str]()
    for name, count in counts.items():
        kinds[name.split("/")[1] if "/" in name else ""] += count
    return max(kinds.values(), default=0)


def _names(event: Event) -> Iterator[str]:
    at = event.event_time.astimezone(UTC)
    quarter = (at.hour * 60 + at.minute) // 15
    yield f"{event.act}@{quarter}"
    yield from (f"{event.act}/s/{each}@{quarter}" for each in event.all_skus)
    yield from (f"{event.act}/c/{each}@{quarter}" for each in event.all_categories)


def span_of(days: Days) -> Span:
    zone = ZoneInfo(days.zone)
    start, end = (
        datetime.combine(each, time(), zone).astimezone(UTC)
        for each in (days.first, days.today + timedelta(days=1))
    )
    return Span(start, end)


def utc_days(span: Span) -> tuple[date, date]:
    """The first and the last that it touches."""
    return span.start.date(), (span.end - _QUARTER).date()


def tallied(days: Iterable[Day], span: Span) -> dict[Act, Tally]:
    told: dict[Act, dict[str, Counter[str]]] = {}
    for name, count in _within(days, span):
        act, _, subject = name.partition("/")
        kind, _, key = subject.partition("/")
        told.setdefault(Act(act), {}).setdefault(kind, Counter())[key] += count
    return {act: _tally(found) for act, found in sorted(told.items())}


def _within(days: Iterable[Day], span: Span) -> Iterator[tuple[str, int]]:
    for day in days:
        midnight = datetime.combine(day.on, time(), UTC)
        for name, count in day.counts.items():
            subject, _, quarter = name.rpartition("@")
            if span.start <= midnight + int(quarter) * _QUARTER < span.end:
                yield subject, count


def _tally(found: Mapping[str, Counter[str]]) -> Tally:
    none = Counter[str]()
    return Tally(found.get("", none)[""], dict(found.get("s", none)), dict(found.get("c", none)))


def acts_of(events: Sequence[Event]) -> tuple[Acted, ...]:
    """Bots' are not told."""
    by_act: dict[Act, list[Event]] = {}
    for each in events:
        if not each.is_bot:
            by_act.setdefault(each.act, []).append(each)
    return tuple(_acted(act, done) for act, done in sorted(by_act.items()))


def _acted(act: Act, done: Sequence[Event]) -> Acted:
    return Acted(
        act,
        len(done),
        max(each.event_time for each in done),
        Counter(sku for each in done for sku in each.all_skus),
        Counter(category for each in done for category in each.all_categories),
    )
