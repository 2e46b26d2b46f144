"""Files of products of any size, as staff see them: announced, started, stopped, taken up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from promenade.base.catalogue.model import import_job as lifecycle
from promenade.base.catalogue.model.import_job import Asked, ImportJob, made
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.jobs import JobStore, find
from promenade.contracts.catalogue import (
    ProductImportAdvanced,
    ProductImportCancelled,
    ProductImportStarted,
)
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.files import Found
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp
from promenade.kit.uploads import FileIncomplete, Upload
from promenade.kit.values import Value

_NO_FILE = "Upload the file first, all of it: its size is not the one that was announced."


ImportJobStore = JobStore[ImportJob]


class FileChanged(Conflict):
    """The file is not the one that was there when the import was started."""


class ImportFiles(Protocol):
    """All of it raises Unavailable."""

    def upload(self, job: ImportJob, now: datetime) -> Upload: ...

    def received(self, job_id: str) -> Found | None: ...

    def content(self, job: ImportJob) -> bytes:
        """Raises FileChanged."""
        ...

    def put_part(self, job_id: str, number: int, rows: Sequence[Row]) -> None: ...

    def part(self, job_id: str, number: int) -> Sequence[Row]: ...

    def put_rejected(self, job_id: str, number: int, lines: bytes) -> None:
        """Of this part, from 0."""
        ...

    def put_report(self, job_id: str, head: bytes) -> None:
        """What was rejected of all parts, below a head."""
        ...

    def report(self, job_id: str) -> str:
        """A link to it: whoever has it can read the report, for a minute."""
        ...


class Step(Value, frozen=True):
    """One step of the version of an import that the caller has seen."""

    job_id: str
    expected_version: int
    stamp: Stamp


def request(asked: Asked, stamp: Stamp, jobs: ImportJobStore) -> ImportJob:
    """Raises Conflict."""
    return jobs.add(made(asked, stamp), stamp)


def get(job_id: str, jobs: ImportJobStore) -> ImportJob:
    """Raises NotFound."""
    return find(job_id, jobs).value


def start(step: Step, jobs: ImportJobStore, files: ImportFiles) -> ImportJob:
    """Reads what was uploaded by now, and nothing that comes later.

    Raises NotFound, Stale, StatusForbids, FileIncomplete."""
    found = find(step.job_id, jobs)
    if found.is_done(step.expected_version, step.stamp):
        return found.value
    received = files.received(step.job_id)
    announced = found.value.terms.size_bytes
    after = lifecycle.started(found.value, received.digest if received else "")
    if received is None or received.size_bytes != announced:
        met = received.size_bytes if received else 0
        raise FileIncomplete(_NO_FILE, announced_bytes=announced, received_bytes=met)
    return jobs.put(after, ProductImportStarted, step.stamp)


def retry(step: Step, jobs: ImportJobStore) -> ImportJob:
    """Raises NotFound, Stale, StatusForbids."""
    found = find(step.job_id, jobs)
    if found.is_done(step.expected_version, step.stamp):
        return found.value
    return jobs.put(lifecycle.resumed(found.value), ProductImportAdvanced, step.stamp)


def cancel(job_id: str, stamp: Stamp, jobs: ImportJobStore) -> ImportJob:
    """Whatever its version; once. Raises NotFound, StatusForbids."""

    def attempt() -> ImportJob:
        found = get(job_id, jobs)
        if found.state == "cancelled":
            return found
        return jobs.put(lifecycle.cancelled(found, stamp), ProductImportCancelled, stamp)

    return patiently(attempt, Stale)


def report(job_id: str, jobs: ImportJobStore, files: ImportFiles) -> str:
    """Raises NotFound: also where nothing was rejected, or not all is done."""
    if not get(job_id, jobs).has_report:
        raise NotFound("There is no such report.")
    return files.report(job_id)
