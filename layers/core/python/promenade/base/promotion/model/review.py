"""What others say of a promotion's terms before they may come into force (M1-4, M1-5)."""

from datetime import datetime
from enum import StrEnum

from promenade.kit.errors import Conflict, Forbidden
from promenade.kit.values import Document, replace

_MOST_AUTHORS = 50


class ReviewState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class SelfApproval(Forbidden):
    """Who wrote or submitted the terms does not approve them."""


class ApprovedBefore(Conflict):
    """One person's approval counts once."""


class Approval(Document, frozen=True):
    """`version` is the one that was looked at."""

    by: str
    at: datetime
    version: int


class Rejection(Document, frozen=True):
    by: str
    at: datetime
    version: int
    reason: str


class Review(Document, frozen=True):
    """Of terms whose worst case is `exposure_minor` (None: it has no bound); `required_count`
    others have to approve them."""

    submitted_by: str
    submitted_at: datetime
    required_count: int
    exposure_minor: int | None = None
    approvals: tuple[Approval, ...] = ()
    rejection: Rejection | None = None

    @property
    def state(self) -> ReviewState:
        if self.rejection is not None:
            return ReviewState.REJECTED
        is_enough = len(self.approvals) >= self.required_count
        return ReviewState.APPROVED if is_enough else ReviewState.PENDING

    def approved(self, approval: Approval, authors: tuple[str, ...]) -> "Review":
        """Raises SelfApproval, ApprovedBefore."""
        if approval.by in {self.submitted_by, *authors}:
            raise SelfApproval("Somebody else approves what you wrote or submitted.")
        if any(earlier.by == approval.by for earlier in self.approvals):
            raise ApprovedBefore("You have approved it already; it needs somebody else as well.")
        return replace(self, approvals=(*self.approvals, approval))
