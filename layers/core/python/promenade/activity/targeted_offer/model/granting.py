"""Lists of customers whom staff grant an offer: each who may have it gets it once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from promenade.kit.values import Document, replace

MOST_CUSTOMERS = 1_000


class GrantList(Document, frozen=True):
    """`granted_count` of its customers have the offer by it; `skipped` counts the others by the
    code of what kept them from it."""

    id: str
    offer_id: str
    customer_count: int
    requested_at: datetime
    requested_by: str
    request: str
    version: int = 1
    state: Literal["queued", "done"] = "queued"
    granted_count: int = 0
    skipped: Mapping[str, int] = {}

    def as_requested(self) -> "GrantList":
        return replace(self, version=1, state="queued", granted_count=0, skipped={})

    def done(self, granted_count: int, skipped: Mapping[str, int]) -> "GrantList":
        after = replace(self, version=self.version + 1, state="done", skipped=dict(skipped))
        return replace(after, granted_count=granted_count)
