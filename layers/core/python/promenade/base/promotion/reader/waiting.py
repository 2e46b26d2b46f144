"""Promotions that others have to approve: contracts.approvals.WaitingReader."""

from promenade.base.promotion.model.managed import RUNNING, ManagedPromotion, Status
from promenade.base.promotion.store.items import managed_of
from promenade.base.promotion.store.records import PromotionRecord
from promenade.contracts.approvals import ApprovalKind, Waiting, cost_of
from promenade.contracts.reviews import Review
from promenade.kit import dynamo_waiting
from promenade.kit.clock import Clock
from promenade.kit.differences import differences
from promenade.kit.paging import Page, Position

_DECIDED = RUNNING | {Status.PENDING}


class DynamoWaitingPromotions:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        """An edit of what is over meanwhile waits for nothing any more."""
        found, now = dynamo_waiting.longest(PromotionRecord, limit, after), self._clock()
        read = ((managed_of(each.body), each.waits_since) for each in found.items)
        told = (
            _waiting(managed, managed.review, since)
            for managed, since in read
            if managed.review and managed.status(now) in _DECIDED
        )
        return Page(tuple(told), found.next)


def _waiting(managed: ManagedPromotion, review: Review, since: str) -> Waiting:
    proposed = managed.proposed
    return Waiting(
        kind=ApprovalKind.PROMOTION,
        id=managed.id,
        title=managed.terms.name,
        path=f"/promotions/{managed.id}",
        version=managed.version,
        since=since,
        review=review,
        authors=managed.authors,
        currency=managed.terms.currency,
        cost=cost_of(review),
        is_change=proposed is not None,
        changes=differences(managed.promotion, proposed) if proposed else (),
    )
