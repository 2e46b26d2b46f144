"""From draft to archive: what staff do with a promotion, and what it therefore is at an instant."""

from datetime import datetime
from enum import StrEnum

from promenade.base.promotion.model.promotion import Promotion
from promenade.contracts.reviews import Review, ReviewState
from promenade.kit.errors import Conflict
from promenade.kit.messages.words import worded
from promenade.kit.values import Document, replace
from promenade.kit.windows import When, end_of


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


class StatusForbids(Conflict):
    """The promotion is in no status from which this can be done."""


class WindowOver(Conflict):
    """A window that lies in the past would end the promotion at once; `end` says that."""


class NothingProposed(Conflict):
    """The promotion runs, and no edit of it waits to be reviewed or published."""


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


def edit(
    managed: ManagedPromotion, edited: Promotion, author: str, now: datetime
) -> ManagedPromotion:
    """What was approved is approved no more. Of a running one the terms in force stay."""
    require(managed, now, UNENDED, "edited")
    version, paused = managed.version + 1, managed.promotion.paused
    terms = replace(edited, version=version, paused=paused)
    written = replace(managed, version=version, review=None, authors=_with(managed, author))
    if not managed.is_published:
        return replace(written, promotion=terms)
    _refuse_past(edited, now)
    return replace(written, proposed=terms)


def publish(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    """What has been approved comes into force: the draft, or what was proposed since."""
    require_reviewed(managed, now, ReviewState.APPROVED, "published")
    _refuse_past(managed.terms, now)
    terms = replace(managed.terms, paused=managed.promotion.paused)
    agreed = replace(managed, promotion=terms, proposed=None, review=None, authors=())
    published_at = managed.published_at if managed.is_published else now
    return replace(_next(agreed), is_published=True, published_at=published_at)


def pause(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    require(managed, now, {Status.SCHEDULED, Status.ACTIVE}, "paused")
    return _next(managed, paused=True)


def resume(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    require(managed, now, {Status.PAUSED}, "resumed")
    return _next(managed, paused=False)


def end(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    """For good; a draft that is not wanted any more ends as well."""
    require(managed, now, UNENDED, "ended")
    return replace(_next(managed), ended_at=now, proposed=None, review=None)


def kill(managed: ManagedPromotion, reason: str, now: datetime) -> ManagedPromotion:
    """Ends one that is live, saying why."""
    require(managed, now, RUNNING, "killed")
    return replace(end(managed, now), end_reason=reason)


def move_end(managed: ManagedPromotion, new_end: When, now: datetime) -> ManagedPromotion:
    """A running one ends later or earlier than it would have, never in the past; by a date, when
    that is over in its zone."""
    require(managed, now, RUNNING, "extended")
    window = managed.promotion.window
    window = replace(window, end=end_of(new_end, window.zone))
    moved = replace(managed.promotion, window=window)
    _refuse_past(moved, now)
    return _next(replace(managed, promotion=moved))


def ends_later(after: ManagedPromotion, before: ManagedPromotion) -> bool:
    end, was = after.promotion.window.end, before.promotion.window.end
    return was is not None and (end is None or end > was)


def archive(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    require(managed, now, {Status.ENDED}, "archived")
    return replace(managed, version=managed.version + 1, is_archived=True)


def require(
    managed: ManagedPromotion, now: datetime, allowed: frozenset[Status] | set[Status], done: str
) -> None:
    status = managed.status(now)
    if status not in allowed:
        told = f"A promotion that is {worded(status)} cannot be {done}."
        raise StatusForbids(told, current_status=status)


def require_reviewed(
    managed: ManagedPromotion, now: datetime, state: ReviewState, done: str
) -> None:
    """Where it runs, its terms in force are of no account here."""
    require(managed, now, RUNNING | {Status(state)}, done)
    found = managed.review_state
    if found is None:
        raise NothingProposed(f"It has no edit that could be {done}.")
    if found is not state:
        raise StatusForbids(
            f"An edit that is {worded(found)} cannot be {done}.", current_status=found
        )


def _with(managed: ManagedPromotion, author: str) -> tuple[str, ...]:
    return (*(each for each in managed.authors if each != author), author)


def _next(managed: ManagedPromotion, *, paused: bool | None = None) -> ManagedPromotion:
    version, was = managed.version + 1, managed.promotion.paused
    promotion = replace(
        managed.promotion, version=version, paused=was if paused is None else paused
    )
    return replace(managed, version=version, promotion=promotion)


def _refuse_past(promotion: Promotion, now: datetime) -> None:
    if promotion.window.end is not None and promotion.window.end <= now:
        raise WindowOver("The window's end has passed.")
