"""Steps of a review: terms are submitted, and others approve or reject them."""

from typing import cast

from promenade.base.promotion.model.lifecycle import require_reviewed
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.contracts.reviews import Approval, Rejection, Review, ReviewState
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


def submit(managed: ManagedPromotion, review: Review) -> ManagedPromotion:
    require_reviewed(managed, review.submitted_at, ReviewState.DRAFT, "submit")
    return replace(managed, version=managed.version + 1, review=review)


def approve(managed: ManagedPromotion, stamp: Stamp) -> ManagedPromotion:
    """Raises SelfApproval, ApprovedBefore."""
    review = _pending(managed, stamp, "approve")
    approval = Approval(stamp.actor, stamp.at, managed.version)
    approved = review.approved(approval, managed.authors)
    return replace(managed, version=managed.version + 1, review=approved)


def reject(managed: ManagedPromotion, reason: str, stamp: Stamp) -> ManagedPromotion:
    review = _pending(managed, stamp, "reject")
    rejection = Rejection(stamp.actor, stamp.at, managed.version, reason)
    return replace(
        managed, version=managed.version + 1, review=replace(review, rejection=rejection)
    )


def _pending(managed: ManagedPromotion, stamp: Stamp, action: str) -> Review:
    require_reviewed(managed, stamp.at, ReviewState.PENDING, action)
    return cast("Review", managed.review)
