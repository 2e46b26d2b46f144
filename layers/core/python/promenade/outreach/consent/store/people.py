"""People in DynamoDB: all that stands of one is one item, changed on the condition that it is as it
was met; what a version changed is another, put in the same transaction and never again."""

from collections.abc import Mapping, Sequence

import msgspec

from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.person import Entry, Person
from promenade.outreach.consent.service.ports import Turn
from promenade.outreach.consent.store.records import (
    ENTRY,
    ConsentRecord,
    encode,
    entry_key,
    is_as,
    person_key,
    person_of,
)

_entry = msgspec.json.Decoder(Entry)


class DynamoPersonStore:
    def find(self, person: str) -> Person:
        record = dynamo.find(ConsentRecord, *person_key(person), consistent=True)
        return person_of(record.body) if record else Person(person)

    def find_many(self, people: Sequence[str]) -> Mapping[str, Person]:
        keys = map(person_key, people)
        found = dynamo.find_many(ConsentRecord, keys, consistent=True, only=["body"])
        known = {each.person: each for record in found if (each := person_of(record.body))}
        return {person: known.get(person) or Person(person) for person in people}

    def write(self, turns: Sequence[Turn], stamp: Stamp) -> None:
        writes = [write for turn in turns for write in _writes(turn, stamp)]
        try:
            dynamo.transact_once(writes)
        except ConditionFailed:
            raise Contended from None

    def list_entries(self, person: str, limit: int, after: Position | None) -> Page[Entry]:
        place = Partition(person_key(person)[0], newest_first=True, consistent=True)
        entries = ConsentRecord.sk.startswith(ENTRY)
        found = dynamo.page(ConsentRecord, place, limit=limit, after=after, sk=entries)
        return Page(tuple(_entry.decode(each.body) for each in found.items), found.next)

    def forget_entries(self, person: str) -> None:
        pk, _ = person_key(person)
        found = dynamo.all_between(ConsentRecord, pk, ENTRY, f"{ENTRY}~", consistent=True)
        dynamo.drop(ConsentRecord, [(each.pk, each.sk) for each in found])


def _writes(turn: Turn, stamp: Stamp) -> list[Write]:
    after, entry = turn.after, turn.entry
    record = ConsentRecord(*person_key(after.person), version=after.version, body=encode(after))
    put = Write("Put", record.stamped(stamp, turn.fact), is_as(turn.before.version))
    if entry is None:
        return [put]
    kept = ConsentRecord(*entry_key(after.person, entry.version), body=encode(entry))
    return [put, Write("Put", kept.stamped(stamp), is_as(0))]
