"""The clock of the golden samples."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from unittest.mock import patch

from promenade.kit import clock

SAMPLE_TIME = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


class _Standing(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return SAMPLE_TIME.astimezone(tz)

    @classmethod
    def fromisoformat(cls, text: str) -> datetime:  # type: ignore[override]
        return datetime.fromisoformat(text)


@contextmanager
def standing() -> Iterator[None]:
    """Every system_clock shows SAMPLE_TIME."""
    with patch.object(clock, "datetime", _Standing):
        yield
