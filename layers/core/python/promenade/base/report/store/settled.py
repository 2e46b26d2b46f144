"""Settled days: a head, which says how many parts hold the facts of its version."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

import msgspec

from promenade.base.report.model.day import Check, SettledDay
from promenade.base.report.model.facts import Shop, ShopDay
from promenade.base.report.model.period import Period
from promenade.base.report.store import records
from promenade.base.report.store.records import ReportRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from promenade.kit.errors import Stale, Unavailable
from promenade.kit.records import Record

_TRIES = 4


class _Head(msgspec.Struct, frozen=True, omit_defaults=True):
    part_count: int
    absorbed: frozenset[str] = frozenset()
    folded_at: datetime | None = None
    closed_at: datetime | None = None
    restated_at: datetime | None = None
    check: Check | None = None


_head_of = msgspec.json.Decoder(_Head)


class SettledDays:
    """The half of the fact store that reports read."""

    def list_settled(self, shop: Shop, period: Period) -> Sequence[SettledDay]:
        for _ in range(_TRIES):
            found = list(_read(shop, period))
            if None not in found:
                return [day for day in found if day]
        raise Unavailable("These days are being settled.")

    def find_settled(self, day: ShopDay) -> SettledDay:
        found = self.list_settled(day.shop, Period(day.on, day.on))
        return found[0] if found else SettledDay(day)

    def settle(self, day: SettledDay) -> None:
        """Once the journal is cleared the head forgets what was in it; a crash before that
        leaves the head remembering, so nothing is absorbed twice."""
        facts = [_part(day, index, each) for index, each in enumerate(records.parts(day.facts))]
        is_next = Record.version == day.version - 1
        condition = is_next if day.version > 1 else Record.pk.does_not_exist()
        head = _head(day, len(facts), day.absorbed)
        try:
            dynamo.transact([Write("Put", head, condition), *(Write("Put", e) for e in facts)])
        except dynamo.ConditionFailed:
            raise Stale("The day has been settled since.") from None
        dynamo.drop(ReportRecord, _left_behind(day))
        if day.absorbed:
            _forget(_head(day, len(facts), frozenset()))


def _read(shop: Shop, period: Period) -> Iterator[SettledDay | None]:
    """None for a day of which parts are missing: it was settled again while it was read."""
    first, last = str(period.first_on), records.upto(period.last_on)
    items = dynamo.all_between(ReportRecord, records.days(shop), first, last, consistent=True)
    for on, (head, *parts) in groupby(items, lambda item: item.sk[:10]):
        known = _head_of.decode(head.body)
        own = [part.cells for part in parts if part.version == head.version]
        if len(own) != known.part_count:
            yield None
            continue
        yield SettledDay(
            day=ShopDay(shop, date.fromisoformat(on)),
            version=head.version,
            facts=records.unpack(own),
            absorbed=known.absorbed,
            folded_at=known.folded_at,
            closed_at=known.closed_at,
            restated_at=known.restated_at,
            check=known.check,
        )


def _head(day: SettledDay, part_count: int, absorbed: frozenset[str]) -> ReportRecord:
    known = _Head(part_count, absorbed, day.folded_at, day.closed_at, day.restated_at, day.check)
    sk = f"{day.day.on}#0"
    body = msgspec.json.encode(known).decode()
    return ReportRecord(records.days(day.day.shop), sk, version=day.version, body=body)


def _part(day: SettledDay, index: int, cells: bytes) -> ReportRecord:
    sk = f"{_parts_of(day)}#{index:03d}"
    return ReportRecord(records.days(day.day.shop), sk, version=day.version, cells=cells)


def _parts_of(day: SettledDay) -> str:
    return f"{day.day.on}#1#{day.version:09d}"


def _left_behind(day: SettledDay) -> Iterable[tuple[str, str]]:
    """What the journal and earlier versions still hold of what this version holds."""
    for segment in day.absorbed:
        yield records.journal(day.day.shop), f"{day.day.on}#{segment}"
    pk = records.days(day.day.shop)
    for part in dynamo.all_between(ReportRecord, pk, f"{day.day.on}#1", _parts_of(day)):
        yield pk, part.sk


def _forget(head: ReportRecord) -> None:
    try:
        dynamo.put(head, Record.version == head.version)
    except dynamo.ConditionFailed:
        return  # a later version has taken over
