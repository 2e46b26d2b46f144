"""Use cases of the audit trail. There is none that changes or removes a record."""

from typing import Protocol

from promenade.base.audit.model import AuditRecord, End, Line, Wanted, chain_of, chained
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently


class AuditStore(Protocol):
    def end(self, chain: int) -> End:
        """Where it ends just now; what was never begun ends at place 0. Consistent."""
        ...

    def append(self, line: Line) -> bool:
        """False when this event was recorded before; what is stored stays as it is. Raises
        Contended when another line has taken its place."""
        ...

    def list_of_chain(self, chain: int, limit: int, after: Position | None) -> Page[Line]:
        """From its first line on."""
        ...

    def list_of_subject(self, subject: str, limit: int, after: Position | None) -> Page[Line]:
        """Newest version first; a record may be missing for the moments its index lags behind."""
        ...

    def list_of_actor(self, actor: str, limit: int, after: Position | None) -> Page[Line]:
        """Newest first; a record may be missing for the moments its index lags behind."""
        ...


def record_change(record: AuditRecord, salt: str, store: AuditStore) -> bool:
    """Whether this is news: deliveries are at least once, records exactly once. Raises
    Unavailable."""
    chain = chain_of(record)
    return patiently(lambda: store.append(chained(record, store.end(chain), salt)), Contended)


def list_lines(wanted: Wanted, limit: int, after: Position | None, store: AuditStore) -> Page[Line]:
    if wanted.chain is not None:
        return store.list_of_chain(wanted.chain, limit, after)
    if wanted.subject is not None:
        return store.list_of_subject(wanted.subject, limit, after)
    return store.list_of_actor(wanted.actor or "", limit, after)
