"""A job that moves many prices: rehearsed, agreed to as a whole, then applied, page by page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from promenade.base.price.model.adjustment import Move
from promenade.base.price.model.change import SelfApproval, StatusForbids
from promenade.base.price.model.tally import Row, Tally
from promenade.base.price.model.terms import Terms
from promenade.kit.messages.words import worded
from promenade.kit.paging import Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import Clause, Document, Value, replace

MOST_SKUS = 100_000

State = Literal[
    "rehearsing", "rehearsed", "pending_approval", "applying", "done", "failed", "cancelled"
]
_WAITING: tuple[State, ...] = ("rehearsed", "pending_approval")
_AT_WORK: tuple[State, ...] = ("rehearsing", "applying")
Name = Annotated[str, Meta(min_length=1, max_length=128)]


class EverySku(Clause, frozen=True, tag="all", tag_field="kind"):
    """The whole catalogue."""


class CategorySkus(Clause, frozen=True, tag="category", tag_field="kind"):
    """Those of a category and of all below it."""

    category: Name


class ProductSkus(Clause, frozen=True, tag="products", tag_field="kind"):
    """Those of these products."""

    products: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=1_000)]


class FileRows(Clause, frozen=True, tag="file", tag_field="kind"):
    """Those that a file names, each by an amount of its own."""

    row_count: int


Selection = EverySku | CategorySkus | ProductSkus | FileRows


class TooManySkus(StatusForbids):
    """More than a job takes."""


class Agreed(Document, frozen=True):
    """What a rehearsal told of a SKU, and what is therefore done."""

    sku: str
    before: Terms
    after: Terms


class Place(Document, frozen=True):
    """Where the rehearsal goes on: in the catalogue's listing, or in a list that came along."""

    after: Position | None = None
    index: int = 0


class Asked(Value, frozen=True):
    """`start` is None for each SKU's own moment. A file's rows say by how much; the rest of `move`
    holds for all."""

    id: str
    book_id: str
    move: Move
    reason: str
    selection: Selection
    start: datetime | None


class Job(Document, frozen=True):
    """`version` names the step to come. `failed_in` is what it goes on with when it is told to."""

    id: str
    version: int
    book_id: str
    move: Move
    reason: str
    selection: Selection
    start: datetime | None
    requested_at: datetime
    requested_by: str
    request: str
    state: State = "rehearsing"
    place: Place = Place()
    page_count: int = 0
    applied_page_count: int = 0
    preview: Tally = Tally()
    outcome: Tally = Tally()
    failure: str | None = None
    failed_in: State | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    finished_at: datetime | None = None

    @property
    def is_at_work(self) -> bool:
        return self.state in _AT_WORK

    def as_requested(self) -> "Job":
        asked = Asked(self.id, self.book_id, self.move, self.reason, self.selection, self.start)
        return made(asked, Stamp(self.requested_by, self.requested_at, "", self.request))


def made(asked: Asked, stamp: Stamp) -> Job:
    return Job(
        asked.id,
        1,
        asked.book_id,
        asked.move,
        asked.reason,
        asked.selection,
        asked.start,
        stamp.at,
        stamp.actor,
        stamp.fingerprint,
    )


class Page(Value, frozen=True):
    """`place` is None after the last one."""

    rows: Sequence[Row]
    place: Place | None


def rehearsed(job: Job, page: Page) -> Job:
    """Raises TooManySkus."""
    preview = job.preview.plus(page.rows)
    if preview.sku_count > MOST_SKUS:
        told = f"A job moves {MOST_SKUS} SKUs at most: choose fewer."
        raise TooManySkus(told, most_count=MOST_SKUS)
    after = replace(job, version=job.version + 1, page_count=job.page_count + 1, preview=preview)
    if page.place is None:
        return replace(after, state="rehearsed", place=Place())
    return replace(after, place=page.place)


def applied(job: Job, rows: Sequence[Row], now: datetime) -> Job:
    count, outcome = job.applied_page_count + 1, job.outcome.plus(rows)
    after = replace(job, version=job.version + 1, applied_page_count=count, outcome=outcome)
    return replace(after, state="done", finished_at=now) if count == job.page_count else after


def submitted(job: Job) -> Job:
    """Applied at once where nobody else has to agree. Raises StatusForbids."""
    _require(job, ("rehearsed",), "submit")
    needs_another = job.preview.pending_approval_count > 0
    return _next(job, "pending_approval") if needs_another else _begun(job)


def approved(job: Job, stamp: Stamp) -> Job:
    """Raises StatusForbids, SelfApproval."""
    _require_another(job, stamp, "approve")
    return replace(_begun(job), decided_at=stamp.at, decided_by=stamp.actor)


def rejected(job: Job, stamp: Stamp) -> Job:
    """Raises StatusForbids, SelfApproval."""
    _require_another(job, stamp, "reject")
    return _stopped(job, stamp)


def cancelled(job: Job, stamp: Stamp) -> Job:
    """What was applied stays. Raises StatusForbids."""
    _require(job, (*_WAITING, *_AT_WORK, "failed"), "cancel")
    return _stopped(job, stamp)


def failed(job: Job, code: str) -> Job:
    return replace(_next(job, "failed"), failure=code, failed_in=job.state)


def resumed(job: Job) -> Job:
    """Goes on with the page that it failed at. Raises StatusForbids."""
    _require(job, ("failed",), "retry")
    return replace(_next(job, job.failed_in or "rehearsing"), failure=None, failed_in=None)


def _begun(job: Job) -> Job:
    """What the rehearsal refused or left as it is stays told."""
    return replace(_next(job, "applying"), outcome=job.preview.unmoved)


def _next(job: Job, state: State) -> Job:
    return replace(job, version=job.version + 1, state=state)


def _stopped(job: Job, stamp: Stamp) -> Job:
    stopped = _next(job, "cancelled")
    return replace(stopped, decided_at=stamp.at, decided_by=stamp.actor, finished_at=stamp.at)


def _require_another(job: Job, stamp: Stamp, action: str) -> None:
    _require(job, ("pending_approval",), action)
    if stamp.actor == job.requested_by:
        raise SelfApproval("Somebody else than who asked for this job decides about it.")


def _require(job: Job, allowed: tuple[State, ...], action: str) -> None:
    if job.state not in allowed:
        told = f"A job that is {worded(job.state)} cannot be {worded(action)}."
        raise StatusForbids(told, current_status=job.state, action=action)
