"""One entry of the audit trail."""

from datetime import datetime

from msgspec import Raw

from promenade.kit.values import Value


class AuditRecord(Value, frozen=True):
    """What one staff member did to one thing. `subject` is `capability:key` of the thing,
    `version` the one that this change made; `before` (null on creation) and `after` are the
    thing's own JSON documents. Who only looked left an `occasion`, and both as null."""

    event_id: str
    subject: str
    version: int
    fact: str
    actor: str
    occurred_at: datetime
    correlation_id: str
    before: Raw
    after: Raw
    occasion: str = ""
