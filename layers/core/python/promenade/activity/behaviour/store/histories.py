"""What is kept of a person, and how it goes."""

from typing import Any

import msgspec

from promenade.activity.behaviour.model.events import Event
from promenade.activity.behaviour.service.histories import Recorded
from promenade.activity.behaviour.store.records import (
    ANONYMOUS,
    HEAD,
    KEPT_FOR,
    LAST,
    LOG,
    BehaviourRecord,
    customer_place,
    drop,
    in_place,
    is_kept,
    is_of,
    seconds,
    visitor_place,
)
from promenade.contracts.behaviour import HistoryErased, TrackingAllowed, TrackingRefused
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.facts import Fact
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp
from promenade.kit.trail import Subject
from promenade.kit.values import Value

_PAGE = 100


class _Log(Value, frozen=True):
    events: tuple[Event, ...]


_log = msgspec.json.Decoder(_Log)


def subject_of(customer: str) -> Subject:
    """Whose history is looked at."""
    return Subject(HistoryErased.publisher, f"{customer_place(customer)}/{HEAD}", 0)


class DynamoHistoryStore:
    def page(self, customer: str, limit: int, after: Position | None) -> Page[Recorded]:
        place = Partition(customer_place(customer), newest_first=True)
        logs = BehaviourRecord.sk.between(LOG, f"{LOG}{LAST}")
        found = dynamo.page(BehaviourRecord, place, limit=limit, after=after, sk=logs)
        return Page(tuple(map(_recorded, found.items)), found.next)

    def is_refused(self, customer: str) -> bool:
        head = dynamo.find(BehaviourRecord, customer_place(customer), HEAD, consistent=True)
        return head is not None and head.refused is not None

    def choose(self, customer: str, *, is_allowed: bool, stamp: Stamp) -> None:
        refused = BehaviourRecord.refused
        if is_allowed:
            told = _told(customer, TrackingAllowed, stamp)
            self._state(told, refused.exists(), refused.remove())
        else:
            told = _told(customer, TrackingRefused, stamp)
            never = BehaviourRecord.expires_at.remove()
            self._state(told, is_kept(), refused.set(1), never)

    def note_erased(self, customer: str, stamp: Stamp) -> None:
        """Of who refuses tracking it was told by that."""
        told = _told(customer, HistoryErased, stamp)
        told.expires_at = seconds(stamp.at + KEPT_FOR)
        self._state(told, is_kept())

    def has_any(self, customer: str) -> bool:
        place = Partition(customer_place(customer), consistent=True)
        found = dynamo.page(BehaviourRecord, place, limit=2, after=None)
        return any(each.sk != HEAD for each in found.items)

    def leave_visitors(self, customer: str, *, are_forgotten: bool) -> None:
        place = customer_place(customer)
        for link in dynamo.all_between(
            BehaviourRecord, place, ANONYMOUS, f"{ANONYMOUS}{LAST}", consistent=True
        ):
            visitor = link.sk.removeprefix(ANONYMOUS)
            _leave(visitor, customer, is_forgotten=are_forgotten)
            if are_forgotten:
                drop([link])

    def erase_page(self, customer: str) -> bool:
        found = in_place(customer_place(customer), _PAGE)
        drop(found.items)
        return found.next is not None

    def _state(self, told: BehaviourRecord, condition: Any, *actions: Any) -> None:
        everything = [BehaviourRecord.version.add(1), *told.changes(), *actions]
        try:
            dynamo.apply(Write("Update", told, condition, everything))
        except ConditionFailed:
            return


def _leave(visitor: str, customer: str, *, is_forgotten: bool) -> None:
    """Unless the visitor is another's by now, to whom nothing of this was moved."""
    place = visitor_place(visitor)
    head = dynamo.find(BehaviourRecord, place, HEAD, consistent=True)
    if head is None or head.owner != customer:
        return
    while (found := in_place(place, _PAGE)).items:
        drop(found.items)
    if is_forgotten:
        _free(place, customer)


def _free(place: str, customer: str) -> None:
    try:
        dynamo.apply(Write("Delete", BehaviourRecord(place, HEAD), is_of(customer)))
    except ConditionFailed:
        return


def _told(customer: str, fact: type[Fact], stamp: Stamp) -> BehaviourRecord:
    record = BehaviourRecord(customer_place(customer), HEAD).stamped(stamp, fact)
    record.body = msgspec.json.encode({"customer": customer}).decode()
    return record


def _recorded(record: BehaviourRecord) -> Recorded:
    events = sorted(_log.decode(record.body).events, key=lambda each: each.event_time)
    return Recorded(record.updated_at, tuple(events))
