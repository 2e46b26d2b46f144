"""What others say of terms before they may come into force (M1-4, M1-5), and how many have to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from promenade.kit.currencies import decimals
from promenade.kit.decoding import View, plain
from promenade.kit.errors import MOST_FAULTS, Conflict, DomainError, Fault, Forbidden
from promenade.kit.values import Document, Value, replace


class ReviewState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


REJECTED = "It was rejected: send its terms again first."
"""Why terms are not submitted as they are."""


class NotReady(DomainError):
    """What is wrong with the stored terms keeps them from going on; the sentence says all of it."""

    def __init__(self, found: Sequence[Fault]) -> None:
        self.faults = tuple(replace(each, source="stored") for each in found[:MOST_FAULTS])
        self.more_count = len(found) - len(self.faults)
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        return " ".join(dict.fromkeys(each.said(language) for each in self.faults))


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


def approvals_so_far(review: Review | None) -> tuple[str, Mapping[str, int]]:
    """The end of a sentence, and facts of a refusal; nothing where none is waited for."""
    if review is None or review.state is not ReviewState.PENDING:
        return "", {}
    count, required_count = len(review.approvals), review.required_count
    facts = {"approval_count": count, "required_count": required_count}
    return f": it has {count} of {required_count} approvals", facts


class ApprovalStep(Value, frozen=True):
    """From an exposure of `from_major` on (whole yuan, dollars …) so many have to approve."""

    from_major: int
    approver_count: int


class ApprovalPolicy(Value, frozen=True):
    """`steps` rise; the first is from nothing. What has no bound, or no currency, stands on the
    last."""

    steps: tuple[ApprovalStep, ...]

    def required(self, exposure_minor: int | None, currency: str | None) -> int:
        if exposure_minor is None or currency is None:
            return self.steps[-1].approver_count
        major = exposure_minor // 10 ** decimals(currency)
        return max(each.approver_count for each in self.steps if each.from_major <= major)


class Approving(Protocol):
    def required(self, exposure_minor: int | None, currency: str | None) -> int:
        """How many have to approve what costs so much at worst; None has no bound."""
        ...


STANDARD_POLICY = ApprovalPolicy((ApprovalStep(0, 1), ApprovalStep(100_000, 2)))


class ReviewView(View, frozen=True):
    """Of the terms that are not in force yet; `exposure_minor` is their worst case, null where
    nothing bounds it. `required_count` others than who wrote or submitted them have to approve, as
    the approval policy said when they were submitted; as it comes, two from an exposure of 100,000
    (in whole units of the currency) on, else one. Where nothing bounds it, and of what goes to all
    of a segment without asking for consent, the last step of the policy counts."""

    state: ReviewState
    required_count: int
    exposure_minor: int | None
    submitted_by: str
    submitted_at: datetime
    approvals: tuple[Approval, ...]
    rejection: Rejection | None


def show_review(review: Review) -> ReviewView:
    absent = {"exposure_minor": None, "approvals": (), "rejection": None}
    shown = {**absent, **plain(review), "state": review.state.value}
    return msgspec.convert(shown, ReviewView)
