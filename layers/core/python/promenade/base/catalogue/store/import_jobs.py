"""Imports of files in the catalogue's table, each with its place among all of them: what a step
comes to, where the import goes on, and what asks for the next step are one write."""

import msgspec

from promenade.base.catalogue.model.import_job import ImportJob
from promenade.base.catalogue.service.import_jobs import repeated
from promenade.base.catalogue.store.records import CatalogueRecord, Key, encode
from promenade.contracts.catalogue import ProductImportFact, ProductImportRequested
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored

_PLACES = "IMPORTS"
_job_of = msgspec.json.Decoder(ImportJob)


class DynamoImportJobStore:
    def add(self, job: ImportJob, stamp: Stamp) -> ImportJob:
        record = _record(job).stamped(stamp, ProductImportRequested)
        place = CatalogueRecord(_PLACES, f"{clock.to_wire(job.requested_at)}#{job.id}")
        is_new = Record.pk.does_not_exist()
        try:
            dynamo.transact([Write("Put", record, is_new), Write("Put", place)])
        except ConditionFailed as lost:
            return repeated(_job_of.decode(lost.old[0].body), stamp) if lost.old[0] else job
        return job

    def find(self, job_id: str) -> Stored[ImportJob] | None:
        record = dynamo.find(CatalogueRecord, *_key(job_id), consistent=True)
        return Stored(_job_of.decode(record.body), record.fingerprint) if record else None

    def list_newest(self, limit: int, after: Position | None) -> Page[ImportJob]:
        newest = Partition(_PLACES, newest_first=True)
        found = dynamo.page(CatalogueRecord, newest, limit=limit, after=after)
        keys = [_key(each.sk.partition("#")[2]) for each in found.items]
        bodies = dynamo.find_bodies(CatalogueRecord, keys) if keys else []
        jobs = {f"IMPORT#{each.id}": each for each in map(_job_of.decode, bodies)}
        return Page(tuple(jobs[pk] for pk, _ in keys if pk in jobs), found.next)

    def put(self, job: ImportJob, fact: type[ProductImportFact], stamp: Stamp) -> ImportJob:
        record = _record(job).stamped(stamp, fact)
        return _job_of.decode(dynamo.replace(record).body)


def _record(job: ImportJob) -> CatalogueRecord:
    return CatalogueRecord(*_key(job.id), version=job.version, body=encode(job))


def _key(job_id: str) -> Key:
    return f"IMPORT#{job_id}", "-"
