"""What a piece of code asks of DynamoDB: calls, and the capacity units they cost on AWS.

Units are counted from sizes as DynamoDB documents them: reads by 4 KB (half when eventually
consistent), writes by 1 KB, twice in transactions. Of what a write replaces or deletes, the size
is not known here and taken as the new item's, or 1 KB.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from promenade.kit import aws
from promenade.kit.dynamo_authority import AccessRecord

Item = Mapping[str, Mapping[str, Any]]


@dataclass
class Traffic:
    """Without what is asked of the table `apart`."""

    apart: str
    calls: Counter[str] = field(default_factory=Counter)
    read_units: float = 0
    write_units: int = 0

    @property
    def cost(self) -> tuple[int, float, int]:
        """(round trips, read units, write units)."""
        return self.calls.total(), self.read_units, self.write_units

    def asked(self, params: Mapping[str, Any], operation: str) -> None:
        if params.get("TableName") == self.apart:
            return
        self.calls[operation] += 1
        for entry in params.get("TransactItems", []):
            ((_, write),) = entry.items()
            self.write_units += 2 * _units(write.get("Item", {}), 1024)
        if operation in ("PutItem", "UpdateItem", "DeleteItem"):
            self.write_units += _units(params.get("Item", {}), 1024)
        if operation == "BatchWriteItem":
            self.write_units += sum(map(len, params["RequestItems"].values()))
            return
        for table in params.get("RequestItems", {}).values():
            share = 1 if table.get("ConsistentRead") else 0.5
            self.read_units += share * len(table.get("Keys", []))
        if operation in ("GetItem", "Query"):
            self.read_units += 1 if params.get("ConsistentRead") else 0.5

    def answered(self, parsed: Mapping[str, Any]) -> None:
        """What large items cost beyond the first unit, as if read eventually consistent."""
        items = [parsed["Item"]] if "Item" in parsed else []
        items += [each for found in parsed.get("Responses", {}).values() for each in found]
        self.read_units += sum(0.5 * (_units(each, 4096) - 1) for each in items)
        together = sum(map(size_of, parsed.get("Items", [])))
        self.read_units += 0.5 * max(ceil(together / 4096) - 1, 0)


@contextmanager
def capacity(apart: str = AccessRecord.Meta.table_name) -> Iterator[Traffic]:
    """Counts what the shared client does meanwhile, apart from looking up what staff may do: what
    that costs each call of theirs is counted by itself."""
    found = Traffic(apart)
    events = aws.client("dynamodb").meta.events
    hooks = {
        "before-parameter-build.dynamodb": lambda params, model, **_: found.asked(
            params, model.name
        ),
        "after-call.dynamodb": lambda parsed, **_: found.answered(parsed),
    }
    for event, hook in hooks.items():
        events.register(event, hook)
    try:
        yield found
    finally:
        for event, hook in hooks.items():
            events.unregister(event, hook)


def _units(item: Item, step: int) -> int:
    return max(ceil(size_of(item) / step), 1)


def size_of(item: Item) -> int:
    """Names and values in bytes; a number takes about a byte per two digits."""
    return sum(len(name) + _length(value) for name, value in item.items())


def _length(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "B":
        return len(content)
    return len(content) // 2 + 2 if kind == "N" else len(str(content).encode())
