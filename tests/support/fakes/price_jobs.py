"""Jobs that move prices in memory, for tests of what uses them."""

from collections.abc import Sequence

from promenade.base.price.model.job import Agreed, Job
from promenade.base.price.service.jobs import FileRow, repeated
from promenade.contracts.prices import PriceJobFact
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.pages import page


class FakeJobStore:
    def __init__(self) -> None:
        self._jobs: dict[str, Stored[Job]] = {}
        self._rows: dict[str, Sequence[FileRow]] = {}
        self._pages: dict[tuple[str, int], Sequence[Agreed]] = {}

    def add(self, job: Job, rows: Sequence[FileRow], stamp: Stamp) -> Job:
        if met := self._jobs.get(job.id):
            return repeated(met.value, stamp)
        self._jobs[job.id] = Stored(job, stamp.fingerprint)
        self._rows[job.id] = rows
        return job

    def find(self, job_id: str) -> Stored[Job] | None:
        return self._jobs.get(job_id)

    def list_newest(self, limit: int, after: Position | None) -> Page[Job]:
        found = sorted(
            (each.value for each in self._jobs.values()),
            key=lambda job: (job.requested_at, job.id),
            reverse=True,
        )
        return page(found, limit, after)

    def put(
        self,
        job: Job,
        fact: type[PriceJobFact],
        stamp: Stamp,
        agreed: Sequence[Agreed] | None = None,
    ) -> Job:
        assert issubclass(fact, PriceJobFact)
        met = self._jobs.get(job.id)
        if met is None:
            raise NotFound("There is no such thing here.")
        if met.is_done(job.version - 1, stamp):
            return met.value
        self._jobs[job.id] = Stored(job, stamp.fingerprint)
        if agreed:
            self._pages[job.id, job.page_count - 1] = agreed
        return job

    def file_rows(self, job_id: str, start: int, count: int) -> Sequence[FileRow]:
        return self._rows[job_id][start : start + count]

    def page(self, job_id: str, number: int) -> Sequence[Agreed]:
        return self._pages.get((job_id, number), ())
