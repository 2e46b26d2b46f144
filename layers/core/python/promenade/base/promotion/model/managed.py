"""A promotion as staff see it, and what it therefore is at an instant."""

from datetime import datetime
from enum import StrEnum

from promenade.base.promotion.model.promotion import Promotion
from promenade.contracts.reviews import Review, ReviewState
from promenade.kit.values import Document


class Status(StrEnum):
    """Computed from what is stored and the instant it is asked for (N12); never stored."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    ARCHIVED = "archived"


UNPUBLISHED = frozenset({Status.DRAFT, Status.PENDING, Status.APPROVED, Status.REJECTED})
RUNNING = frozenset({Status.SCHEDULED, Status.ACTIVE, Status.PAUSED})
UNENDED = RUNNING | UNPUBLISHED


class ManagedPromotion(Document, frozen=True):
    """A promotion as staff see it: `promotion` are the terms in force or, before it is published,
    those that shall be. An edit of a running one is `proposed` until it is published in its turn.

    `version` counts the changes, `promotion.version` is the one that brought the terms;
    `authors` wrote what is to be reviewed; `published_at` is when it was first (None: before that
    was kept); `ended_at` ends it before its window does; `request` is
    the fingerprint of the request that drafted it.
    """

    promotion: Promotion
    created_at: datetime
    request: str
    version: int = 1
    authors: tuple[str, ...] = ()
    review: Review | None = None
    proposed: Promotion | None = None
    is_published: bool = False
    published_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str | None = None
    is_archived: bool = False

    @property
    def id(self) -> str:
        return self.promotion.id

    @property
    def terms(self) -> Promotion:
        """The latest that were written, in force or not."""
        return self.proposed or self.promotion

    @property
    def end(self) -> datetime | None:
        """When it stops, whichever comes first; None while nothing stops it."""
        ends = [end for end in (self.promotion.window.end, self.ended_at) if end is not None]
        return min(ends, default=None)

    @property
    def group(self) -> str | None:
        return group_of(self.promotion)

    @property
    def review_state(self) -> ReviewState | None:
        """That of the terms not in force yet; None where there are none."""
        if self.is_published and self.proposed is None:
            return None
        return ReviewState.DRAFT if self.review is None else self.review.state

    @property
    def waits(self) -> bool:
        """For the approval of others."""
        is_left = not self.is_archived and self.ended_at is None
        return is_left and self.review_state is ReviewState.PENDING

    def begun_at(self, now: datetime) -> datetime | None:
        """Since when it counts; None while it does not."""
        if not self.is_running(now):
            return None
        begun_at = self.published_at or self.created_at
        start = self.promotion.window.start or begun_at
        return max(start, begun_at) if max(start, begun_at) <= now else None

    def is_running(self, now: datetime) -> bool:
        return self.status(now) in RUNNING

    def status(self, now: datetime) -> Status:
        if self.is_archived:
            return Status.ARCHIVED
        if self.ended_at is not None and now >= self.ended_at:
            return Status.ENDED
        if not self.is_published:
            return Status(ReviewState.DRAFT if self.review is None else self.review.state)
        return self._running_status(now)

    def _running_status(self, now: datetime) -> Status:
        window = self.promotion.window
        if window.end is not None and now >= window.end:
            return Status.ENDED
        if self.promotion.paused:
            return Status.PAUSED
        if window.start is not None and now < window.start:
            return Status.SCHEDULED
        return Status.ACTIVE


def group_of(terms: Promotion) -> str | None:
    """The exclusion group within its stage."""
    name = terms.exclusion_group
    return None if name is None else f"{terms.stage}#{name}"
