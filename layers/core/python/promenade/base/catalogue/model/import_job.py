"""A file of products of any size: uploaded, read into parts as a whole, then taken part by part."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from promenade.base.catalogue.model.row_checks import Outcome, Products
from promenade.kit.currencies import Currency
from promenade.kit.errors import Conflict, Fault
from promenade.kit.messages.words import worded
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, Value, replace
from promenade.kit.written_amounts import Mark

MAX_BYTES = 128 * 1_048_576
MAX_ROWS = 250_000

State = Literal[
    "awaiting_file", "reading", "importing", "reporting", "done", "refused", "failed", "cancelled"
]
_AT_WORK: tuple[State, ...] = ("reading", "importing", "reporting")
Format = Literal["csv", "jsonl"]


class StatusForbids(Conflict):
    """The import is in no state from which this can be done."""


class Terms(Document, frozen=True, kw_only=True):
    """What is said of a file, which it does not say itself; `language` is that of its report,
    `reason` why it takes off the shelf what something depends on."""

    format: Format
    size_bytes: int
    language: str
    charset: str = ""
    is_dry_run: bool = False
    currency: Currency | None = None
    decimal_mark: Mark | None = None
    fallback_category: str | None = None
    reason: str | None = None


class Tally(Document, frozen=True):
    created_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    rejected_count: int = 0
    noted_count: int = 0
    pending_approval_count: int = 0

    @property
    def is_told(self) -> bool:
        """By a report of what was rejected, what was left out and what waits for approval."""
        return self.rejected_count + self.noted_count + self.pending_approval_count > 0

    def plus(self, outcomes: Sequence[Outcome]) -> "Tally":
        found = Counter(each.result for each in outcomes)
        return Tally(
            self.created_count + found["created"],
            self.updated_count + found["updated"],
            self.unchanged_count + found["unchanged"],
            self.rejected_count + found["rejected"],
            self.noted_count + sum(1 for each in outcomes if each.row.notes),
            self.pending_approval_count + sum(1 for each in outcomes if each.waits),
        )


class Asked(Value, frozen=True):
    id: str
    terms: Terms


class ImportJob(Document, frozen=True):
    """`version` names the step to come, `digest` the very content that was uploaded. `faults` are
    why the file as a whole is refused, of which `more_count` are only counted. `failed_in` is what
    it goes on with when it is told to."""

    id: str
    version: int
    terms: Terms
    requested_at: datetime
    requested_by: str
    request: str
    state: State = "awaiting_file"
    digest: str = ""
    system: str | None = None
    left_out: tuple[str, ...] = ()
    row_count: int = 0
    part_count: int = 0
    done_part_count: int = 0
    tally: Tally = Tally()
    faults: tuple[Fault, ...] = ()
    more_count: int = 0
    failure: str | None = None
    failed_in: State | None = None
    finished_at: datetime | None = None

    @property
    def is_at_work(self) -> bool:
        return self.state in _AT_WORK

    @property
    def has_report(self) -> bool:
        return self.state == "done" and self.tally.is_told

    def as_requested(self) -> "ImportJob":
        stamp = Stamp(self.requested_by, self.requested_at, "", self.request)
        return made(Asked(self.id, self.terms), stamp)


def made(asked: Asked, stamp: Stamp) -> ImportJob:
    return ImportJob(asked.id, 1, asked.terms, stamp.at, stamp.actor, stamp.fingerprint)


def started(job: ImportJob, digest: str) -> ImportJob:
    """Raises StatusForbids."""
    _require(job, ("awaiting_file",), "start")
    return replace(_next(job, "reading"), digest=digest)


def read(job: ImportJob, told: Products, part_count: int) -> ImportJob:
    return replace(
        _next(job, "importing"),
        system=told.system,
        left_out=tuple(told.left_out),
        row_count=len(told.rows),
        part_count=part_count,
    )


def refused(job: ImportJob, faults: Sequence[Fault], more_count: int, now: datetime) -> ImportJob:
    """The file as a whole; nothing of it was taken."""
    after = replace(_next(job, "refused"), finished_at=now)
    return replace(after, faults=tuple(faults), more_count=more_count)


def taken(job: ImportJob, outcomes: Sequence[Outcome], now: datetime) -> ImportJob:
    """One part more; after the last, what was rejected is put together."""
    count, tally = job.done_part_count + 1, job.tally.plus(outcomes)
    after = replace(_next(job, "importing"), done_part_count=count, tally=tally)
    if count < job.part_count:
        return after
    if tally.is_told:
        return replace(after, state="reporting")
    return replace(after, state="done", finished_at=now)


def reported(job: ImportJob, now: datetime) -> ImportJob:
    return replace(_next(job, "done"), finished_at=now)


def cancelled(job: ImportJob, stamp: Stamp) -> ImportJob:
    """What was taken stays. Raises StatusForbids."""
    _require(job, ("awaiting_file", *_AT_WORK, "failed"), "cancel")
    return replace(_next(job, "cancelled"), finished_at=stamp.at)


def failed(job: ImportJob, code: str) -> ImportJob:
    return replace(_next(job, "failed"), failure=code, failed_in=job.state)


def resumed(job: ImportJob) -> ImportJob:
    """Goes on with the step that it failed at. Raises StatusForbids."""
    _require(job, ("failed",), "retry")
    return replace(_next(job, job.failed_in or "reading"), failure=None, failed_in=None)


def _next(job: ImportJob, state: State) -> ImportJob:
    return replace(job, version=job.version + 1, state=state)


def _require(job: ImportJob, allowed: tuple[State, ...], action: str) -> None:
    if job.state not in allowed:
        told = f"An import that is {worded(job.state)} cannot be {worded(action)}."
        raise StatusForbids(told, current_status=job.state, action=action)
