"""Coupons that staff give to customers whom they name: all of them, or none."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from promenade.kit.packs import packs
from promenade.kit.values import Document, replace

MOST_CUSTOMERS = 1_000
"""That are named in a request; a list has up to MOST_LISTED."""

MOST_LISTED = 100_000
PAGE = 400
"""Customers who get theirs in one step of the job, which takes a few seconds."""

PAGES_LOOKED_AT = 25
"""In one step, at what its customers have."""

_PAGE_BYTES = 300_000
_MOST_TOLD = 100

IssueState = Literal["queued", "running", "done", "refused"]


class Issue(Document, frozen=True):
    """One coupon of a template for each customer, of whom `done_count` pages of `page_count` have
    theirs. Where it `is_partial`, those who have as many as one may are left out; else it is
    refused because of them, once `looked_count` pages are all there are: before anybody gets one.
    `full_count` tells how many there were, `full` the first of them."""

    id: str
    template_id: str
    customer_count: int
    page_count: int
    is_partial: bool
    requested_at: datetime
    requested_by: str
    request: str
    version: int = 1
    state: IssueState = "queued"
    looked_count: int = 0
    done_count: int = 0
    given_count: int = 0
    full_count: int = 0
    full: tuple[str, ...] = ()

    @property
    def unlooked(self) -> range:
        """The pages to look at next."""
        if self.is_looked_at:
            return range(0)
        last = min(self.looked_count + PAGES_LOOKED_AT, self.page_count)
        return range(self.looked_count, last)

    @property
    def is_looked_at(self) -> bool:
        return self.is_partial or bool(self.done_count) or self.looked_count == self.page_count

    @property
    def is_over(self) -> bool:
        return self.state in {"done", "refused"}

    def as_requested(self) -> "Issue":
        first = replace(self, version=1, state="queued", looked_count=0, done_count=0)
        return replace(first, given_count=0, full_count=0, full=())

    def looked(self, page_count: int, full: Collection[str]) -> "Issue":
        """At so many pages more."""
        after = replace(_told(self, full), looked_count=self.looked_count + page_count)
        is_refused = after.is_looked_at and after.full_count
        return replace(after, state="refused" if is_refused else "running")

    def went_on(self, given_count: int, full: Collection[str]) -> "Issue":
        """By one page."""
        done_count = self.done_count + 1
        return replace(
            _told(self, full),
            state="done" if done_count == self.page_count else "running",
            done_count=done_count,
            given_count=self.given_count + given_count,
        )

    def next_version(self) -> "Issue":
        return replace(self, version=self.version + 1)


def pages_of(customers: Sequence[str]) -> list[list[str]]:
    """Each of which fits an item."""
    return list(packs(customers, _size, most=PAGE, room=_PAGE_BYTES))


def _size(customer: str) -> int:
    return 2 * len(customer.encode()) + 3


def _told(issue: Issue, full: Collection[str]) -> Issue:
    first = (*issue.full, *full)[:_MOST_TOLD]
    return replace(issue, full=first, full_count=issue.full_count + len(full))
