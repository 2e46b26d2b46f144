"""What opens at a time: limited-time discounts and flash sales, as those see them who wait."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class OpeningState(StrEnum):
    """Computed when it is asked for (N12), of what was left when that was last metered."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    PAUSED = "paused"
    SOLD_OUT = "sold_out"
    ENDED = "ended"


class Opening(Protocol):
    """As of an instant; `next_opens_at` is None where none lies ahead."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def state(self) -> OpeningState: ...
    @property
    def next_opens_at(self) -> datetime | None: ...


class Openings(Protocol):
    def listed(self, now: datetime, /) -> Sequence[Opening]:
        """Those that shoppers may know and that are not over. Raises Unavailable."""
        ...

    def find(self, id_: str, now: datetime, /) -> Opening | None:
        """One of these. Raises Unavailable."""
        ...
