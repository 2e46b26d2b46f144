"""Time zones by their IANA names."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]*(?:/[A-Z][A-Za-z0-9_+-]*){0,2}")
_NONE = frozenset({"Factory"})


@lru_cache(1_000)
def is_zone(name: str) -> bool:
    """A name of the database, not another file that lies beside it (`localtime`, `right/UTC`)."""
    if not _NAME.fullmatch(name) or name in _NONE:
        return False
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True


def instant_of(wall: datetime, zone: str) -> datetime:
    """When the zone's clock shows it: as much later as a leap where the clock leaps over it, the
    first time where it shows it twice."""
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def known_zone(name: str) -> str:
    """UTC for one that does not exist, which is another fault."""
    return name if is_zone(name) else "UTC"
