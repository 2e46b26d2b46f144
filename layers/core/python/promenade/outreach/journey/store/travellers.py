"""Ways, each one item that states its facts; where it goes on later, a mark goes with the write."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from pynamodb.expressions.condition import Condition

from promenade.contracts.behaviour import Act
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.lookups import get_batch
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp
from promenade.outreach.journey.model.traveller import Done, Key, Traveller
from promenade.outreach.journey.store.records import (
    LAST,
    REMEMBERED_FOR,
    STARTED,
    TABLE,
    WAY,
    ActRecord,
    LastRecord,
    PersonRecord,
    WayRecord,
    act_key,
    count_keys,
    counted,
    entered,
    found_later,
    known,
    last_key,
    mark_name,
    marks,
    moved,
    person_key,
    put,
    way_key,
    way_of,
)


class DynamoTravellerStore:
    def find(self, key: Key) -> Traveller | None:
        record = dynamo.find(WayRecord, *way_key(key), consistent=True)
        return way_of.decode(record.body) if record else None

    def last_entry(self, customer: str, campaign: str) -> datetime | None:
        record = dynamo.find(LastRecord, *last_key(customer, campaign), consistent=True)
        return record.entered_at if record else None

    def start(self, way: Traveller, stamp: Stamp) -> Traveller | None:
        return self._start(way, stamp)

    def start_alone(
        self, way: Traveller, last: datetime | None, pause: timedelta, stamp: Stamp
    ) -> Traveller | None:
        return self._start(way, stamp, entered(way, last, pause))

    def _start(self, way: Traveller, stamp: Stamp, *alone: Write) -> Traveller | None:
        begun = put(way, stamp, WayRecord.pk.does_not_exist())
        count = counted(way, {STARTED: 1, way.place: 1})
        try:
            dynamo.transact([begun, known(way), *alone, count, *found_later(way, stamp)])
        except ConditionFailed as lost:
            if lost.old[0]:
                return way_of.decode(lost.old[0].body)
            if lost.failed[1]:
                return None
            raise Contended from None
        return way

    def move(self, met: Traveller, after: Traveller, stamp: Stamp) -> None:
        count = [counted(after, moved(met, after))] if after.place != met.place else []
        later = found_later(after, stamp) if after.due_at != met.due_at else []
        self._write([put(after, stamp, _is_as(met)), *count, *later])

    def transfer(self, met: Traveller, ended: Traveller, after: Traveller, stamp: Stamp) -> None:
        changes = moved(met, ended) + Counter({STARTED: 1, after.place: 1})
        changes[met.place] = 0
        writes = [
            put(ended, stamp, _is_as(met)),
            put(after, stamp, WayRecord.pk.does_not_exist()),
            counted(met, changes),
            known(after),
            *found_later(after, stamp),
        ]
        try:
            dynamo.transact(writes)
        except ConditionFailed as lost:
            if lost.failed[0]:
                raise Contended from None
            self.move(met, ended, stamp)

    def remember(self, customer: str, done: Done) -> None:
        record = ActRecord(*act_key(customer, done.act), done_at=done.at)
        record.expires_at = int((done.at + REMEMBERED_FOR).timestamp())
        is_later = ActRecord.pk.does_not_exist() | (ActRecord.done_at < done.at)
        with suppress(ConditionFailed):
            dynamo.put(record, is_later)

    def last_done(self, customer: str, act: Act) -> Done | None:
        record = dynamo.find(ActRecord, *act_key(customer, act), consistent=True)
        return Done(act, record.done_at) if record and record.done_at else None

    def carry_entries(self, customer: str, into: str) -> None:
        pk = f"CUSTOMER#{customer}"
        for met in dynamo.all_between(LastRecord, pk, LAST, f"{LAST}~", consistent=True):
            carried = LastRecord(*last_key(into, met.sk.removeprefix(LAST)))
            carried.entered_at, carried.expires_at = met.entered_at, met.expires_at
            is_later = LastRecord.pk.does_not_exist() | (LastRecord.entered_at < met.entered_at)
            with suppress(ConditionFailed):
                dynamo.put(carried, is_later)

    def bury(self, person: str) -> str:
        record = PersonRecord(*person_key(person))
        dynamo.apply(Write("Update", record, None, [PersonRecord.is_buried.set(True)]))
        met = dynamo.find(PersonRecord, *person_key(person), consistent=True)
        return met.customer or "" if met else ""

    def forget_name(self, person: str) -> None:
        record = PersonRecord(*person_key(person))
        dynamo.apply(Write("Update", record, None, [PersonRecord.customer.remove()]))

    def look_again(self, way: Traveller, at: datetime) -> None:
        dynamo.apply(marks.mark(at, mark_name(way.key)))

    def ways_in(self, customer: str, campaign: str) -> Sequence[Traveller]:
        return self._between(customer, f"{WAY}{campaign}#")

    def under_way(self, customer: str) -> Sequence[Traveller]:
        return [each for each in self._between(customer, WAY) if each.step is not None]

    def list_of(self, customer: str, limit: int, after: Position | None) -> Page[Traveller]:
        place = Partition(f"CUSTOMER#{customer}")
        ways = WayRecord.sk.startswith(WAY)
        found = dynamo.page(WayRecord, place, limit=limit, after=after, sk=ways)
        return Page(tuple(way_of.decode(each.body) for each in found.items), found.next)

    def list_in(self, campaign: str, limit: int, after: Position | None) -> Page[Traveller]:
        place = Partition(f"CAMPAIGN#{campaign}", index="gsi1", newest_first=True)
        found = dynamo.page(WayRecord, place, limit=limit, after=after)
        return Page(tuple(way_of.decode(each.body) for each in found.items), found.next)

    def counts(self, campaign: str) -> Mapping[str, int]:
        keys = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in count_keys(campaign)]
        totals = Counter[str]()
        for _, item in get_batch({TABLE: {"Keys": keys}}):
            totals.update({name: int(each["N"]) for name, each in item.items() if "N" in each})
        return totals

    def _between(self, customer: str, start: str) -> list[Traveller]:
        pk = f"CUSTOMER#{customer}"
        found = dynamo.all_between(WayRecord, pk, start, f"{start}~", consistent=True)
        return [way_of.decode(each.body) for each in found]

    def _write(self, writes: Sequence[Write]) -> None:
        """A transaction costs twice as much: one write is none."""
        try:
            dynamo.transact(writes) if len(writes) > 1 else dynamo.apply(*writes)
        except ConditionFailed:
            raise Contended from None


def _is_as(met: Traveller) -> Condition:
    return WayRecord.version == met.version
