"""The audit trail in memory, for tests of what uses one."""

from promenade.base.audit.model import AuditRecord, End, Line
from promenade.kit.paging import Page, Position


class FakeAuditStore:
    def __init__(self) -> None:
        self._lines: list[Line] = []

    def end(self, chain: int) -> End:
        lines = self._of_chain(chain)
        return End(lines[-1].link.place, lines[-1].link.hash) if lines else End()

    def append(self, line: Line) -> bool:
        if _event(line.record) in [_event(each.record) for each in self._lines]:
            return False
        self._lines.append(line)
        return True

    def list_of_chain(self, chain: int, limit: int, after: Position | None) -> Page[Line]:
        return _page(self._of_chain(chain), limit, after)

    def list_of_subject(self, subject: str, limit: int, after: Position | None) -> Page[Line]:
        found = [each for each in self._lines if each.record.subject == subject]
        return _page(sorted(found, key=lambda e: _event(e.record), reverse=True), limit, after)

    def list_of_actor(self, actor: str, limit: int, after: Position | None) -> Page[Line]:
        found = [each for each in self._lines if each.record.actor == actor]
        return _page(sorted(found, key=_time, reverse=True), limit, after)

    def _of_chain(self, chain: int) -> list[Line]:
        return [each for each in self._lines if each.link.chain == chain]


def _event(record: AuditRecord) -> tuple[str, int, str]:
    return record.subject, record.version, record.occasion


def _time(line: Line) -> tuple[object, str]:
    return line.record.occurred_at, line.record.subject


def _page(lines: list[Line], limit: int, after: Position | None) -> Page[Line]:
    start = int(after["offset"]) if after else 0
    end = start + limit
    more = {"offset": str(end)} if end < len(lines) else None
    return Page(tuple(lines[start:end]), more)
