"""Issues: asked for, then carried out page by page by whoever is handed the job, from wherever it
stopped.

A template gives by issues alone, and by one at a time, so what was found of its customers at
first still holds when the last of them gets a coupon.
"""

from collections.abc import Sequence
from typing import Protocol

from promenade.activity.coupon.model.audience import NotInAudience, is_named
from promenade.activity.coupon.model.coupon import NotClaimable
from promenade.activity.coupon.model.issuing import Issue
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Issue as IssueMode
from promenade.activity.coupon.model.terms import Terms
from promenade.activity.coupon.service.giving import (
    CurrentTemplates,
    Giver,
    refuse_inactive,
    too_few,
)
from promenade.activity.coupon.service.ports import AllReserved
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class IssueStore(Protocol):
    def add(self, asked: "Asked", total: int | None, stamp: Stamp) -> Issue:
        """Its coupons are counted among the template's. A repeated request answers as at first.
        Raises AllReserved, and Conflict for another request."""
        ...

    def find(self, issue_id: str) -> Issue | None: ...

    def begin(self, issue: Issue) -> None:
        """Once for each issue of a template at a time. Raises Unavailable while another one is
        carried out."""
        ...

    def customers(self, issue: Issue, page: int) -> Sequence[str]:
        """Raises NotFound where they are not kept any more."""
        ...

    def full(self, issue: Issue, customers: Sequence[str], per_user: int) -> Sequence[str]:
        """Those of them who had as many coupons before it."""
        ...

    def turn(self, issue: Issue, stamp: Stamp) -> None:
        """On to its next version; where it is over, what it did not give is left again. Nothing is
        done where others went on."""
        ...


class Asked(Value, frozen=True):
    """An issue, and to whom."""

    issue: Issue
    pages: Sequence[Sequence[str]]


class Doors(Value, frozen=True):
    issues: IssueStore
    templates: CurrentTemplates
    giver: Giver


def request(asked: Asked, stamp: Stamp, doors: Doors) -> Issue:
    """A repeated request answers as at first, whatever has become of the template. Raises NotFound,
    NotClaimable, NotInAudience, CouponsGone, Conflict."""
    return made_once(
        lambda: _request(asked, stamp, doors), lambda: _requested(asked.issue, doors.issues)
    )


def _request(asked: Asked, stamp: Stamp, doors: Doors) -> Issue:
    issue = asked.issue
    template = doors.templates.at(issue.template_id, stamp.at)
    if not takes_issues(template.terms):
        raise NotClaimable("Its coupons are not given by staff.", reason="other_way")
    refuse_inactive(template)
    _refuse_outsiders(asked, template)
    try:
        return doors.issues.add(asked, template.terms.total, stamp)
    except AllReserved:
        raise too_few(issue.customer_count) from None


def _refuse_outsiders(asked: Asked, template: Template) -> None:
    """Groups and newness are the word of who names the customers, until they use it. Raises
    NotInAudience."""
    audience = template.terms.audience
    count = sum(not is_named(audience, each) for page in asked.pages for each in page)
    if count:
        told = f"{count} of the customers are not among those whom it is for."
        raise NotInAudience(told, outside_count=count)


def _requested(issue: Issue, store: IssueStore) -> Issue | None:
    met = store.find(issue.id)
    return as_requested(met, issue) if met else None


def as_requested(met: Issue, issue: Issue) -> Issue:
    """Raises Conflict unless the same request asked for both."""
    if met.request != issue.request:
        raise Conflict("This Idempotency-Key was used for another request.")
    return met.as_requested()


def get(issue_id: str, store: IssueStore) -> Issue:
    """Raises NotFound."""
    found = store.find(issue_id)
    if found is None:
        raise NotFound("There is no such issue of coupons.", issue_id=issue_id)
    return found


def run(issue_id: str, stamp: Stamp, doors: Doors) -> Issue:
    """A page further, or so many pages that were looked at: where others follow, that is told, and
    asks for the next ones. Raises NotFound, Unavailable."""
    issue = get(issue_id, doors.issues)
    if issue.is_over:
        return issue
    doors.issues.begin(issue)
    template = doors.templates.at(issue.template_id, stamp.at)
    looked = _looked(issue, template, doors.issues)
    is_to_give = looked.is_looked_at and not looked.is_over
    done = _give_page(looked, template, stamp, doors) if is_to_give else looked
    after = done.next_version()
    doors.issues.turn(after, stamp)
    return after


def _looked(issue: Issue, template: Template, store: IssueStore) -> Issue:
    """For those because of whom nobody gets any."""
    pages, full = issue.unlooked, list[str]()
    if not pages:
        return issue
    for page in pages:
        full += store.full(issue, store.customers(issue, page), template.terms.per_user)
    return issue.looked(len(pages), full)


def _give_page(issue: Issue, template: Template, stamp: Stamp, doors: Doors) -> Issue:
    """A coupon that was given before the job broke off is met again."""
    customers = doors.issues.customers(issue, issue.done_count)
    full = doors.issues.full(issue, customers, template.terms.per_user)
    left_out, once = frozenset(full), replace(stamp, fingerprint=issue.request)
    getting = [each for each in customers if each not in left_out]
    for customer in getting:
        doors.giver.give(template, customer, "issue", once)
    return issue.went_on(len(getting), full)


def takes_issues(terms: Terms) -> bool:
    return isinstance(terms.take, IssueMode)
