"""The audit trail in memory, for tests of what uses one."""

from promenade.base.audit.model import AuditRecord
from promenade.kit.paging import Page, Position


class FakeAuditStore:
    def __init__(self) -> None:
        self._records: dict[tuple[str, int, str], AuditRecord] = {}

    def append(self, record: AuditRecord) -> bool:
        place = (record.subject, record.version, record.occasion)
        return self._records.setdefault(place, record) is record

    def list_of_subject(
        self, subject: str, limit: int, after: Position | None
    ) -> Page[AuditRecord]:
        found = [each for each in self._records.values() if each.subject == subject]
        return _page(sorted(found, key=_place, reverse=True), limit, after)

    def list_of_actor(self, actor: str, limit: int, after: Position | None) -> Page[AuditRecord]:
        found = [each for each in self._records.values() if each.actor == actor]
        newest_first = sorted(found, key=lambda e: (e.occurred_at, e.subject), reverse=True)
        return _page(newest_first, limit, after)


def _place(record: AuditRecord) -> tuple[int, str]:
    return record.version, record.occasion


def _page(records: list[AuditRecord], limit: int, after: Position | None) -> Page[AuditRecord]:
    start = int(after["offset"]) if after else 0
    end = start + limit
    more = {"offset": str(end)} if end < len(records) else None
    return Page(tuple(records[start:end]), more)
