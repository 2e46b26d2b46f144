"""Replays and stale versions."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from promenade.kit.errors import Stale
from promenade.kit.stamp import Stamp, Stored


@dataclass
class Level:
    version: int


STAMP = Stamp("staff:olga", datetime(2026, 1, 5, tzinfo=UTC), "call-1", "request-1")


def test_the_expected_version_may_be_changed() -> None:
    assert Stored(Level(3), "request-0").is_done(3, STAMP) is False


def test_a_change_that_this_request_made_is_done() -> None:
    assert Stored(Level(4), "request-1").is_done(3, STAMP) is True


@pytest.mark.parametrize(
    ("version", "maker"), [(4, "request-0"), (5, "request-1"), (2, "request-1")]
)
def test_a_change_by_others_is_stale_and_tells_the_version(version: int, maker: str) -> None:
    with pytest.raises(Stale) as refused:
        Stored(Level(version), maker).is_done(3, STAMP)
    assert refused.value.facts == {"version": version}
