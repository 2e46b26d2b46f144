"""The clock of the golden samples."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from unittest.mock import patch

from promenade.kit import clock

SAMPLE_TIME = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@contextmanager
def standing(at: datetime = SAMPLE_TIME) -> Iterator[None]:
    """Every system_clock shows this time."""

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return at.astimezone(tz)

        @classmethod
        def fromisoformat(cls, text: str) -> datetime:  # type: ignore[override]
            return datetime.fromisoformat(text)

    with patch.object(clock, "datetime", Standing):
        yield
