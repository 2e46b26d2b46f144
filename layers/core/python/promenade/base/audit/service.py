"""Use cases of the audit trail. There is none that changes or removes a record."""

from typing import Protocol

from promenade.base.audit.model import AuditRecord
from promenade.kit.paging import Page, Position


class AuditStore(Protocol):
    def append(self, record: AuditRecord) -> bool:
        """False when this event was recorded before; what is stored stays as it is."""
        ...

    def list_of_subject(
        self, subject: str, limit: int, after: Position | None
    ) -> Page[AuditRecord]:
        """Newest version first."""
        ...

    def list_of_actor(self, actor: str, limit: int, after: Position | None) -> Page[AuditRecord]:
        """Newest first; a record may be missing for the moments its index lags behind."""
        ...


def record_change(record: AuditRecord, store: AuditStore) -> bool:
    """Whether this is news: deliveries are at least once, records exactly once."""
    return store.append(record)
