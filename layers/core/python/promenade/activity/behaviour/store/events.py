"""Batches of events: one transaction counts them, keeps them, and marks each as having come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any, cast

import msgspec
from pynamodb.expressions.operand import Path

from promenade.activity.behaviour.model.counting import acts_of, counted, event_count
from promenade.activity.behaviour.model.events import MOST_A_DAY, Batch
from promenade.activity.behaviour.service.intake import Obstacle, Obstructed
from promenade.activity.behaviour.store.records import (
    DAY,
    EVENTS_KEPT_FOR,
    HEAD,
    KEPT_FOR,
    LOG,
    BehaviourRecord,
    customer_place,
    day_ends,
    head_write,
    is_kept,
    is_of,
    place_of,
    seconds,
    visitor_place,
)
from promenade.contracts.behaviour import PersonActed
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.stamp import Stamp

_COME = "-"
_HEADS = 2


class DynamoEventStore:
    def record(self, batches: Sequence[Batch], stamp: Stamp) -> None:
        parts = [_writes(each, stamp) for each in batches]
        try:
            dynamo.transact_once([*chain.from_iterable(parts)])
        except ConditionFailed as lost:
            _refuse(batches, parts, lost)

    def write_count(self, batch: Batch) -> int:
        return _HEADS + len(counted(batch.events)) + 1 + len(batch.events)


def _writes(batch: Batch, stamp: Stamp) -> list[Write]:
    days = counted(batch.events).items()
    return [
        *_heads(batch, stamp),
        *(_day(place_of(batch.person), on, counts) for on, counts in days),
        Write("Put", _log(batch, stamp)),
        *_marks(batch, stamp),
    ]


def _heads(batch: Batch, stamp: Stamp) -> Iterable[Write]:
    person, visitor = batch.person, batch.visitor
    if person.kind == "visitor":
        yield head_write(place_of(person), is_of(None), stamp.at)
        return
    yield head_write(place_of(person), is_kept(), stamp.at)
    if visitor:
        yield head_write(visitor_place(visitor), is_of(person.id), stamp.at)


def _day(place: str, on: date, counts: Counter[str]) -> Write:
    known, count = BehaviourRecord.event_count, event_count(counts)
    has_room = known.does_not_exist() | (known <= MOST_A_DAY - count)
    actions = [
        *(Path([name]).add(each) for name, each in sorted(counts.items())),
        known.add(count),
        BehaviourRecord.version.add(1),
        BehaviourRecord.expires_at.set(day_ends(on)),
    ]
    return Write("Update", BehaviourRecord(place, f"{DAY}{on}"), has_room, actions)


def _log(batch: Batch, stamp: Stamp) -> BehaviourRecord:
    """Named by its first event, which is in no other."""
    newest = max(each.event_time for each in batch.events)
    sk = f"{LOG}{clock.to_wire(newest)}#{batch.events[0].name}"
    record = BehaviourRecord(place_of(batch.person), sk, version=1).stamped(stamp)
    told = {"acts": acts_of(batch.events), "events": batch.events}
    record.body = msgspec.json.encode(told).decode()
    record.expires_at = seconds(stamp.at + EVENTS_KEPT_FOR)
    is_known = batch.person.kind == "customer"
    return as_customers(record, batch.person.id) if is_known else record


def as_customers(record: BehaviourRecord, customer: str) -> BehaviourRecord:
    """With what is told of it."""
    told = msgspec.json.decode(record.body)
    record.pk = customer_place(customer)
    record.body = msgspec.json.encode({"customer": customer, **told}).decode()
    record.fact = PersonActed.__name__ if told["acts"] else None
    return record


def _marks(batch: Batch, stamp: Stamp) -> Iterable[Write]:
    """An order is told again for as long as it counts."""
    for each in batch.events:
        until = seconds(stamp.at + (KEPT_FOR if each.once else EVENTS_KEPT_FOR))
        mark = BehaviourRecord(f"EVENT#{each.name}", _COME, batch=batch.id, expires_at=until)
        yield Write("Put", mark, BehaviourRecord.pk.does_not_exist())


def _refuse(
    batches: Sequence[Batch], parts: Sequence[Sequence[Write]], lost: ConditionFailed
) -> None:
    """Unless it was this very attempt that did it."""
    ids = [each.id for each, writes in zip(batches, parts, strict=True) for _ in writes]
    failed: dict[str, list[tuple[BehaviourRecord, BehaviourRecord]]] = {}
    writes = chain.from_iterable(parts)
    for id_, write, old, has_failed in zip(ids, writes, lost.old, lost.failed, strict=True):
        if has_failed:
            asked = cast("BehaviourRecord", write.record)
            failed.setdefault(id_, []).append((asked, cast("BehaviourRecord", old or asked)))
    if any(
        met is not asked and met.batch == id_ for id_, each in failed.items() for asked, met in each
    ):
        return
    raise Obstructed({id_: _obstacle(each) for id_, each in failed.items()})


def _obstacle(failed: Iterable[tuple[BehaviourRecord, BehaviourRecord]]) -> Obstacle:
    """Of what was asked to be written, and what is there."""
    found: dict[str, Any] = {}
    repeated, counted_on = set[str](), dict[date, int]()
    for asked, met in failed:
        kind, _, name = asked.pk.partition("#")
        if asked.sk == _COME:
            repeated.add(name)
        elif asked.sk != HEAD:
            counted_on[date.fromisoformat(asked.sk.removeprefix(DAY))] = met.event_count or 0
        elif kind == "CUSTOMER":
            found["is_refused"] = True
        else:
            found |= {"is_elsewhere": True, "owner": met.owner}
    return Obstacle(frozenset(repeated), counted=counted_on, **found)
