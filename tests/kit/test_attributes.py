"""Attributes that refuse look-alikes."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from promenade.kit.attributes import InstantAttribute, IntegerAttribute


@pytest.mark.parametrize("value", [12.0, True, "12", None])
def test_an_integer_attribute_takes_integers_only(value: Any) -> None:
    with pytest.raises(TypeError, match="takes an integer"):
        IntegerAttribute(attr_name="count").serialize(value)


@pytest.mark.parametrize("value", [0, -5, 10**30])
def test_an_integer_comes_back(value: int) -> None:
    attribute = IntegerAttribute(attr_name="count")
    assert attribute.deserialize(attribute.serialize(value)) == value


@pytest.mark.parametrize("value", [datetime(2026, 1, 5), date(2026, 1, 5), "2026-01-05", None])  # noqa: DTZ001
def test_an_instant_attribute_takes_aware_times_only(value: Any) -> None:
    with pytest.raises(TypeError, match="takes an aware datetime"):
        InstantAttribute(attr_name="at").serialize(value)


def test_an_instant_comes_back_in_utc() -> None:
    attribute = InstantAttribute(attr_name="at")
    there = datetime(2026, 1, 5, 17, 30, tzinfo=timezone(timedelta(hours=8)))
    stored = attribute.serialize(there)
    assert stored == "2026-01-05T09:30:00.000000Z"
    assert attribute.deserialize(stored) == datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
