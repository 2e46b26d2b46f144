"""From draft to approval. What was approved is sent as it is; what is edited waits beside it."""

from datetime import datetime

from promenade.contracts.channels import Channel
from promenade.contracts.reviews import (
    REJECTED,
    Approval,
    Rejection,
    Review,
    ReviewState,
    approvals_so_far,
)
from promenade.kit.errors import Conflict
from promenade.kit.messages.words import worded
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, replace
from promenade.outreach.channel.model.terms import MessageTerms

_REQUIRED_COUNT = 1


class StatusForbids(Conflict):
    """The template is in no status from which this can be done."""


class Approved(Document, frozen=True):
    """Terms that may be sent by, for good; `version` is that of the template when it got them."""

    version: int
    terms: MessageTerms
    at: datetime


class Template(Document, frozen=True):
    """`version` counts the changes, `terms` are those of `terms_version` and latest; `approved` are
    those that messages are made by. `authors` wrote what is reviewed, `request` is the fingerprint
    of the request that drafted it."""

    id: str
    version: int
    terms: MessageTerms
    name: str
    channel: Channel
    created_at: datetime
    request: str
    terms_version: int = 1
    authors: tuple[str, ...] = ()
    review: Review | None = None
    approved: Approved | None = None

    @property
    def status(self) -> ReviewState:
        """Of its latest terms."""
        return ReviewState.DRAFT if self.review is None else self.review.state


def edit(template: Template, terms: MessageTerms, author: str) -> Template:
    """To be reviewed; what was approved goes out until the new terms are. Its channel stays."""
    after = template.version + 1
    authors = (*(each for each in template.authors if each != author), author)
    if template.status is ReviewState.APPROVED:
        authors = (author,)
    return replace(
        template,
        version=after,
        terms_version=after,
        terms=terms,
        name=terms.name,
        authors=authors,
        review=None,
    )


def submit(template: Template, stamp: Stamp) -> Template:
    """Raises StatusForbids."""
    if template.status is ReviewState.REJECTED:
        raise StatusForbids(REJECTED, current_status=template.status.value, action="submit")
    _require(template, ReviewState.DRAFT, "submit")
    review = Review(stamp.actor, stamp.at, _REQUIRED_COUNT)
    return replace(template, version=template.version + 1, review=review)


def approve(template: Template, stamp: Stamp) -> Template:
    """Raises SelfApproval."""
    review = _pending(template, "approve")
    approval = Approval(stamp.actor, stamp.at, template.version)
    return replace(
        template,
        version=template.version + 1,
        review=review.approved(approval, template.authors),
        approved=Approved(template.terms_version, template.terms, stamp.at),
    )


def reject(template: Template, reason: str, stamp: Stamp) -> Template:
    review = _pending(template, "reject")
    rejection = Rejection(stamp.actor, stamp.at, template.version, reason)
    return replace(
        template, version=template.version + 1, review=replace(review, rejection=rejection)
    )


def _pending(template: Template, action: str) -> Review:
    review = template.review
    if review is None or template.status is not ReviewState.PENDING:
        raise _forbidden(template, action)
    return review


def _require(template: Template, state: ReviewState, action: str) -> None:
    if template.status is not state:
        raise _forbidden(template, action)


def _forbidden(template: Template, action: str) -> StatusForbids:
    status = template.status.value
    so_far, counted = approvals_so_far(template.review)
    told = f"A message template that is {worded(status)} cannot be {worded(action)}{so_far}."
    return StatusForbids(told, current_status=status, action=action, **counted)
