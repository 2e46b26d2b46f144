"""Issues: asked for, then carried out by whoever is handed the job, from wherever it stopped.

A template gives by issues alone, and by one at a time, so what was found of its customers at
first still holds when the last of them gets a coupon.
"""

from collections.abc import Collection
from typing import Protocol

from promenade.activity.coupon.model.coupon import CouponsGone, NotClaimable
from promenade.activity.coupon.model.issuing import Issue
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import Issue as IssueMode
from promenade.activity.coupon.service.giving import CurrentTemplates, Giver
from promenade.activity.coupon.service.ports import AllReserved
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

_MOST_TOLD = 100


class IssueStore(Protocol):
    def add(self, issue: Issue, total: int | None, stamp: Stamp) -> Issue:
        """Its coupons are counted among the template's. A repeated request answers as at first.
        Raises AllReserved, and Conflict for another request."""
        ...

    def find(self, issue_id: str) -> Issue | None: ...

    def begin(self, issue: Issue) -> None:
        """Once for each issue of a template at a time. Raises Unavailable while another one is
        carried out."""
        ...

    def full(self, issue: Issue, per_user: int) -> Collection[str]:
        """Its customers who had as many coupons before it."""
        ...

    def end(self, issue: Issue, stamp: Stamp) -> None:
        """What it did not give is left again. Nothing is done where it has ended."""
        ...


class Doors(Value, frozen=True):
    issues: IssueStore
    templates: CurrentTemplates
    giver: Giver


def request(issue: Issue, stamp: Stamp, doors: Doors) -> Issue:
    """A repeated request answers as at first, whatever has become of the template. Raises NotFound,
    NotClaimable, CouponsGone, Conflict."""
    return made_once(lambda: _request(issue, stamp, doors), lambda: _requested(issue, doors.issues))


def _request(issue: Issue, stamp: Stamp, doors: Doors) -> Issue:
    template = doors.templates.at(issue.template_id, stamp.at)
    if not isinstance(template.terms.take, IssueMode):
        raise NotClaimable("Its coupons are not given by staff.", reason="other_way")
    if template.status is not TemplateStatus.ACTIVE:
        raise NotClaimable("It is not active.", reason=template.status.value)
    try:
        return doors.issues.add(issue, template.terms.total, stamp)
    except AllReserved:
        told = f"Fewer than {issue.customer_count} of its coupons are left."
        raise CouponsGone(told, limit="total", asked_count=issue.customer_count) from None


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
    """Raises NotFound, Unavailable."""
    issue = get(issue_id, doors.issues)
    if issue.state != "queued":
        return issue
    doors.issues.begin(issue)
    template = doors.templates.at(issue.template_id, stamp.at)
    full = doors.issues.full(issue, template.terms.per_user)
    ended = _refused(issue, full) if full and not issue.is_partial else issue
    if ended.state == "queued":
        ended = _give(issue, template, full, stamp, doors.giver)
    doors.issues.end(ended, stamp)
    return ended


def _give(
    issue: Issue, template: Template, full: Collection[str], stamp: Stamp, giver: Giver
) -> Issue:
    """A coupon that was given before the job broke off is met again."""
    once, given_count = replace(stamp, fingerprint=issue.request), 0
    for customer in issue.customers:
        if customer not in full:
            giver.give(template, customer, "issue", once)
            given_count += 1
    done = _told(issue, full)
    return replace(done, state="done", given_count=given_count)


def _refused(issue: Issue, full: Collection[str]) -> Issue:
    return replace(_told(issue, full), state="refused")


def _told(issue: Issue, full: Collection[str]) -> Issue:
    first = tuple(sorted(full)[:_MOST_TOLD])
    return replace(issue, version=issue.version + 1, full=first, full_count=len(full))
