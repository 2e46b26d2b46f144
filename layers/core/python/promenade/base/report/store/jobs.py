"""Report jobs in DynamoDB; their facts are relayed from the table's stream."""

import msgspec

from promenade.base.report.model.job import ReportJob, State
from promenade.base.report.store.records import ReportRecord
from promenade.contracts.reports import (
    ReportBuilt,
    ReportFact,
    ReportFailed,
    ReportRequested,
    ReportStarted,
)
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.trail import Subject

_job_of = msgspec.json.Decoder(ReportJob)
_FACT_OF: dict[State, type[ReportFact]] = {
    "QUEUED": ReportRequested,
    "RUNNING": ReportStarted,
    "DONE": ReportBuilt,
    "FAILED": ReportFailed,
}


def subject_of(job: ReportJob) -> Subject:
    return Subject(ReportFact.publisher, f"{_key(job.id)}/-", job.version)


class DynamoJobStore:
    def add(self, job: ReportJob, stamp: Stamp) -> ReportJob:
        return _job_of.decode(dynamo_requests.add(_record(job, stamp), stamp))

    def get(self, report_id: str) -> Stored[ReportJob]:
        record = dynamo.find(ReportRecord, _key(report_id), "-", consistent=True)
        if record is None:
            raise NotFound("There is no such report.")
        return Stored(_job_of.decode(record.body), record.fingerprint)

    def put(self, job: ReportJob, stamp: Stamp) -> None:
        dynamo.replace(_record(job, stamp))

    def list_newest(self, limit: int, after: Position | None) -> Page[ReportJob]:
        place = Partition("REPORTS", index="gsi1", newest_first=True)
        found = dynamo.page(ReportRecord, place, limit=limit, after=after)
        return Page(tuple(_job_of.decode(record.body) for record in found.items), found.next)


def _key(report_id: str) -> str:
    return f"REPORT#{report_id}"


def _record(job: ReportJob, stamp: Stamp) -> ReportRecord:
    return ReportRecord(
        _key(job.id),
        "-",
        gsi1pk="REPORTS",
        gsi1sk=f"{clock.to_wire(job.requested_at)}#{job.id}",
        version=job.version,
        body=msgspec.json.encode(job).decode(),
    ).stamped(stamp, _FACT_OF[job.state])
