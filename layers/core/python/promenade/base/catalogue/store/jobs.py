"""Jobs in the catalogue's table, each with its place among all of its kind: what a step comes to,
where the job goes on, and what asks for the next step are one write."""

from typing import Generic

import msgspec

from promenade.base.catalogue.service.jobs import J, repeated
from promenade.base.catalogue.store.records import CatalogueRecord, Key, encode
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.facts import Fact
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored


class DynamoJobStore(Generic[J]):
    """`name` is in the keys of the kind; `requested` tells of a new one."""

    def __init__(self, kind: type[J], name: str, requested: type[Fact]) -> None:
        self._name = name
        self._requested = requested
        self._job_of = msgspec.json.Decoder(kind)

    def add(self, job: J, stamp: Stamp) -> J:
        record = self._record(job).stamped(stamp, self._requested)
        is_new = Record.pk.does_not_exist()
        try:
            dynamo.transact([Write("Put", record, is_new), *self._listed(job)])
        except ConditionFailed as lost:
            return repeated(self._job_of.decode(lost.old[0].body), stamp) if lost.old[0] else job
        return job

    def find(self, job_id: str) -> Stored[J] | None:
        record = dynamo.find(CatalogueRecord, *self._key(job_id), consistent=True)
        return Stored(self._job_of.decode(record.body), record.fingerprint) if record else None

    def list_newest(self, limit: int, after: Position | None) -> Page[J]:
        newest = Partition(self._places, newest_first=True)
        found = dynamo.page(CatalogueRecord, newest, limit=limit, after=after)
        keys = [self._key(each.sk.partition("#")[2]) for each in found.items]
        bodies = dynamo.find_bodies(CatalogueRecord, keys) if keys else []
        jobs = {self._key(each.id): each for each in map(self._job_of.decode, bodies)}
        return Page(tuple(jobs[key] for key in keys if key in jobs), found.next)

    def put(self, job: J, fact: type[Fact], stamp: Stamp) -> J:
        record = self._record(job).stamped(stamp, fact)
        return self._job_of.decode(dynamo.replace(record).body)

    @property
    def _places(self) -> str:
        return f"{self._name}S"

    def _listed(self, job: J) -> list[Write]:
        """Its place among all."""
        place = f"{clock.to_wire(job.requested_at)}#{job.id}"
        return [Write("Put", CatalogueRecord(self._places, place))]

    def _record(self, job: J) -> CatalogueRecord:
        return CatalogueRecord(*self._key(job.id), version=job.version, body=encode(job))

    def _key(self, job_id: str) -> Key:
        return f"{self._name}#{job_id}", "-"
