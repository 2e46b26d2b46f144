"""People in DynamoDB: one item each, at a place that their name alone decides."""

from collections.abc import Mapping, Sequence

import msgspec

from promenade.contracts.segments import SegmentEntered, SegmentLeft, SegmentMemberFact
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from promenade.outreach.segment.model.following import Turned
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.service.ports import PersonBuried
from promenade.outreach.segment.store import (
    SegmentRecord,
    encode,
    is_as,
    people_key,
    person_key,
)

_person_of = msgspec.json.Decoder(Person)


class DynamoPersonStore:
    def find(self, customer: str) -> Person | None:
        record = dynamo.find(SegmentRecord, *person_key(customer), consistent=True)
        return _person_of.decode(record.body) if record else None

    def find_many(self, customers: Sequence[str]) -> Mapping[str, Person]:
        keys = map(person_key, customers)
        found = dynamo.find_many(SegmentRecord, keys, consistent=True, only=["body"])
        people = [_person_of.decode(each.body) for each in found]
        return {each.customer: each for each in people}

    def customer_of(self, digest: str) -> str | None:
        record = dynamo.find(SegmentRecord, *_digest_key(digest), consistent=True)
        return record.body if record else None

    def bury(self, digest: str) -> None:
        """By an item that names nobody."""
        try:
            dynamo.put(SegmentRecord(*_digest_key(digest), version=0), is_as(0))
        except ConditionFailed as lost:
            if lost.old[0] is None or lost.old[0].body:
                raise Contended from None

    def write(self, after: Person, turned: Sequence[Turned], stamp: Stamp, digest: str) -> None:
        record = SegmentRecord(*person_key(after.customer), version=after.turn)
        record.body = encode(after)
        others = [_turned(each, after.customer, stamp) for each in turned]
        if after.turn == 1:
            named = SegmentRecord(*_digest_key(digest), version=0, body=after.customer)
            others.append(Write("Put", named, is_as(0)))
        mine = Write("Put", record, is_as(after.turn - 1))
        try:
            dynamo.transact_once([mine, *others]) if others else dynamo.apply(mine)
        except ConditionFailed as lost:
            if lost.failed[0]:
                raise Contended from None
            raise PersonBuried("The person is to be forgotten.") from None

    def people(self, part: int, after: str | None, limit: int) -> tuple[list[Person], str | None]:
        bodies, last = dynamo.page_of_bodies(SegmentRecord, people_key(part), limit, after)
        return [_person_of.decode(each) for each in bodies], last


def _turned(turned: Turned, customer: str, stamp: Stamp) -> Write:
    """Tells it; the person's own item is what counts."""
    membership = turned.membership
    fact = SegmentEntered if turned.way == "entered" else SegmentLeft
    told = SegmentMemberFact(turned.segment_id, customer, membership.entries)
    key = f"MEMBER#{turned.segment_id}#{customer}"
    record = SegmentRecord(key, "-", version=membership.turns).stamped(stamp, fact)
    record.body = msgspec.json.encode(told).decode()
    return Write("Put", record)


def _digest_key(digest: str) -> tuple[str, str]:
    return f"DIGEST#{digest}", "-"
