"""Windows as they are written: a start and an end are times, or dates for whole days (N11)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from promenade.kit.errors import Fault, Invalid

_EXAMPLES = ["2026-11-30", "2026-11-30T18:00:00+08:00"]
Moment = Annotated[
    str,
    Meta(
        max_length=40,
        description="A time, or a date for the whole day in the window's zone: a start is its "
        "00:00, an end its 24:00.",
        extra_json_schema={"examples": _EXAMPLES},
    ),
]
_THIS_CENTURY = range(2000, 2100)
_Instant = Annotated[datetime, Meta(tz=True)]

When = datetime | date
"""An aware instant in UTC, or a day of a zone that is yet to be said."""


def read(text: str) -> When | None:
    """None for what is no moment of this century."""
    found = _parsed(text)
    return found if found and found.year in _THIS_CENTURY else None


def read_all(said: Mapping[str, str | None]) -> list[When | None]:
    """By pointer, in this order. Raises Invalid with all that are no moments."""
    found = {pointer: read(text) if text else None for pointer, text in said.items()}
    wrong = [
        no_moment(pointer, text)
        for pointer, text in said.items()
        if text is not None and not found[pointer]
    ]
    if wrong:
        raise Invalid(wrong)
    return list(found.values())


def read_one(pointer: str, text: str) -> When:
    """Raises Invalid."""
    found = read(text)
    if found is None:
        raise Invalid([no_moment(pointer, text)])
    return found


def instant_of(text: str, zone: str, *, is_end: bool) -> datetime | None:
    """None for what is no moment of this century."""
    when = read(text)
    if when is None:
        return None
    return end_of(when, zone) if is_end else start_of(when, zone)


def start_of(when: When, zone: str) -> datetime:
    return when if isinstance(when, datetime) else _midnight(when, zone)


def end_of(when: When, zone: str) -> datetime:
    """A day is as long as its zone makes it: its 24:00 is the next one's 00:00."""
    return when if isinstance(when, datetime) else _midnight(when + timedelta(days=1), zone)


def start_from(when: When, zone: str, now: datetime) -> datetime:
    """A day that has begun and is not over starts now."""
    start = start_of(when, zone)
    return max(start, now) if now < end_of(when, zone) else start


def no_moment(pointer: str, text: str) -> Fault:
    """What is wrong with a text that `read` gives nothing for."""
    if _parsed(text):
        return Fault(pointer, "out_of_range", "Send an instant of this century.")
    detail = "Write a date ({date}) or a time with its offset ({time})."
    facts: dict[str, str | int] = {"date": _EXAMPLES[0], "time": _EXAMPLES[1]}
    return Fault(pointer, "not_a_moment", detail, facts=facts)


def _parsed(text: str) -> When | None:
    try:
        if len(text) > len("2026-11-30"):
            return msgspec.convert(text, _Instant).astimezone(UTC)
        return msgspec.convert(text, date)
    except (msgspec.ValidationError, OverflowError):
        return None


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
