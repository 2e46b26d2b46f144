"""Attributes that refuse what PynamoDB's own let through: `12.0`, `True`, naive times."""

from datetime import datetime
from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.constants import NUMBER, STRING

from promenade.kit import clock


class IntegerAttribute(Attribute[int]):
    attr_type = NUMBER

    def serialize(self, value: Any) -> str:
        if type(value) is not int:
            raise TypeError(f"{self.attr_name} takes an integer, not {value!r}")
        return str(value)

    def deserialize(self, value: str) -> int:
        return int(value)


class InstantAttribute(Attribute[datetime]):
    """Stored as RFC 3339 in UTC with six decimals, so that text order is time order."""

    attr_type = STRING

    def serialize(self, value: Any) -> str:
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError(f"{self.attr_name} takes an aware datetime, not {value!r}")
        return clock.to_wire(value)

    def deserialize(self, value: str) -> datetime:
        return clock.from_wire(value)
