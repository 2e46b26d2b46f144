"""Jobs on files, done step by step.

A job's version names the step to come, as that of a job that moves prices does: a message that
comes again, or late, finds that the step was done."""

from collections.abc import Callable
from datetime import datetime
from typing import Generic, Protocol, Self, TypeVar

from promenade.kit.clock import Clock
from promenade.kit.errors import Conflict, DomainError, NotFound, Stale, Unavailable
from promenade.kit.facts import Fact
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value

ACTOR = "system:catalogue"


class Job(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def version(self) -> int: ...

    @property
    def request(self) -> str:
        """The fingerprint of the call that made it."""
        ...

    @property
    def requested_at(self) -> datetime: ...

    @property
    def is_at_work(self) -> bool: ...

    def as_requested(self) -> Self: ...


J = TypeVar("J", bound=Job)


class JobStore(Protocol[J]):
    def add(self, job: J, stamp: Stamp) -> J:
        """A repeated request answers as at first. Raises Conflict for another one."""
        ...

    def find(self, job_id: str) -> Stored[J] | None: ...

    def list_newest(self, limit: int, after: Position | None) -> Page[J]: ...

    def put(self, job: J, fact: type[Fact], stamp: Stamp) -> J:
        """Over the version before. A repeated request answers what it stored. Raises Stale."""
        ...


class Work(Value, Generic[J], frozen=True):
    """`step` does what is due and stores what it comes to; where it breaks off, the job is what
    `failed` makes of it and of a reason's code, as `told`."""

    step: Callable[[J, Stamp], J]
    failed: Callable[[J, str], J]
    told: type[Fact]


def find(job_id: str, jobs: JobStore[J]) -> Stored[J]:
    """Raises NotFound."""
    found = jobs.find(job_id)
    if found is None:
        raise NotFound("There is no such job.")
    return found


def repeated(met: J, stamp: Stamp) -> J:
    """Raises Conflict unless this very request made it."""
    if met.request != stamp.fingerprint:
        raise Conflict("This Idempotency-Key was used for another request.")
    return met.as_requested()


def advance(
    due: tuple[str, int], stamped: tuple[str, Clock], jobs: JobStore[J], work: Work[J]
) -> J:
    """Does the step that is due at this version of a job, unless it was. `stamped` is (correlation
    id, clock). Raises NotFound, Unavailable, Stale; whatever else it raises, the job has failed."""
    job_id, version = due
    job = find(job_id, jobs).value
    if job.version != version or not job.is_at_work:
        return job
    cause, clock = stamped
    stamp = Stamp(ACTOR, clock(), cause, job.request)
    try:
        return work.step(job, stamp)
    except (Stale, Unavailable):
        raise
    except Exception as error:
        code = error.code if isinstance(error, DomainError) else "internal_error"
        jobs.put(work.failed(job, code), work.told, stamp)
        raise
