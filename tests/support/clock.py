"""The clock of the golden samples."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from unittest.mock import patch

from promenade.kit import clock

SAMPLE_TIME = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


class _Standing(datetime):
    time_shown = SAMPLE_TIME

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.time_shown.astimezone(tz)

    @classmethod
    def fromisoformat(cls, text: str) -> datetime:  # type: ignore[override]
        return datetime.fromisoformat(text)


@contextmanager
def standing(at: datetime = SAMPLE_TIME) -> Iterator[None]:
    """Every system_clock shows this time."""
    with patch.object(clock, "datetime", _Standing), patch.object(_Standing, "time_shown", at):
        yield
