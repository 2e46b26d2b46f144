"""From stream records to events on the bus."""

import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from promenade.kit import aws, outbox
from promenade.kit.errors import Unavailable
from promenade.kit.packs import MOST_BYTES


def image(version: int, body: str, fact: str | None = "LevelSet") -> dict[str, Any]:
    stated = {"fact": {"S": fact}, "version": {"N": str(version)}} if fact else {}
    return stated | {
        "pk": {"S": "SKU#A"},
        "sk": {"S": "LEVEL"},
        "body": {"S": body},
        "actor": {"S": "staff:olga"},
        "updated_at": {"S": "2026-01-05T09:30:00.000000Z"},
        "correlation_id": {"S": "call-1"},
    }


def record(**images: dict[str, Any]) -> dict[str, Any]:
    return {"dynamodb": images}


class Bus:
    def __init__(self, failed: int = 0) -> None:
        self.calls: list[list[dict[str, str]]] = []
        self._failed = failed

    def put_events(self, Entries: list[dict[str, str]]) -> dict[str, int]:  # noqa: N803
        self.calls.append(Entries)
        return {"FailedEntryCount": self._failed}


@pytest.fixture
def bus() -> Iterator[Bus]:
    bus = Bus()
    with patch.object(aws, "client", lambda _service: bus):
        yield bus


def relay(*records: dict[str, Any]) -> int:
    return outbox.relay(records, source="promenade.stock", bus="promenade")


def test_a_fact_goes_out_with_what_was_before_and_after(bus: Bus) -> None:
    change = record(OldImage=image(1, '{"n": 1}'), NewImage=image(2, '{"n": 2}'))
    assert relay(change) == 1
    ((entry,),) = bus.calls
    assert (entry["Source"], entry["DetailType"], entry["EventBusName"]) == (
        "promenade.stock",
        "LevelSet",
        "promenade",
    )
    assert json.loads(entry["Detail"]) == {
        "event_id": entry_id(entry),
        "schema": 1,
        "occurred_at": "2026-01-05T09:30:00.000000Z",
        "correlation_id": "call-1",
        "actor": "staff:olga",
        "data": {"key": "SKU#A/LEVEL", "version": 2, "before": {"n": 1}, "after": {"n": 2}},
    }


def entry_id(entry: dict[str, str]) -> str:
    event_id: str = json.loads(entry["Detail"])["event_id"]
    assert event_id.endswith("SKU#A/LEVEL@2")
    return event_id


def test_a_record_that_comes_again_has_the_same_id(bus: Bus) -> None:
    change = record(NewImage=image(2, "{}"))
    relay(change)
    relay(change)
    ((first,), (second,)) = bus.calls
    assert entry_id(first) == entry_id(second)


def test_a_first_version_has_no_before(bus: Bus) -> None:
    relay(record(NewImage=image(1, "{}")))
    assert json.loads(bus.calls[0][0]["Detail"])["data"]["before"] is None


@pytest.mark.parametrize(
    "silent",
    [
        record(NewImage=image(1, "{}", fact=None)),
        record(OldImage=image(1, "{}")),
        record(OldImage=image(1, "{}"), NewImage=image(1, "{}")),
    ],
)
def test_items_without_a_new_fact_say_nothing(silent: dict[str, Any], bus: Bus) -> None:
    assert relay(silent) == 0
    assert bus.calls == []


def test_many_facts_go_out_in_order_ten_at_a_time(bus: Bus) -> None:
    assert relay(*(record(NewImage=image(number, "{}")) for number in range(1, 24))) == 23
    assert [len(call) for call in bus.calls] == [10, 10, 3]
    versions = [json.loads(e["Detail"])["data"]["version"] for call in bus.calls for e in call]
    assert versions == list(range(1, 24))


def test_what_the_bus_cannot_take_with_its_before_goes_without(bus: Bus) -> None:
    half = json.dumps("x" * (MOST_BYTES // 2))
    relay(record(OldImage=image(1, half), NewImage=image(2, half)))
    sent = bus.calls[0][0]["Detail"]
    assert json.loads(sent)["data"]["before"] is None
    assert len(sent) < MOST_BYTES


def test_an_entry_that_the_bus_refuses_brings_the_batch_back() -> None:
    bus = Bus(failed=1)
    with patch.object(aws, "client", lambda _service: bus), pytest.raises(Unavailable):
        relay(record(NewImage=image(1, "{}")))
