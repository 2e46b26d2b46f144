"""What single fields may hold."""

from datetime import datetime
from typing import Annotated, Protocol

from msgspec import Meta

from promenade.kit.windows import When

_LINE = r"^[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*(?!\n)$"

Id = Annotated[str, Meta(min_length=1, max_length=64)]
Instant = Annotated[datetime, Meta(tz=True)]
Name = Annotated[str, Meta(min_length=1, max_length=128, pattern=_LINE)]
ShortName = Annotated[str, Meta(min_length=1, max_length=64, pattern=_LINE)]
Reason = Annotated[str, Meta(min_length=1, max_length=200)]


class Zones(Protocol):
    def time_zone(self, book_id: str) -> str:
        """Of a book; UTC where there is none of this id, which is another fault."""
        ...


def zone_for(*moments: When | None, book_id: str, zones: Zones) -> str:
    """The book's, which only dates ask for."""
    is_asked = any(each and not isinstance(each, datetime) for each in moments)
    return zones.time_zone(book_id) if is_asked else "UTC"
