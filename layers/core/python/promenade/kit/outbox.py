"""From a table's stream to the bus: the fact rides in the item, the relay only hands it on.

Delivery is at least once: a batch that fails anywhere is raised and comes again whole, under
the same `event_id`s, by which consumers know what they have seen.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from promenade.kit import aws
from promenade.kit.errors import Unavailable
from promenade.kit.packs import MOST_BYTES, packs

_ENVELOPE_BYTES = 1_000

Image = Mapping[str, Mapping[str, Any]]


class Change(msgspec.Struct, frozen=True):
    """What became of one aggregate: its documents before and after, as its capability wrote
    them. `before` is absent on creation, and where the bus takes no event with both."""

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
    for batch in packs(entries, lambda entry: len(entry["Detail"].encode()) + 256):
        answer = aws.client("events").put_events(Entries=batch)
        if answer["FailedEntryCount"]:
            raise Unavailable("The bus did not take every event.")
    return len(entries)


def _event(new: Image, old: Image) -> Event:
    key = f"{new['pk']['S']}/{new['sk']['S']}"
    version = int(new["version"]["N"])
    after = new["body"]["S"].encode()
    before = old["body"]["S"].encode() if "body" in old else b""
    fits = before and len(before) + len(after) + _ENVELOPE_BYTES <= MOST_BYTES
    return Event(
        event_id=f"{key}@{version}",
        schema=1,
        occurred_at=new["updated_at"]["S"],
        correlation_id=new["correlation_id"]["S"],
        actor=new["actor"]["S"],
        data=Change(key, version, msgspec.Raw(before) if fits else None, msgspec.Raw(after)),
    )
