"""From draft to ended: what staff do with a promotion, and what it therefore is at an instant."""

from datetime import datetime
from enum import StrEnum

from promenade.base.promotion.model.promotion import Promotion
from promenade.kit.errors import Conflict
from promenade.kit.values import Document, replace


class Status(StrEnum):
    """Computed from what is stored and the instant it is asked for (N12); never stored."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


RUNNING = frozenset({Status.SCHEDULED, Status.ACTIVE, Status.PAUSED})
UNENDED = RUNNING | {Status.DRAFT}


class StatusForbids(Conflict):
    """The promotion is in no status from which this can be done."""


class WindowOver(Conflict):
    """A window that lies in the past would end the promotion at once; `end` says that."""


class ManagedPromotion(Document, frozen=True):
    """A promotion as staff see it. `ended_at` ends it before its window does; `request` is the
    fingerprint of the request that drafted it."""

    promotion: Promotion
    created_at: datetime
    request: str
    is_published: bool = False
    ended_at: datetime | None = None

    @property
    def id(self) -> str:
        return self.promotion.id

    @property
    def version(self) -> int:
        return self.promotion.version

    @property
    def end(self) -> datetime | None:
        """When it stops, whichever comes first; None while nothing stops it."""
        ends = [end for end in (self.promotion.window.end, self.ended_at) if end is not None]
        return min(ends, default=None)

    @property
    def group(self) -> str | None:
        """Its exclusion group: within a stage."""
        name = self.promotion.exclusion_group
        return None if name is None else f"{self.promotion.stage}#{name}"

    def is_running(self, now: datetime) -> bool:
        return self.status(now) in RUNNING

    def status(self, now: datetime) -> Status:
        if self.ended_at is not None and now >= self.ended_at:
            return Status.ENDED
        if not self.is_published:
            return Status.DRAFT
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


def publish(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    _require(managed, now, {Status.DRAFT}, "published")
    _refuse_past(managed.promotion, now)
    return replace(_next(managed, paused=False), is_published=True)


def pause(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    _require(managed, now, {Status.SCHEDULED, Status.ACTIVE}, "paused")
    return _next(managed, paused=True)


def resume(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    _require(managed, now, {Status.PAUSED}, "resumed")
    return _next(managed, paused=False)


def end(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    """For good; a draft that is not wanted any more ends as well."""
    _require(managed, now, UNENDED, "ended")
    return replace(_next(managed, paused=managed.promotion.paused), ended_at=now)


def edit(managed: ManagedPromotion, edited: Promotion, now: datetime) -> ManagedPromotion:
    """The next version; quotes made from now on use it, earlier ones keep theirs (N16)."""
    _require(managed, now, UNENDED, "edited")
    if managed.is_published:
        _refuse_past(edited, now)
    paused = managed.promotion.paused
    return replace(managed, promotion=replace(edited, version=managed.version + 1, paused=paused))


def _next(managed: ManagedPromotion, *, paused: bool) -> ManagedPromotion:
    promotion = replace(managed.promotion, version=managed.version + 1, paused=paused)
    return replace(managed, promotion=promotion)


def _require(
    managed: ManagedPromotion, now: datetime, allowed: frozenset[Status] | set[Status], done: str
) -> None:
    status = managed.status(now)
    if status not in allowed:
        raise StatusForbids(f"A promotion that is {status} cannot be {done}.", status=status.value)


def _refuse_past(promotion: Promotion, now: datetime) -> None:
    if promotion.window.end is not None and promotion.window.end <= now:
        raise WindowOver("The window's end has passed.")
