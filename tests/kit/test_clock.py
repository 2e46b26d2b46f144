"""Instants on the wire."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.clock import from_wire, system_clock, to_wire

SHANGHAI = timezone(timedelta(hours=8))


def test_an_instant_is_written_in_utc_with_six_decimals() -> None:
    assert to_wire(datetime(2026, 1, 5, 17, 30, tzinfo=SHANGHAI)) == "2026-01-05T09:30:00.000000Z"


def test_any_offset_is_read_as_utc() -> None:
    assert from_wire("2026-01-05T17:30:00+08:00") == datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    assert from_wire("2026-01-05T17:30:00+08:00").tzinfo is UTC


@pytest.mark.parametrize("text", ["2026-01-05T09:30:00", "2026-01-05", "yesterday", ""])
def test_a_time_without_offset_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"offset|isoformat"):
        from_wire(text)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_text_order_is_time_order_and_nothing_is_lost(one: datetime, other: datetime) -> None:
    assert from_wire(to_wire(one)) == one
    assert (to_wire(one) < to_wire(other)) == (one < other)


def test_the_system_clock_is_aware() -> None:
    assert system_clock().tzinfo is UTC
