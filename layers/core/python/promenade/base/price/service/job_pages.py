"""Jobs as they run: a page at a time, each counted once.

A job's version names the page to come, as a simulation's does: a message that comes again, or late,
finds that the page was counted. A page that broke off half-way does what is missing when it comes
again, because a SKU's change is made under an id of the job and the SKU."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from promenade.base.price.model.adjustment import AddAmount, Move, moved
from promenade.base.price.model.job import (
    Agreed,
    CategorySkus,
    FileRows,
    Job,
    Page,
    Place,
    ProductSkus,
    applied,
    failed,
    rehearsed,
)
from promenade.base.price.model.tally import Row
from promenade.base.price.model.terms import Terms
from promenade.base.price.service import changing
from promenade.base.price.service.adjusting import Adjuster, Adjustment, Becomes, Rehearsal
from promenade.base.price.service.changing import Step
from promenade.base.price.service.claiming import EvidenceStore
from promenade.base.price.service.jobs import JobStore
from promenade.base.price.service.judging import Ground
from promenade.base.price.service.ports import AdjustmentStore
from promenade.contracts.catalogue import CatalogueReader
from promenade.contracts.prices import (
    PriceJobAdvanced,
    PriceJobDone,
    PriceJobFailed,
    PriceJobRehearsed,
)
from promenade.kit.clock import Clock
from promenade.kit.errors import Conflict, DomainError, NotFound, Stale, Unavailable, fault_of
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

PAGE = 100
"""SKUs of a page at least, give or take what one look into the catalogue finds."""

_PRODUCTS = 5
ACTOR = "system:price"


class MovedSince(Conflict):
    """What was agreed to is not what there is any more."""


class Sources(Value, frozen=True):
    """What a job is made of; beyond `limit_bp` a second person agrees."""

    jobs: JobStore
    prices: AdjustmentStore
    catalogue: CatalogueReader
    evidence: EvidenceStore
    limit_bp: int


def advance(job_id: str, version: int, stamped: tuple[str, Clock], sources: Sources) -> Job:
    """Does the page that this version asks for, unless it was. `stamped` is (correlation id,
    clock). Raises NotFound, Unavailable, Stale; whatever else it raises, the job has failed."""
    stored = sources.jobs.find(job_id)
    if stored is None:
        raise NotFound("There is no such job.")
    job = stored.value
    if job.version != version or not job.is_at_work:
        return job
    cause, clock = stamped
    stamp = Stamp(ACTOR, clock(), cause, job.request)
    try:
        return (_rehearse if job.state == "rehearsing" else _apply)(job, stamp, sources)
    except (Stale, Unavailable):
        raise
    except Exception as error:
        code = error.code if isinstance(error, DomainError) else "internal_error"
        sources.jobs.put(failed(job, code), PriceJobFailed, stamp)
        raise


def _rehearse(job: Job, stamp: Stamp, sources: Sources) -> Job:
    selection, becomes = job.selection, None
    if isinstance(selection, FileRows):
        added = _read_file(job, sources.jobs)
        skus, becomes = [*added], _each_by(added, job.move)
        end = job.place.index + PAGE
        place = Place(index=end) if end < selection.row_count else None
    else:
        skus, place = _choose(job, sources.catalogue)
    adjuster = _adjuster(job, skus, stamp, sources, becomes)
    rows = replace(adjuster, store=Rehearsal(sources.prices)).rows(skus)
    after = rehearsed(job, Page(rows, place))
    fact = PriceJobRehearsed if after.state == "rehearsed" else PriceJobAdvanced
    return sources.jobs.put(after, fact, stamp, [*_agreed(rows)])


def _agreed(rows: Sequence[Row]) -> Iterator[Agreed]:
    for each in rows:
        if each.moves and each.before and each.after:
            yield Agreed(each.sku, each.before, each.after)


def _read_file(job: Job, jobs: JobStore) -> Mapping[str, int]:
    rows = jobs.file_rows(job.id, job.place.index, PAGE)
    return {each.sku: each.add_minor for each in rows}


def _each_by(added: Mapping[str, int], move: Move) -> Becomes:
    def becomes(sku: str, before: Terms) -> Terms:
        return moved(before, replace(move, by=AddAmount(added[sku])))

    return becomes


def _choose(job: Job, catalogue: CatalogueReader) -> tuple[list[str], Place | None]:
    found: dict[str, None] = {}
    place: Place | None = job.place
    while place is not None and len(found) < PAGE:
        skus, place = _look(job, place, catalogue)
        found |= dict.fromkeys(skus)
    return [*found], place


def _look(job: Job, place: Place, catalogue: CatalogueReader) -> tuple[Sequence[str], Place | None]:
    selection = job.selection
    if isinstance(selection, ProductSkus):
        end = place.index + _PRODUCTS
        named = selection.products[place.index : end]
        more = Place(index=end) if end < len(selection.products) else None
        return catalogue.skus_of(named), more
    if isinstance(selection, CategorySkus):
        below = catalogue.skus_below(selection.category, _PRODUCTS, place.after)
        return below.items, Place(below.next) if below.next else None
    every = catalogue.listed(None, None, _PRODUCTS, place.after)
    return [each.sku for each in every.items], Place(every.next) if every.next else None


def _apply(job: Job, stamp: Stamp, sources: Sources) -> Job:
    agreed = {each.sku: each for each in sources.jobs.page(job.id, job.applied_page_count)}
    adjuster = _adjuster(job, [*agreed], stamp, sources, _as_agreed(agreed))
    approved = (_approved(job, row, adjuster) for row in adjuster.rows([*agreed]))
    rows = [_as_it_is(row, stamp.at) for row in approved]
    after = applied(job, rows, stamp.at)
    fact = PriceJobDone if after.state == "done" else PriceJobAdvanced
    return sources.jobs.put(after, fact, stamp)


def _as_it_is(row: Row, at: datetime) -> Row:
    holds = row.holds_from is not None and row.holds_from <= at
    return replace(row, result="in_force") if holds and row.result == "scheduled" else row


def _as_agreed(agreed: Mapping[str, Agreed]) -> Becomes:
    def becomes(sku: str, before: Terms) -> Terms:
        if before != agreed[sku].before:
            raise MovedSince("The price is not what it was when the job was rehearsed.")
        return agreed[sku].after

    return becomes


def _approved(job: Job, row: Row, adjuster: Adjuster) -> Row:
    """By who agreed to the job, where somebody has to."""
    if row.result != "pending_approval" or job.decided_by is None or row.change_id is None:
        return row
    stamp = replace(adjuster.stamp, actor=job.decided_by)
    step = Step(row.sku, row.change_id, 1, stamp)
    try:
        changing.approve(step, adjuster.ground, adjuster.store)
    except DomainError as refusal:
        if isinstance(refusal, Unavailable):
            raise
        return replace(row, faults=(fault_of(refusal),))
    return replace(row, result="scheduled")


def _adjuster(
    job: Job, skus: Sequence[str], stamp: Stamp, sources: Sources, becomes: Becomes | None
) -> Adjuster:
    """What is made is asked for by who asked for the job, never before now."""
    start = max(job.start or stamp.at, stamp.at)
    adjustment = Adjustment(job.id, job.book_id, job.move, start, job.reason)
    ground = Ground(sources.catalogue.facts(skus), sources.limit_bp, sources.evidence)
    mine = replace(stamp, actor=job.requested_by)
    return Adjuster(adjustment, ground, mine, sources.prices, becomes)
