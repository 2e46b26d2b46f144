"""Jobs that move many prices, on the wire."""

from datetime import datetime

from promenade.base.price.model.adjustment import AddAmount, AddPercent, Ending
from promenade.base.price.model.job import (
    Asked,
    CategorySkus,
    EverySku,
    FileRows,
    Job,
    ProductSkus,
    Selection,
    State,
)
from promenade.base.price.model.tally import Tally
from promenade.base.price.service.jobs import Step
from promenade.base.price.wire.adjustments import move_of, starts_at
from promenade.base.price.wire.fields import Id, Reason, Zones
from promenade.contracts.prices import PriceJobFact
from promenade.kit import facts
from promenade.kit.clock import Clock
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.http.routes import Call
from promenade.kit.imports import FaultView, Room
from promenade.kit.paging import Page
from promenade.kit.windows import Moment


class JobBody(Strict, frozen=True):
    """Moves the sale price, with `moves_list` the list price too, of up to 100,000 SKUs in a book
    from `start` (each at the moment when its page is applied unless given; a date is of the book's
    time zone). `ending` 00, 90 or 99 is what the new price has behind the point. It is rehearsed
    first: nothing is moved before it is submitted."""

    book_id: Id
    currency: Currency
    selection: EverySku | CategorySkus | ProductSkus
    by: AddAmount | AddPercent
    reason: Reason
    ending: Ending | None = None
    moves_list: bool = False
    start: Moment | None = None


class RefusedView(View, frozen=True):
    sku: str
    errors: list[FaultView]


class TallyView(View, frozen=True):
    """`raised_minor` and `lowered_minor` are sums over one unit of each SKU that moves. Of all
    refused SKUs the first 100 stand here, and `more_count` says how many more there are. Of what
    was applied, prices that hold by now are `in_force`; a rehearsal calls them `scheduled`."""

    in_force_count: int
    scheduled_count: int
    pending_approval_count: int
    unchanged_count: int
    rejected_count: int
    beyond_limit_count: int
    below_cost_count: int
    raised_minor: int
    lowered_minor: int
    refused: list[RefusedView]
    more_count: int


class JobView(View, frozen=True):
    """`preview` is what the rehearsal came to so far, `outcome` what became of it, with
    what the rehearsal refused or left unchanged. Of `page_count` pages `applied_page_count` are
    applied; how many there will be is known once it is rehearsed. A file moves each SKU by its own
    amount, so that `by` is null."""

    id: str
    state: State
    book_id: str
    currency: str
    selection: Selection
    by: AddAmount | AddPercent | None
    ending: Ending | None
    moves_list: bool
    reason: str
    start: datetime | None
    page_count: int
    applied_page_count: int
    preview: TallyView
    outcome: TallyView
    failure: str | None
    requested_at: datetime
    requested_by: str
    decided_at: datetime | None
    decided_by: str | None
    finished_at: datetime | None
    version: int


class JobPage(View, frozen=True):
    items: list[JobView]
    next: str | None


def read_asked(call: Call[JobBody, None], now: datetime, zones: Zones) -> Asked:
    """Raises Invalid."""
    body, id_ = call.body, call.new_id("price_job")
    move = move_of(body.by, body)
    start = starts_at(body.start, body.book_id, now, zones) if body.start else None
    return Asked(id_, body.book_id, move, body.reason, body.selection, start)


def read_step(call: Call[None, None], clock: Clock) -> Step:
    return Step(call.path["job_id"], call.if_match, call.stamp(clock))


def read_due(message: bytes) -> tuple[str, int, str]:
    """(job, version, correlation id) of a fact that asks for a page. Raises Invalid or
    UnknownSchema."""
    event = facts.read(message, PriceJobFact)
    return event.data.id, event.data.version, event.correlation_id


def path_of(job: Job) -> str:
    return f"/price-adjustment-jobs/{job.id}"


def show_job(job: Job, language: str) -> JobView:
    is_file = isinstance(job.selection, FileRows)
    return JobView(
        id=job.id,
        state=job.state,
        book_id=job.book_id,
        currency=job.move.currency,
        selection=job.selection,
        by=None if is_file else job.move.by,
        ending=job.move.ending,
        moves_list=job.move.moves_list,
        reason=job.reason,
        start=job.start,
        page_count=job.page_count,
        applied_page_count=job.applied_page_count,
        preview=_show_tally(job.preview, language),
        outcome=_show_tally(job.outcome, language),
        failure=job.failure,
        requested_at=job.requested_at,
        requested_by=job.requested_by,
        decided_at=job.decided_at,
        decided_by=job.decided_by,
        finished_at=job.finished_at,
        version=job.version,
    )


def show_jobs(page: Page[Job], cursor: str | None, language: str) -> JobPage:
    return JobPage(items=[show_job(each, language) for each in page.items], next=cursor)


def _show_tally(tally: Tally, language: str) -> TallyView:
    refused = [
        RefusedView(sku=each.sku, errors=Room(language).show(each.faults, 0))
        for each in tally.refusals
    ]
    return TallyView(
        in_force_count=tally.in_force_count,
        scheduled_count=tally.scheduled_count,
        pending_approval_count=tally.pending_approval_count,
        unchanged_count=tally.unchanged_count,
        rejected_count=tally.rejected_count,
        beyond_limit_count=tally.beyond_limit_count,
        below_cost_count=tally.below_cost_count,
        raised_minor=tally.raised_minor,
        lowered_minor=tally.lowered_minor,
        refused=refused,
        more_count=tally.more_count,
    )
