"""One entry of the audit trail."""

from datetime import datetime

from promenade.kit.values import Value


class AuditRecord(Value, frozen=True):
    """What one staff member did to one thing. `subject` is `capability:key` of the thing,
    `version` the one that this change made; `before` (None on creation) and `after` are the
    thing's own JSON documents. Who only looked left an `occasion`, and `after` as "null"."""

    event_id: str
    subject: str
    version: int
    fact: str
    actor: str
    occurred_at: datetime
    correlation_id: str
    before: str | None
    after: str
    occasion: str = ""
