"""Windows on the wire: a start and an end may be a date, which means that whole day (N11)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from promenade.base.promotion.model.bounds import Instant, Times
from promenade.base.promotion.model.promotion import Slot
from promenade.kit.decoding import Strict
from promenade.kit.errors import Fault

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


class WindowBody(Strict, frozen=True):
    """Half-open [start, end); weekly slots, if any, in the time of the IANA `zone`."""

    start: Moment | None = None
    end: Moment | None = None
    slots: Annotated[tuple[Slot, ...], Meta(max_length=50)] = ()
    zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"


class PlainCodeBody(Strict, frozen=True):
    """A code the cart must present, with a validity of its own; dates are of the window's zone."""

    text: Annotated[str, Meta(min_length=1, max_length=64)]
    start: Moment | None = None
    end: Moment | None = None


class CouponCodeBody(PlainCodeBody, frozen=True):
    """A code with limits of its own."""

    total: Times | None = None
    per_buyer: Times | None = None


def in_instants(promotion: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """A promotion's document with every start and end an instant; None for each that is at
    fault."""
    found: list[Fault] = []
    zone, document = _zone(promotion["window"]["zone"]), dict(promotion)
    for name in ("window", "code"):
        if document[name] is not None:
            span = document[name] = dict(document[name])
            for edge in ("start", "end"):
                if span[edge] is not None:
                    span[edge] = _instant(span[edge], zone, is_end=edge == "end")
                    found += [] if span[edge] else [_no_moment(f"/{name}/{edge}")]
    return document, found


def _zone(name: str) -> ZoneInfo:
    """UTC for one that does not exist, which is another fault."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _instant(text: str, zone: ZoneInfo, *, is_end: bool) -> datetime | None:
    """A day is as long as its zone makes it: 24:00 is the next one's 00:00."""
    try:
        if len(text) > len("2026-11-30"):
            return msgspec.convert(text, Instant).astimezone(UTC)
        day = msgspec.convert(text, date) + timedelta(days=is_end)
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except (msgspec.ValidationError, OverflowError):
        return None


def _no_moment(pointer: str) -> Fault:
    detail = "Write a date ({date}) or a time with its offset ({time})."
    facts: dict[str, str | int] = {"date": _EXAMPLES[0], "time": _EXAMPLES[1]}
    return Fault(pointer, "not_a_moment", detail, facts=facts)
