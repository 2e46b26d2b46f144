"""From draft to archive: what staff do with a promotion."""

from datetime import datetime

from promenade.base.promotion.model.managed import RUNNING, UNENDED, ManagedPromotion, Status
from promenade.base.promotion.model.promotion import Promotion
from promenade.contracts.reviews import ReviewState, approvals_so_far
from promenade.kit.errors import Conflict
from promenade.kit.messages.words import worded
from promenade.kit.values import replace
from promenade.kit.windows import When, end_of


class StatusForbids(Conflict):
    """The promotion is in no status from which this can be done."""


class WindowOver(Conflict):
    """A window that lies in the past would end the promotion at once; `end` says that."""


class NothingProposed(Conflict):
    """The promotion runs, and no edit of it waits to be reviewed or published."""


def edit(
    managed: ManagedPromotion, edited: Promotion, author: str, now: datetime
) -> ManagedPromotion:
    """What was approved is approved no more. Of a running one the terms in force stay."""
    require(managed, now, UNENDED, "edit")
    version, paused = managed.version + 1, managed.promotion.paused
    terms = replace(edited, version=version, paused=paused)
    written = replace(managed, version=version, review=None, authors=_with(managed, author))
    if not managed.is_published:
        return replace(written, promotion=terms)
    _refuse_past(edited, now)
    return replace(written, proposed=terms)


def publish(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    """What has been approved comes into force: the draft, or what was proposed since."""
    require_reviewed(managed, now, ReviewState.APPROVED, "publish")
    _refuse_past(managed.terms, now)
    terms = replace(managed.terms, paused=managed.promotion.paused)
    agreed = replace(managed, promotion=terms, proposed=None, review=None, authors=())
    published_at = managed.published_at if managed.is_published else now
    return replace(_next(agreed), is_published=True, published_at=published_at)


def pause(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    require(managed, now, {Status.SCHEDULED, Status.ACTIVE}, "pause")
    return _next(managed, paused=True)


def resume(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    require(managed, now, {Status.PAUSED}, "resume")
    return _next(managed, paused=False)


def end(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    """For good; a draft that is not wanted any more ends as well."""
    require(managed, now, UNENDED, "end")
    return replace(_next(managed), ended_at=now, proposed=None, review=None)


def kill(managed: ManagedPromotion, reason: str, now: datetime) -> ManagedPromotion:
    """Ends one that is live, saying why."""
    require(managed, now, RUNNING, "kill")
    return replace(end(managed, now), end_reason=reason)


def move_end(managed: ManagedPromotion, new_end: When, now: datetime) -> ManagedPromotion:
    """A running one ends later or earlier than it would have, never in the past; by a date, when
    that is over in its zone."""
    require(managed, now, RUNNING, "extend")
    window = managed.promotion.window
    window = replace(window, end=end_of(new_end, window.zone))
    moved = replace(managed.promotion, window=window)
    _refuse_past(moved, now)
    return _next(replace(managed, promotion=moved))


def ends_later(after: ManagedPromotion, before: ManagedPromotion) -> bool:
    end, was = after.promotion.window.end, before.promotion.window.end
    return was is not None and (end is None or end > was)


def archive(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
    require(managed, now, {Status.ENDED}, "archive")
    return replace(managed, version=managed.version + 1, is_archived=True)


def require(
    managed: ManagedPromotion, now: datetime, allowed: frozenset[Status] | set[Status], action: str
) -> None:
    status = managed.status(now)
    if status not in allowed:
        so_far, counted = approvals_so_far(managed.review)
        told = f"A promotion that is {worded(status)} cannot be {worded(action)}{so_far}."
        raise StatusForbids(told, current_status=status, action=action, **counted)


def require_reviewed(
    managed: ManagedPromotion, now: datetime, state: ReviewState, action: str
) -> None:
    """Where it runs, its terms in force are of no account here."""
    require(managed, now, RUNNING | {Status(state)}, action)
    found = managed.review_state
    if found is None:
        raise NothingProposed(f"It has no edit that could be {worded(action)}.", action=action)
    if found is not state:
        so_far, counted = approvals_so_far(managed.review)
        told = f"An edit that is {worded(found)} cannot be {worded(action)}{so_far}."
        raise StatusForbids(told, current_status=found, action=action, **counted)


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
