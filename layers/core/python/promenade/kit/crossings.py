"""What a record of a stream tells beyond the fact that rides in it: lines its counts crossed."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from promenade.kit import clock
from promenade.kit.facts import Counts, Crossing, Event
from promenade.kit.values import Value


class Told(Value, frozen=True):
    """One record as it goes out; `change` is for the audit trail, of what staff did."""

    record: Mapping[str, Any]
    source: str
    fact: str
    detail: bytes
    change: bytes | None


def crossings_of(record: Mapping[str, Any], known: Iterable[type[Crossing]]) -> list[Told]:
    """By what the item was before; one that was just made crossed nothing."""
    images = record["dynamodb"]
    if not known or "OldImage" not in images or "NewImage" not in images:
        return []
    new, old = _counts(images["NewImage"]), _counts(images["OldImage"])
    crossed = (each.between(new, old) for each in known)
    return [_told(record, new, fact) for fact in crossed if fact]


def _told(record: Mapping[str, Any], new: Counts, fact: Crossing) -> Told:
    name = type(fact).__name__
    event = Event(
        event_id=f"{new['pk']}/{new['sk']}@{new['version']}.{new.get('turns', 0)}#{name}",
        schema=fact.schema,
        occurred_at=clock.from_wire(new["updated_at"]),
        correlation_id=new["correlation_id"],
        actor=new["actor"],
        data=fact,
    )
    return Told(record, fact.publisher, name, msgspec.json.encode(event), None)


def _counts(image: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    numbers = {name: int(value["N"]) for name, value in image.items() if "N" in value}
    texts = {name: value["S"] for name, value in image.items() if "S" in value}
    body = msgspec.json.decode(texts.pop("body", "{}"))
    return {**(body if isinstance(body, dict) else {}), **texts, **numbers}
