"""Moments as people write them: a time with its offset, or a date for a whole day (N11)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from promenade.kit.errors import Fault

_EXAMPLES = ["2026-11-30", "2026-11-30T18:00:00+08:00"]
_Instant = Annotated[datetime, Meta(tz=True)]
Moment = Annotated[
    str,
    Meta(
        max_length=40,
        description="A time, or a date for the whole day in the window's zone: a start is its "
        "00:00, an end its 24:00.",
        extra_json_schema={"examples": _EXAMPLES},
    ),
]


def zone_of(name: str) -> ZoneInfo:
    """UTC for one that does not exist, which is another fault."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def instant_of(text: str, zone: ZoneInfo, *, is_end: bool) -> datetime | None:
    """A day is as long as its zone makes it: 24:00 is the next one's 00:00."""
    try:
        if len(text) > len("2026-11-30"):
            return msgspec.convert(text, _Instant).astimezone(UTC)
        return day_start(msgspec.convert(text, date) + timedelta(days=is_end), zone)
    except (msgspec.ValidationError, OverflowError):
        return None


def day_start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def no_moment(pointer: str) -> Fault:
    detail = "Write a date ({date}) or a time with its offset ({time})."
    facts: dict[str, str | int] = {"date": _EXAMPLES[0], "time": _EXAMPLES[1]}
    return Fault(pointer, "not_a_moment", detail, facts=facts)
