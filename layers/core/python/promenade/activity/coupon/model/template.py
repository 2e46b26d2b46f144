"""From draft to archive: what staff do with a template, and what it therefore is."""

from datetime import datetime
from enum import StrEnum

from promenade.activity.coupon.model.terms import Terms, obstacles
from promenade.contracts.reviews import (
    Approval,
    NotReady,
    Rejection,
    Review,
    ReviewState,
    approvals_so_far,
)
from promenade.kit.errors import Conflict
from promenade.kit.messages.words import worded
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, replace


class TemplateStatus(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    ACTIVE = "active"
    STOPPED = "stopped"
    ARCHIVED = "archived"


UNUSED = frozenset(TemplateStatus) - {
    TemplateStatus.ACTIVE,
    TemplateStatus.STOPPED,
    TemplateStatus.ARCHIVED,
}


class StatusForbids(Conflict):
    """The template is in no status from which this can be done."""


class Template(Document, frozen=True):
    """`version` counts the changes; the terms are those of `terms_version`. Once it was active they
    are only extended: `proposed` are those that are reviewed meanwhile, and `added` is by how much
    the total was raised, time after time, `added_a_day` that of a day. `authors` wrote what is
    reviewed, `request` is the fingerprint of the request that drafted it."""

    id: str
    terms: Terms
    created_at: datetime
    request: str
    version: int = 1
    terms_version: int = 1
    authors: tuple[str, ...] = ()
    review: Review | None = None
    activated_at: datetime | None = None
    stopped_at: datetime | None = None
    is_archived: bool = False
    proposed: Terms | None = None
    added: tuple[int, ...] = ()
    added_a_day: tuple[int, ...] = ()

    @property
    def latest(self) -> Terms:
        return self.proposed or self.terms

    @property
    def review_state(self) -> ReviewState:
        """Of its latest terms."""
        return ReviewState.DRAFT if self.review is None else self.review.state

    @property
    def waits(self) -> bool:
        """For the approval of others."""
        is_reviewed = self.proposed is not None or self.status in UNUSED
        return is_reviewed and self.review_state is ReviewState.PENDING

    @property
    def status(self) -> TemplateStatus:
        if self.is_archived:
            return TemplateStatus.ARCHIVED
        if self.stopped_at is not None:
            return TemplateStatus.STOPPED
        if self.activated_at is not None:
            return TemplateStatus.ACTIVE
        return TemplateStatus(self.review_state)


def edit(template: Template, terms: Terms, author: str) -> Template:
    """What was approved is approved no more."""
    require(template, UNUSED, "edit")
    authors = (*(each for each in template.authors if each != author), author)
    edited = following(template)
    return replace(edited, terms=terms, terms_version=edited.version, authors=authors, review=None)


def submit(template: Template, review: Review) -> Template:
    """Raises NotReady."""
    _require_reviewed(template, ReviewState.DRAFT, "submit")
    _refuse_unready(template, review.submitted_at)
    return replace(following(template), review=review)


def approve(template: Template, stamp: Stamp) -> Template:
    """Raises SelfApproval, ApprovedBefore."""
    review = _pending(template, "approve")
    approval = Approval(stamp.actor, stamp.at, template.version)
    return replace(following(template), review=review.approved(approval, template.authors))


def reject(template: Template, reason: str, stamp: Stamp) -> Template:
    review = _pending(template, "reject")
    rejection = Rejection(stamp.actor, stamp.at, template.version, reason)
    return replace(following(template), review=replace(review, rejection=rejection))


def activate(template: Template, now: datetime) -> Template:
    """Also what an active one shall give beyond its terms. Raises NotReady."""
    _require_reviewed(template, ReviewState.APPROVED, "activate")
    _refuse_unready(template, now)
    if template.proposed is not None:
        return _extended(template, template.proposed)
    activated = following(template)
    return replace(activated, activated_at=now)


def stop(template: Template, now: datetime) -> Template:
    """For good; coupons that were given stay good."""
    require(template, {TemplateStatus.ACTIVE}, "stop")
    return replace(following(template), stopped_at=now, proposed=None)


def archive(template: Template) -> Template:
    require(template, {*UNUSED, TemplateStatus.STOPPED}, "archive")
    return replace(following(template), is_archived=True)


def require(
    template: Template, allowed: frozenset[TemplateStatus] | set[TemplateStatus], action: str
) -> None:
    status = template.status.value
    if template.status not in allowed:
        so_far, counted = approvals_so_far(template.review)
        told = f"A coupon template that is {worded(status)} cannot be {worded(action)}{so_far}."
        raise StatusForbids(told, current_status=status, action=action, **counted)


def following(template: Template) -> Template:
    """Its next version, as it is."""
    return replace(template, version=template.version + 1)


def _extended(template: Template, terms: Terms) -> Template:
    before, after = template.terms, following(template)
    after = replace(after, terms=terms, proposed=None, terms_version=after.version)
    return replace(
        after,
        added=_raised(template.added, before.total, terms.total),
        added_a_day=_raised(template.added_a_day, before.per_day_total, terms.per_day_total),
    )


def _raised(added: tuple[int, ...], before: int | None, after: int | None) -> tuple[int, ...]:
    more = (after or 0) - (before or 0)
    return (*added, more) if more else added


def _require_reviewed(template: Template, state: ReviewState, action: str) -> None:
    """Of the latest terms of one that was never active, or of what is proposed."""
    if template.proposed is None:
        require(template, {TemplateStatus(state)}, action)
    elif template.review_state is not state:
        status = template.review_state.value
        so_far, counted = approvals_so_far(template.review)
        told = f"An extension that is {worded(status)} cannot be {worded(action)}{so_far}."
        raise StatusForbids(told, current_status=status, action=action, **counted)


def _pending(template: Template, action: str) -> Review:
    _require_reviewed(template, ReviewState.PENDING, action)
    if template.review is None:
        told = f"Nothing waits to be {worded(action)}."
        raise StatusForbids(told, current_status=template.status.value, action=action)
    return template.review


def _refuse_unready(template: Template, now: datetime) -> None:
    found = list(obstacles(template.latest, now))
    if found:
        raise NotReady(found)
