"""Time as an argument: aware UTC inside, RFC 3339 with `Z` on the wire."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def to_wire(instant: datetime) -> str:
    """Always with six decimals, so that text order is time order."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_wire(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("a time needs its offset")
    return instant.astimezone(UTC)


def in_utc(instant: datetime) -> datetime:
    """Beyond the calendar's ends there is no UTC; such an instant stays as it is written."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return instant.replace(tzinfo=UTC)
