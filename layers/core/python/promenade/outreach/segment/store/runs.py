"""Runs in DynamoDB: a step is one write of the pages that it filled and how far its part is."""

import math
from collections.abc import Iterator, Sequence

import msgspec

from promenade.contracts.segments import (
    SegmentComputed,
    SegmentComputing,
    SegmentRunAsked,
    SegmentSnapshotTaken,
)
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp
from promenade.outreach.segment.model.run import PartDone, Run, Step
from promenade.outreach.segment.model.segment import Segment
from promenade.outreach.segment.store import (
    SegmentRecord,
    encode,
    is_as,
    page_key,
    part_key,
    run_key,
)
from promenade.outreach.segment.store.segments import record_of

_STATIC = "STATIC RUNS"
_run_of = msgspec.json.Decoder(Run)
_part_of = msgspec.json.Decoder(PartDone)
_people_of = msgspec.json.Decoder(tuple[str, ...])
_FIRST, _LAST = "PART#", "PART#~"


class DynamoRunStore:
    def find(self, run_id: str) -> Run | None:
        record = dynamo.find(SegmentRecord, *run_key(run_id), consistent=True)
        return _run_of.decode(record.body) if record else None

    def begin(self, run: Run, segment: Segment | None, stamp: Stamp) -> None:
        writes = [ask(run, stamp)]
        if segment:
            turned = record_of(segment, stamp, SegmentComputing)
            writes.append(Write("Put", turned, is_as(segment.version - 1)))
        try:
            dynamo.transact_once(writes)
        except ConditionFailed:
            raise Contended from None

    def part(self, run_id: str, number: int) -> PartDone:
        record = dynamo.find(SegmentRecord, *part_key(run_id, number), consistent=True)
        return _part_of.decode(record.body) if record else PartDone(number)

    def parts(self, run_id: str) -> Sequence[PartDone]:
        pk, _ = run_key(run_id)
        found = dynamo.all_between(SegmentRecord, pk, _FIRST, _LAST, consistent=True)
        return [_part_of.decode(each.body) for each in found]

    def step(self, run: Run, step: Step) -> None:
        part, expires_at = step.part, _expiry(run)
        record = SegmentRecord(*part_key(run.id, part.number), version=part.version)
        record.body, record.expires_at = encode(part), expires_at
        writes = [Write("Put", record, is_as(part.version - 1))]
        for number, customers in step.pages:
            page = SegmentRecord(*page_key(run.id, part.number, number), expires_at=expires_at)
            page.body = msgspec.json.encode(customers).decode()
            writes.append(Write("Put", page))
        try:
            dynamo.transact_once(writes)
        except ConditionFailed:
            raise Contended from None

    def finish(self, run: Run, segments: Sequence[Segment], stamp: Stamp) -> None:
        fact = SegmentSnapshotTaken if run.segment_id else None
        record = _record(run)
        writes = [Write("Put", record.stamped(stamp, fact), is_as(run.version - 1))]
        for segment in segments:
            told = record_of(segment, stamp, SegmentComputed if run.segment_id else None)
            writes.append(Write("Put", told, is_as(segment.version - 1)))
        try:
            dynamo.transact_once(writes)
        except ConditionFailed:
            raise Contended from None

    def page(self, run: Run, number: int) -> Sequence[str]:
        return self.page_of(run, *run.place(number))

    def page_of(self, run: Run, part: int, number: int) -> Sequence[str]:
        record = dynamo.find(SegmentRecord, *page_key(run.id, part, number))
        return _people_of.decode(record.body) if record else ()

    def static(self) -> Iterator[Run]:
        place, after = Partition(_STATIC, index="gsi1"), None
        while True:
            found = dynamo.page(SegmentRecord, place, limit=100, after=after)
            yield from (_run_of.decode(each.body) for each in found.items)
            after = found.next
            if after is None:
                return

    def leave_out(self, run: Run, part: int, number: int, customer: str) -> None:
        met = dynamo.find(SegmentRecord, *page_key(run.id, part, number), consistent=True)
        people = _people_of.decode(met.body) if met else ()
        if met is None or customer not in people:
            return
        left = [each for each in people if each != customer]
        page = SegmentRecord(met.pk, met.sk, expires_at=met.expires_at)
        page.body = msgspec.json.encode(left).decode()
        try:
            dynamo.put(page, SegmentRecord.body == met.body)
        except ConditionFailed:
            raise Contended from None


def ask(run: Run, stamp: Stamp) -> Write:
    """Loses where it was asked for before."""
    return Write("Put", _record(run).stamped(stamp, SegmentRunAsked), is_as(0))


def _record(run: Run) -> SegmentRecord:
    record = SegmentRecord(*run_key(run.id), version=run.version, expires_at=_expiry(run))
    record.body = _told(run)
    if run.is_static:
        record.gsi1pk, record.gsi1sk = _STATIC, run.id
    return record


def _told(run: Run) -> str:
    """With how many pages, as facts tell it."""
    document = msgspec.to_builtins(run) | {
        "segment_id": run.segment_id,
        "segment_version": run.terms_version,
        "count": run.count,
        "page_count": run.page_count,
    }
    return msgspec.json.encode(document, order="deterministic").decode()


def _expiry(run: Run) -> int:
    return math.ceil(run.expires_at.timestamp())
