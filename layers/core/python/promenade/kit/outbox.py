"""From a table's stream to the bus: the fact rides in the item, the relay only hands it on.

Delivery is at least once: a batch that fails anywhere is raised and comes again whole, under
the same `event_id`s, by which consumers know what they have seen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from promenade.kit import aws
from promenade.kit.errors import Unavailable

_ENTRIES = 10
_BYTES = 240_000

Image = Mapping[str, Mapping[str, Any]]


class Change(msgspec.Struct, frozen=True):
    """What became of one aggregate: its documents before and after, as its capability wrote
    them (`before` is absent on creation)."""

    key: str
    version: int
    before: msgspec.Raw | None
    after: msgspec.Raw


class Event(msgspec.Struct, frozen=True):
    """The `detail` of every message on the bus; the detail-type names the fact."""

    event_id: str
    schema: int
    occurred_at: str
    correlation_id: str
    actor: str
    data: Change


def events(records: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Event]]:
    """(detail-type, event) for every record of a DynamoDB stream whose new image states a fact."""
    for record in records:
        images = record["dynamodb"]
        new: Image = images.get("NewImage", {})
        old: Image = images.get("OldImage", {})
        if "fact" in new and new.get("version") != old.get("version"):
            yield new["fact"]["S"], _event(new, old)


def relay(records: Iterable[Mapping[str, Any]], *, source: str, bus: str) -> int:
    """The number of events put on the bus; raises Unavailable unless every one was taken."""
    entries = [
        {
            "Source": source,
            "DetailType": fact,
            "Detail": msgspec.json.encode(event).decode(),
            "EventBusName": bus,
        }
        for fact, event in events(records)
    ]
    for batch in _batches(entries):
        answer = aws.client("events").put_events(Entries=batch)
        if answer["FailedEntryCount"]:
            raise Unavailable("The bus did not take every event.")
    return len(entries)


def _event(new: Image, old: Image) -> Event:
    key = f"{new['pk']['S']}/{new['sk']['S']}"
    version = int(new["version"]["N"])
    before = msgspec.Raw(old["body"]["S"].encode()) if "body" in old else None
    return Event(
        event_id=f"{key}@{version}",
        schema=1,
        occurred_at=new["updated_at"]["S"],
        correlation_id=new["correlation_id"]["S"],
        actor=new["actor"]["S"],
        data=Change(key, version, before, msgspec.Raw(new["body"]["S"].encode())),
    )


def _batches(entries: Sequence[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    """At most ten entries and 256 KB a call, as PutEvents takes them."""
    batch: list[dict[str, str]] = []
    size = 0
    for entry in entries:
        weight = len(entry["Detail"].encode()) + 256
        if batch and (len(batch) == _ENTRIES or size + weight > _BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += weight
    if batch:
        yield batch
