"""Files of any number of products: asked for by staff, written step by step.

What a step reads lies in its job, and what it writes is named by its content: one that broke off
is done again from where the job is, and what it had written before is in no file."""

from collections.abc import Callable
from typing import Protocol

from promenade.base.catalogue.model import export_job as lifecycle
from promenade.base.catalogue.model.export_job import MAX_SKUS, Asked, ExportJob, made
from promenade.base.catalogue.service import jobs
from promenade.base.catalogue.service.exporting import Form, Size, read_part, too_large
from promenade.base.catalogue.service.jobs import JobStore, Work
from promenade.base.catalogue.service.ports import ProductStore
from promenade.base.catalogue.service.products import path_of_category
from promenade.contracts.catalogue import (
    ProductExportAdvanced,
    ProductExportDone,
    ProductExportFailed,
)
from promenade.kit.clock import Clock
from promenade.kit.errors import NotFound
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

PART = Size(5_000, 16_000_000)

ExportJobStore = JobStore[ExportJob]


class ExportFiles(Protocol):
    """All of it raises Unavailable."""

    def put_part(self, job: ExportJob, content: bytes) -> str:
        """Its digest, by which it is found again."""
        ...

    def join(self, job: ExportJob, form: Form) -> int:
        """The size of the parts together, packed."""
        ...

    def link(self, job: ExportJob) -> str:
        """Whoever has it can read the file, for a minute."""
        ...


class Sources(Value, frozen=True):
    """What an export is made of."""

    jobs: ExportJobStore
    files: ExportFiles
    store: ProductStore
    form: Callable[[ExportJob], Form]


def request(asked: Asked, stamp: Stamp, store: ExportJobStore, products: ProductStore) -> ExportJob:
    """Raises Invalid for an unknown category, Conflict."""
    if asked.terms.category:
        path_of_category(asked.terms.category, products, "body")
    return store.add(made(asked, stamp), stamp)


def get(job_id: str, store: ExportJobStore) -> ExportJob:
    """Raises NotFound."""
    return jobs.find(job_id, store).value


def link(job_id: str, store: ExportJobStore, files: ExportFiles) -> str:
    """Raises NotFound: also where not all is written."""
    job = get(job_id, store)
    if job.state != "done":
        raise NotFound("There is no such file.")
    return files.link(job)


def advance(due: tuple[str, int], stamped: tuple[str, Clock], sources: Sources) -> ExportJob:
    """Raises as `jobs.advance`."""

    def step(job: ExportJob, stamp: Stamp) -> ExportJob:
        return (_write if job.state == "exporting" else _join)(job, stamp, sources)

    work = Work(step, lifecycle.failed, ProductExportFailed)
    return jobs.advance(due, stamped, sources.jobs, work)


def _write(job: ExportJob, stamp: Stamp, sources: Sources) -> ExportJob:
    after = dict(job.after) if job.after else None
    part = read_part(job.terms, sources.store, sources.form(job), PART, after)
    done = lifecycle.written(job, part, sources.files.put_part(job, part.content))
    if done.has_room:
        return sources.jobs.put(done, ProductExportAdvanced, stamp)
    code = too_large(MAX_SKUS).code
    return sources.jobs.put(lifecycle.failed(job, code), ProductExportFailed, stamp)


def _join(job: ExportJob, stamp: Stamp, sources: Sources) -> ExportJob:
    size_bytes = sources.files.join(job, sources.form(job))
    return sources.jobs.put(lifecycle.joined(job, size_bytes, stamp.at), ProductExportDone, stamp)
