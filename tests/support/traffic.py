"""What a function asks of AWS, counted call by call."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

from promenade.kit.dynamo_authority import AccessRecord


@contextmanager
def counted() -> Iterator[list[str]]:
    """`service.Operation` of every round trip, in order, apart from looking up what staff may do:
    what that costs each call of theirs is counted by itself."""
    calls: list[str] = []
    original = vars(BaseClient)["_make_api_call"]

    def noted(self: BaseClient, operation: str, arguments: Mapping[str, Any]) -> object:
        if arguments.get("TableName") != AccessRecord.Meta.table_name:
            calls.append(f"{self.meta.service_model.service_name}.{operation}")
        return original(self, operation, arguments)

    with patch.object(BaseClient, "_make_api_call", noted):
        yield calls


def write_units(item: dict[str, Any], only: Collection[str] = ()) -> int:
    """What DynamoDB bills for putting an item: a unit per KB begun, names included. `only`
    counts these attributes, as an index does."""
    size = sum(
        len(name.encode()) + _bytes_of(*value.items())
        for name, value in item.items()
        if not only or name in only
    )
    return -(-size // 1024)


def _bytes_of(entry: tuple[str, Any]) -> int:
    """Of a number: a byte per two digits and one more."""
    kind, value = entry
    if kind == "N":
        return len(value) // 2 + 1
    return len(value.encode() if kind == "S" else value)
