"""Coupons that staff give to customers whom they name: all of them, or none."""

from datetime import datetime
from typing import Literal

from promenade.kit.values import Document, replace

MOST_CUSTOMERS = 1_000

IssueState = Literal["queued", "done", "refused"]


class Issue(Document, frozen=True):
    """One coupon of a template for each customer. Where it `is_partial`, those who have as many as
    one may are left out; else it is refused because of them. `full_count` tells how many there
    were, `full` the first of them."""

    id: str
    template_id: str
    customers: tuple[str, ...]
    customer_count: int
    is_partial: bool
    requested_at: datetime
    requested_by: str
    request: str
    version: int = 1
    state: IssueState = "queued"
    given_count: int = 0
    full_count: int = 0
    full: tuple[str, ...] = ()

    def as_requested(self) -> "Issue":
        return replace(self, version=1, state="queued", given_count=0, full_count=0, full=())
