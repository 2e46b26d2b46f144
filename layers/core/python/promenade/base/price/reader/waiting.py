"""Prices that a second person has to approve, one by one and by jobs:
contracts.approvals.WaitingReader."""

from promenade.base.price.model.change import PriceChange
from promenade.base.price.model.job import Job
from promenade.base.price.store.jobs import job_of
from promenade.base.price.store.records import PriceRecord, change_of
from promenade.contracts.approvals import ApprovalKind, Waiting
from promenade.contracts.reviews import Review
from promenade.kit import dynamo_waiting
from promenade.kit.differences import differences
from promenade.kit.paging import Page, Position

_A_SECOND = 1


class DynamoWaitingPrices:
    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        found = dynamo_waiting.longest(PriceRecord, limit, after)
        return Page(tuple(map(_waiting, found.items)), found.next)


def _waiting(record: PriceRecord) -> Waiting:
    if record.pk.startswith("JOB#"):
        return _job(job_of.decode(record.body), record)
    return _change(change_of.decode(record.body), record)


def _change(change: PriceChange, record: PriceRecord) -> Waiting:
    before = change.before
    return Waiting(
        kind=ApprovalKind.PRICE_CHANGE,
        id=change.id,
        title=change.sku,
        path=f"/prices/{change.sku}/changes/{change.id}",
        version=change.version,
        since=record.waits_since,
        review=Review(change.created_by, record.updated_at, _A_SECOND),
        authors=(change.created_by,),
        currency=change.currency,
        is_change=before is not None,
        changes=differences(before, change.terms) if before else (),
        reason=change.reason,
    )


def _job(job: Job, record: PriceRecord) -> Waiting:
    return Waiting(
        kind=ApprovalKind.PRICE_ADJUSTMENT_JOB,
        id=job.id,
        title=job.book_id,
        path=f"/price-adjustment-jobs/{job.id}",
        version=job.version,
        since=record.waits_since,
        review=Review(job.requested_by, record.updated_at, _A_SECOND),
        authors=(job.requested_by,),
        is_change=True,
        reason=job.reason,
    )
