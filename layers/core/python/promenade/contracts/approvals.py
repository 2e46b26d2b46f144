"""What waits for the approval of others, whichever room it is of (M1-5): one line of it in the
inbox of all who approve."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, Protocol, get_args

from promenade.contracts.access import Permission
from promenade.contracts.reviews import Review
from promenade.kit.authority import Reach
from promenade.kit.differences import Difference
from promenade.kit.errors import DomainError
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value


class ApprovalKind(StrEnum):
    CAMPAIGN = "campaign"
    COUPON_TEMPLATE = "coupon_template"
    FLASH_SALE = "flash_sale"
    MESSAGE_TEMPLATE = "message_template"
    PRICE_ADJUSTMENT_JOB = "price_adjustment_job"
    PRICE_CHANGE = "price_change"
    PRODUCT = "product"
    PROMOTION = "promotion"


K, P = ApprovalKind, Permission
APPROVED_BY: Mapping[ApprovalKind, Permission] = {
    K.CAMPAIGN: P.CAMPAIGN_APPROVE,
    K.COUPON_TEMPLATE: P.COUPON_APPROVE,
    K.FLASH_SALE: P.FLASH_SALE_APPROVE,
    K.MESSAGE_TEMPLATE: P.MESSAGE_APPROVE,
    K.PRICE_ADJUSTMENT_JOB: P.PRICE_APPROVE,
    K.PRICE_CHANGE: P.PRICE_APPROVE,
    K.PRODUCT: P.CATALOGUE_APPROVE,
    K.PROMOTION: P.PROMOTION_APPROVE,
}

Costly = Literal["campaign", "coupon_template", "flash_sale", "promotion"]
"""What may cost something: how many have to approve it goes by how much."""

COSTLY: tuple[Costly, ...] = get_args(Costly)

Cost = Literal["none", "at_most", "unbounded"]
"""What has none gives nothing away by itself, such as a text."""


class Waiting(Value, frozen=True, kw_only=True):
    """`since` is its place among all that waits, in the order of when it was submitted; `path` is
    where it is looked at, at `version`. None of the `authors`, nor who submitted it, approves it.
    `changes` are what would be other than what is in force, where something is: then it
    `is_change`. `reason` is what who asked for it says. What belongs to no store has none, and is
    at no `categories`, which are a path; it shall stand at the path `moves_to`, where it is to
    move. `hindered_by` is why nobody can approve it as things are."""

    kind: ApprovalKind
    id: str
    title: str
    path: str
    version: int
    since: str
    review: Review
    authors: tuple[str, ...] = ()
    currency: str | None = None
    cost: Cost = "none"
    is_change: bool = False
    changes: tuple[Difference, ...] = ()
    reason: str | None = None
    store: str | None = None
    categories: tuple[str, ...] = ()
    moves_to: tuple[str, ...] = ()
    hindered_by: DomainError | None = None

    def is_within(self, reach: Reach) -> bool:
        return reach.includes(self.store, self.categories)

    def require_moved(self, reach: Reach) -> None:
        """Raises Forbidden where it would come to be elsewhere."""
        if self.store is not None and self.moves_to:
            reach.require(self.store, self.moves_to)


class WaitingReader(Protocol):
    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        """Who waits longest comes first; `after` is the place of another's. One round trip, and
        fewer than `limit` where some cannot be decided any more."""
        ...


def cost_of(review: Review) -> Cost:
    """Of terms that cost something."""
    return "unbounded" if review.exposure_minor is None else "at_most"
