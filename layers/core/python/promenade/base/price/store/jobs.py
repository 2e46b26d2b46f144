"""Jobs that move many prices, in DynamoDB: what a page comes to, where the job goes on, and what
asks for the next page are one write."""

from collections.abc import Sequence

import msgspec

from promenade.base.price.model.job import Agreed, Job
from promenade.base.price.service.jobs import FileRow, repeated
from promenade.base.price.store.records import Key, PriceRecord, encode
from promenade.contracts.prices import PriceJobFact, PriceJobRequested
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored

PART = 2_000
"""Rows of a file that are one item."""

job_of = msgspec.json.Decoder(Job)
_agreed_of = msgspec.json.Decoder(list[Agreed])
_rows_of = msgspec.json.Decoder(list[FileRow])


class DynamoJobStore:
    def add(self, job: Job, rows: Sequence[FileRow], stamp: Stamp) -> Job:
        for start in range(0, len(rows), PART):
            body = msgspec.json.encode(rows[start : start + PART]).decode()
            dynamo.put(PriceRecord(*_part_key(job.id, start), body=body).stamped(stamp))
        record = _record(job, stamp).stamped(stamp, PriceJobRequested)
        try:
            dynamo.put(record, Record.pk.does_not_exist())
        except ConditionFailed as lost:
            return repeated(job_of.decode(lost.old[0].body), stamp) if lost.old[0] else job
        return job

    def find(self, job_id: str) -> Stored[Job] | None:
        record = dynamo.find(PriceRecord, *_key(job_id), consistent=True)
        return Stored(job_of.decode(record.body), record.fingerprint) if record else None

    def list_newest(self, limit: int, after: Position | None) -> Page[Job]:
        place = Partition("JOBS", index="gsi1", newest_first=True)
        found = dynamo.page(PriceRecord, place, limit=limit, after=after)
        return Page(tuple(job_of.decode(each.body) for each in found.items), found.next)

    def put(
        self,
        job: Job,
        fact: type[PriceJobFact],
        stamp: Stamp,
        agreed: Sequence[Agreed] | None = None,
    ) -> Job:
        record = _record(job, stamp).stamped(stamp, fact)
        writes = [Write("Put", record, Record.version == job.version - 1)]
        if agreed:
            body = msgspec.json.encode(agreed).decode()
            place = _page_key(job.id, job.page_count - 1)
            writes.append(Write("Put", PriceRecord(*place, body=body).stamped(stamp)))
        try:
            dynamo.apply(writes[0]) if len(writes) == 1 else dynamo.transact(writes)
        except ConditionFailed as lost:
            return job_of.decode(dynamo.replayed(lost.old[0], record).body)
        return job

    def file_rows(self, job_id: str, start: int, count: int) -> Sequence[FileRow]:
        part = dynamo.find(PriceRecord, *_part_key(job_id, start), consistent=True)
        first = start % PART
        return _rows_of.decode(part.body)[first : first + count] if part else ()

    def page(self, job_id: str, number: int) -> Sequence[Agreed]:
        found = dynamo.find(PriceRecord, *_page_key(job_id, number), consistent=True)
        return _agreed_of.decode(found.body) if found else ()


def _record(job: Job, stamp: Stamp) -> PriceRecord:
    record = PriceRecord(
        *_key(job.id),
        gsi1pk="JOBS",
        gsi1sk=f"{clock.to_wire(job.requested_at)}#{job.id}",
        version=job.version,
        body=encode(job),
    )
    if job.state == "pending_approval":
        record.wait(stamp.at)
    return record


def _key(job_id: str) -> Key:
    return f"JOB#{job_id}", "-"


def _part_key(job_id: str, start: int) -> Key:
    return f"JOB#{job_id}", f"FILE#{start // PART:03}"


def _page_key(job_id: str, number: int) -> Key:
    return f"JOB#{job_id}", f"PAGE#{number:06}"
