"""Issues on the wire."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.activity.coupon.model.issuing import MOST_CUSTOMERS, Issue, IssueState
from promenade.contracts.coupon_facts import CouponIssueRequested
from promenade.contracts.customers import CustomerId
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.facts import read
from promenade.kit.http.routes import Call
from promenade.kit.stamp import Stamp


class IssueBody(Strict, frozen=True):
    """All get theirs, or nobody does where some have as many as one may; with `is_partial` those
    are left out."""

    customers: Annotated[tuple[CustomerId, ...], Meta(min_length=1, max_length=MOST_CUSTOMERS)]
    is_partial: bool = False


class IssueView(View, frozen=True):
    """`full_count` are customers who have as many as one may, the first of them are `full`."""

    id: str
    template_id: str
    state: IssueState
    customer_count: int
    given_count: int
    full_count: int
    full: tuple[str, ...]
    is_partial: bool
    requested_at: datetime
    requested_by: str
    version: int


def read_issue(call: Call[IssueBody, None], stamp: Stamp) -> Issue:
    """Raises Invalid where a customer is named twice."""
    customers, seen, found = call.body.customers, set[str](), list[Fault]()
    for place, each in enumerate(customers):
        if each in seen:
            found.append(Fault(f"/customers/{place}", "repeated", "Name each customer once."))
        seen.add(each)
    if found:
        raise Invalid(found)
    return Issue(
        id=call.new_id("issue"),
        template_id=call.path["template_id"],
        customers=customers,
        customer_count=len(customers),
        is_partial=call.body.is_partial,
        requested_at=stamp.at,
        requested_by=stamp.actor,
        request=stamp.fingerprint,
    )


def read_requested(message: bytes, clock: Clock) -> tuple[str, Stamp]:
    """The issue that a message of the bus asks to carry out. Raises Invalid."""
    event = read(message, CouponIssueRequested)
    stamp = Stamp("system:coupon", clock(), event.correlation_id, event.event_id)
    return event.data.id, stamp


def show_issue(issue: Issue) -> IssueView:
    return show(issue, IssueView)
