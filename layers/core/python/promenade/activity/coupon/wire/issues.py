"""Issues on the wire."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from promenade.activity.coupon.model.issuing import (
    MOST_CUSTOMERS,
    MOST_LISTED,
    Issue,
    IssueState,
    pages_of,
)
from promenade.activity.coupon.service.issuing import Asked
from promenade.contracts.coupon_facts import CouponIssueAdvanced, CouponIssueRequested
from promenade.contracts.customers import CustomerId
from promenade.contracts.references import NO_REFERENCE
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View, show
from promenade.kit.encodings import text_of
from promenade.kit.errors import Fault, Invalid
from promenade.kit.facts import name_of, read
from promenade.kit.headers import Columns
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page
from promenade.kit.sheets import Values, read_sheet
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

MAX_LIST_BYTES = 4_000_000
_REPEATED = "Name each customer once: this one stands in line {line}."
_SHEET = Columns(names=("customer",), required=("customer",), examples={"customer": "c-1001"})


class IssueBody(Strict, frozen=True):
    """`customers` are the `sub` of their tokens, whole and exact. All get theirs, or nobody does
    where some have as many as one may; with `is_partial` those are left out."""

    customers: Annotated[tuple[CustomerId, ...], Meta(min_length=1, max_length=MOST_CUSTOMERS)]
    is_partial: bool = False


class ListQuery(Strict, frozen=True):
    """With `is_partial`, who can have a coupon gets one, though others of the file cannot."""

    is_partial: bool = False


class IssueView(View, frozen=True):
    """`full_count` are customers who have as many as one may, the first of them are `full`; while
    it is `running`, of those who were looked at so far."""

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


class IssuePage(View, frozen=True):
    items: list[IssueView]
    next: str | None


def read_issue(call: Call[IssueBody, None], stamp: Stamp) -> Asked:
    """Raises Invalid where a customer is named twice."""
    seen, found = set[str](), list[Fault]()
    for place, each in enumerate(call.body.customers):
        if each in seen:
            found.append(Fault(f"/customers/{place}", "repeated", "Name each customer once."))
        seen.add(each)
    if found:
        raise Invalid(found)
    return _asked(call, call.body.customers, stamp, is_partial=call.body.is_partial)


def read_list(call: Call[bytes, ListQuery], stamp: Stamp) -> Asked:
    """Raises Invalid."""
    rows = list(read_sheet(text_of(call.body, call.charset), _SHEET, MOST_LISTED))
    customers: dict[str, int] = {}
    found = [fault for row in rows for fault in _faults(row, customers)]
    if found:
        raise Invalid(found)
    return _asked(call, tuple(customers), stamp, is_partial=call.query.is_partial)


def _faults(row: tuple[int, Values, list[Fault]], known: dict[str, int]) -> Iterator[Fault]:
    """`known` are customers and their lines."""
    line, values, broken = row
    customer = values.get("customer", "").strip()
    if broken:
        yield from (replace(each, pointer=f"/{line}") for each in broken)
    elif not _is_customer(customer):
        yield Fault(f"/{line}", "wrong_value", NO_REFERENCE)
    elif (first := known.setdefault(customer, line)) != line:
        yield Fault(f"/{line}", "repeated", _REPEATED, facts={"line": first})


def _is_customer(text: str) -> bool:
    try:
        msgspec.convert(text, CustomerId)
    except msgspec.ValidationError:
        return False
    return True


def _asked(
    call: Call[Any, Any], customers: Sequence[str], stamp: Stamp, *, is_partial: bool
) -> Asked:
    pages = pages_of(customers)
    issue = Issue(
        id=call.new_id("issue"),
        template_id=call.path["template_id"],
        customer_count=len(customers),
        page_count=len(pages),
        is_partial=is_partial,
        requested_at=stamp.at,
        requested_by=stamp.actor,
        request=stamp.fingerprint,
    )
    return Asked(issue, pages)


def read_requested(message: bytes, clock: Clock) -> tuple[str, Stamp]:
    """The issue that a message of the bus asks to carry out, or to go on with. Raises Invalid,
    UnknownSchema."""
    goes_on = name_of(message) == CouponIssueAdvanced.__name__
    event = read(message, CouponIssueAdvanced if goes_on else CouponIssueRequested)
    stamp = Stamp("system:coupon", clock(), event.correlation_id, event.event_id)
    return event.data.id, stamp


def show_issue(issue: Issue) -> IssueView:
    return show(issue, IssueView)


def show_issues(page: Page[Issue], cursor: str | None) -> IssuePage:
    return IssuePage(items=[show_issue(each) for each in page.items], next=cursor)
