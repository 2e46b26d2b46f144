"""The relay in process: from what the tables' streams hold to what goes out."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from unittest.mock import patch

from promenade.kit import aws
from tests.support import functions
from tests.support.cloud import streamed

Json = dict[str, Any]


class Bus:
    """Keeps what is put on it, as a queue would get it; `refuses` has the error code of each
    entry of every call."""

    def __init__(self, *refuses: str) -> None:
        self.calls: list[list[Json]] = []
        self._codes = refuses

    @property
    def events(self) -> list[Json]:
        return [_envelope(entry) for call in self.calls for entry in call]

    def put_events(self, Entries: list[Json]) -> Json:  # noqa: N803
        self.calls.append(Entries)
        codes = [*self._codes, *[""] * len(Entries)][: len(Entries)]
        results = [{"ErrorCode": code} if code else {"EventId": "e"} for code in codes]
        return {"FailedEntryCount": sum(map(bool, codes)), "Entries": results}


class Relayed(NamedTuple):
    """What is on the bus, in the audit trail's queue, and parked."""

    events: list[Json]
    changes: list[Json]
    parked: list[Json]


def relayed(records: Sequence[Json] | None = None, bus: Bus | None = None) -> Relayed:
    """What the relay makes of these records, or of all that streams hold."""
    told = streamed() if records is None else records
    stamped = [{"eventSource": "aws:dynamodb", **record} for record in told]
    return woken_by({"Records": stamped}, bus or Bus())


def woken_by(event: Json, bus: Bus) -> Relayed:
    client = aws.client
    with patch.object(aws, "client", lambda name: bus if name == "events" else client(name)):
        assert functions.invoke("relay", event) in (None, {"batchItemFailures": []})
    return Relayed(bus.events, taken("audit"), taken("relay-dead"))


def fits(pattern: Any, value: Any) -> bool:
    """EventBridge's patterns, as far as our rules use them."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(fits(pattern[k], value.get(k)) for k in pattern)
    return any(
        str(value).startswith(option["prefix"]) if isinstance(option, dict) else value == option
        for option in pattern
    )


def taken(queue: str) -> list[Json]:
    """The bodies that a queue holds, taken out of it."""
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    found: list[Json] = []
    while batch := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [json.loads(each["Body"]) for each in batch]
    return found


def _envelope(entry: Json) -> Json:
    return {
        "version": "0",
        "id": "00000000-0000-4000-8000-000000000000",
        "detail-type": entry["DetailType"],
        "source": entry["Source"],
        "account": "123456789012",
        "time": "2026-01-05T09:30:00Z",
        "region": "eu-west-1",
        "resources": [],
        "detail": json.loads(entry["Detail"]),
    }
