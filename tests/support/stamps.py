"""Who changes something in tests: maria, at a time of her own."""

from datetime import UTC, datetime

from promenade.kit.stamp import Stamp

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def stamp(request: str = "request-1") -> Stamp:
    """Equal for equal requests."""
    return Stamp("staff:maria", NOON, f"correlation of {request}", request)
