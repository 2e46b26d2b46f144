"""From the tables' streams to the bus and the audit trail: the fact rides in the item.

The bus gets the published fact alone, read out of the stored document by its type. What staff
did goes to the audit trail as well, with the documents before and after.

Delivery is at least once: a batch that fails anywhere is raised and comes again whole, under the
same `event_id`s, by which consumers know what they have seen. A record that can never be told is
handed back, and holds up no other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from promenade.kit import aws, clock
from promenade.kit.crossings import Told, crossings_of
from promenade.kit.decoding import decode
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.facts import Change, Crossing, Event, Fact
from promenade.kit.packs import MOST_BYTES, packs
from promenade.kit.queues import Queue, as_text, size_of
from promenade.kit.values import Value

Image = Mapping[str, Mapping[str, Any]]
StreamRecord = Mapping[str, Any]
Facts = Mapping[tuple[str, str], type[Fact]]

_ENTRY_BYTES = 256
"""What EventBridge counts of an entry beside its detail, at most."""

_KEY_SIZE = 4_096
_STAFF = "staff:"
_NULL = msgspec.Raw(b"null")
_NOT_OURS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_PASSING = frozenset({"InternalException", "InternalFailure", "ThrottlingException"})


class Untellable(DomainError):
    """The record states a fact that nobody could be told of, however often it came."""


class Refused(Value, frozen=True):
    record: StreamRecord
    error: DomainError


class Outbox:
    """`sources` name what the facts of a table come from, by the table's name."""

    def __init__(self, sources: Mapping[str, str], facts: Facts, bus: str, audit: Queue) -> None:
        self._sources = sources
        self._facts = facts
        self._crossing: dict[str, list[type[Crossing]]] = {}
        for (source, _), fact in facts.items():
            if issubclass(fact, Crossing):
                self._crossing.setdefault(source, []).append(fact)
        self._bus = bus
        self._audit = audit

    def relay(self, records: Iterable[StreamRecord]) -> list[Refused]:
        """Answers the records that can never be told, each with its reason. Raises Unavailable
        unless all others are."""
        told: list[Told] = []
        refused: list[Refused] = []
        for record in records:
            try:
                if states_a_fact(record):
                    told.append(self._read(record))
            except DomainError as error:
                refused.append(Refused(record, error))
            told += self._crossed(record)
        self._audit.send([each.change for each in told if each.change])
        return [*refused, *self._put(told)]

    def _read(self, record: StreamRecord) -> Told:
        try:
            if "body" not in _images(record)[0]:
                raise Untellable("Its documents fit no message; its key leads to them.")
            change = change_of(record, self._source(record))
        except _NOT_OURS as error:
            raise Untellable(f"The item is not one of ours: {error!r}.") from error
        fact = self._facts.get((change.source, change.fact))
        if fact is None:
            raise Untellable(f"{change.source} publishes no {change.fact}.")
        told = Told(record, change.source, change.fact, _detail(change, fact), _audited(change))
        if max(len(told.detail) + _ENTRY_BYTES, _size(told.change or b"")) > MOST_BYTES:
            raise Untellable(f"{change.event_id} is larger than a message.")
        return told

    def _crossed(self, record: StreamRecord) -> list[Told]:
        """What no store of ours wrote crosses nothing."""
        try:
            return crossings_of(record, self._crossing.get(self._source(record), ()))
        except (*_NOT_OURS, Untellable):
            return []

    def _source(self, record: StreamRecord) -> str:
        """The table is the second part of its stream's ARN."""
        table: str = record["eventSourceARN"].split("/")[1]
        if table not in self._sources:
            raise Untellable(f"No source is named for the table {table}.")
        return self._sources[table]

    def _put(self, told: Sequence[Told]) -> Iterator[Refused]:
        for pack in packs(told, lambda each: len(each.detail) + _ENTRY_BYTES):
            entries = [
                {
                    "Source": each.source,
                    "DetailType": each.fact,
                    "Detail": each.detail.decode(),
                    "EventBusName": self._bus,
                }
                for each in pack
            ]
            with aws.answering("The bus"):
                answer = aws.client("events").put_events(Entries=entries)
            for each, result in zip(pack, answer["Entries"], strict=True):
                if error := _failure(result):
                    yield Refused(each.record, error)


def states_a_fact(record: StreamRecord) -> bool:
    """A version is told once, when it becomes the newest."""
    new, old = _images(record)
    return "fact" in new and new.get("version") != old.get("version")


def change_of(record: StreamRecord, source: str) -> Change:
    """Raises KeyError, TypeError or ValueError for what no store of ours wrote."""
    new, old = _images(record)
    return Change(
        source=source,
        fact=new["fact"]["S"],
        key=f"{new['pk']['S']}/{new['sk']['S']}",
        version=int(new["version"]["N"]),
        occurred_at=clock.from_wire(new["updated_at"]["S"]),
        correlation_id=new["correlation_id"]["S"],
        actor=new["actor"]["S"],
        before=msgspec.Raw(old["body"]["S"].encode()) if "body" in old else _NULL,
        after=msgspec.Raw(new["body"]["S"].encode()),
    )


def parcel(record: StreamRecord) -> str:
    """A record as one message that `relay` takes again; where it does not fit, without what was
    before, and in the end its key alone, which leads to it."""
    new, old = _images(record)
    small = {name: value for name, value in new.items() if len(str(value)) <= _KEY_SIZE}
    key = {name: small[name] for name in ("pk", "sk", "fact", "version") if name in small}
    smaller = ({"NewImage": new, "OldImage": old}, {"NewImage": new})
    fitting = (
        text for images in smaller if size_of(text := _as_message(record, images)) <= MOST_BYTES
    )
    return next(fitting, "") or _as_message(record, {"NewImage": {"fact": {"S": "?"}, **key}})


def _as_message(record: StreamRecord, images: Mapping[str, Any]) -> str:
    told = {"eventSourceARN": record["eventSourceARN"], "dynamodb": images}
    return as_text(msgspec.json.encode(told))


def _images(record: StreamRecord) -> tuple[Image, Image]:
    images = record["dynamodb"]
    return images.get("NewImage", {}), images.get("OldImage", {})


def _detail(change: Change, fact: type[Fact]) -> bytes:
    event = Event(
        event_id=change.event_id,
        schema=fact.schema,
        occurred_at=change.occurred_at,
        correlation_id=change.correlation_id,
        actor=change.actor,
        data=decode(bytes(change.after), fact),
    )
    return msgspec.json.encode(event)


def _audited(change: Change) -> bytes | None:
    if not change.actor.startswith(_STAFF):
        return None
    whole = msgspec.json.encode(change)
    if _size(whole) <= MOST_BYTES:
        return whole
    return msgspec.json.encode(msgspec.structs.replace(change, before=_NULL))


def _size(body: bytes) -> int:
    """As a message of a queue."""
    return size_of(as_text(body))


def _failure(result: Mapping[str, str]) -> Untellable | None:
    code = result.get("ErrorCode")
    if code in _PASSING:
        raise Unavailable("The bus did not take every event.")
    return Untellable(f"The bus refuses it: {code}.") if code else None
