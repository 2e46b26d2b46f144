"""Whose a visitor is, and the move of what the visitor did."""

from collections.abc import Iterable
from datetime import datetime

from promenade.activity.behaviour.service.identities import PersonRefusesTracking
from promenade.activity.behaviour.store.events import as_customers
from promenade.activity.behaviour.store.records import (
    ANONYMOUS,
    DAY,
    HEAD,
    KEPT_FOR,
    BehaviourRecord,
    customer_place,
    drop,
    head_write,
    in_place,
    is_kept,
    is_of,
    seconds,
    visitor_place,
)
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.ids import new_id
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp

_PAGE = 40
"""Items that one transaction moves: each takes two writes of its hundred."""


class DynamoIdentityStore:
    def owner_of(self, visitor: str) -> str | None:
        head = dynamo.find(BehaviourRecord, visitor_place(visitor), HEAD, consistent=True)
        return head.owner if head else None

    def own(self, visitor: str, met: str | None, customer: str, stamp: Stamp) -> None:
        place = customer_place(customer)
        link = BehaviourRecord(place, f"{ANONYMOUS}{visitor}").stamped(stamp)
        try:
            dynamo.transact_once(
                [
                    head_write(place, is_kept(), stamp.at),
                    _owned(visitor, met, customer, stamp.at),
                    Write("Put", link),
                ]
            )
        except ConditionFailed as lost:
            raise _refusal() if lost.failed[0] else Contended() from None

    def move_page(self, visitor: str, customer: str, stamp: Stamp) -> bool:
        found = in_place(visitor_place(visitor), _PAGE)
        if not found.items:
            return found.next is not None
        head = head_write(customer_place(customer), is_kept(), stamp.at)
        try:
            dynamo.transact_once([head, *_moves(found.items, customer, stamp)])
        except ConditionFailed as lost:
            if not lost.failed[0]:
                raise Contended from None
            drop(found.items)
        return found.next is not None


def _owned(visitor: str, met: str | None, customer: str, now: datetime) -> Write:
    actions = [
        BehaviourRecord.owner.set(customer),
        BehaviourRecord.expires_at.set(seconds(now + KEPT_FOR)),
    ]
    return Write("Update", BehaviourRecord(visitor_place(visitor), HEAD), is_of(met), actions)


def _moves(records: Iterable[BehaviourRecord], customer: str, stamp: Stamp) -> Iterable[Write]:
    for each in records:
        gone = BehaviourRecord(each.pk, each.sk)
        yield Write("Delete", gone, BehaviourRecord.version == each.version)
        yield Write("Put", _moved(each, customer, stamp))


def _moved(met: BehaviourRecord, customer: str, stamp: Stamp) -> BehaviourRecord:
    """A day stays an item of its own: adding it to another is as large as what it counts."""
    record = BehaviourRecord.from_raw_data(met.serialize())
    if not record.sk.startswith(DAY):
        return as_customers(record, customer)
    record.pk = customer_place(customer)
    record.sk = f"{record.sk}#{new_id('day', lambda: stamp.at)}"
    return record


def _refusal() -> PersonRefusesTracking:
    return PersonRefusesTracking("This customer refuses to have it kept what they do.")
