"""Facts, jobs and files in memory, for tests of what uses them and for the benchmark.

Facts are kept packed, as the real store keeps them, so that time spent on it is real."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from promenade.base.report.model.contribution import Change, Folded, OrderKey
from promenade.base.report.model.day import Segment, SettledDay
from promenade.base.report.model.facts import Facts, Shop, ShopDay, total_facts
from promenade.base.report.model.job import Format, ReportJob
from promenade.base.report.model.period import Period
from promenade.base.report.store.records import pack, unpack
from promenade.contracts.orders import RecordedOrder
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace


@dataclass
class FakeFactStore:
    guards: dict[OrderKey, tuple[int, tuple[ShopDay, ...]]] = field(default_factory=dict)
    ledger: dict[ShopDay, dict[OrderKey, bytes]] = field(default_factory=dict)
    journal: dict[ShopDay, dict[str, tuple[bytes, datetime]]] = field(default_factory=dict)
    settled: dict[ShopDay, tuple[SettledDay, bytes]] = field(default_factory=dict)
    shops: dict[Shop, str] = field(default_factory=dict)
    transactions: int = 0
    reconciled: datetime | None = None
    missing: dict[OrderKey, RecordedOrder] = field(default_factory=dict)

    def find_folded(self, orders: Iterable[OrderKey]) -> Mapping[OrderKey, Folded]:
        known = [(key, self.guards[key]) for key in orders if key in self.guards]
        return {
            key: Folded(version, {day: unpack([self.ledger[day][key]]) for day in days})
            for key, (version, days) in known
        }

    def fold(self, changes: Sequence[Change], at: datetime) -> None:
        for change in changes:
            if self.guards.get(change.key, (0, ()))[0] != change.before.version:
                raise Stale("Another version of an order was folded meanwhile.")
        self.transactions += 1
        for change in changes:
            self.guards[change.key] = (change.version, tuple(change.after))
            for day in change.days:
                self._set_row(day, change)
        for day in dict.fromkeys(day for change in changes for day in change.days):
            if merged := total_facts(change.delta(day) for change in changes):
                segment = (pack(merged), at)
                self.journal.setdefault(day, {})[f"s_{self.transactions:012d}"] = segment

    def _set_row(self, day: ShopDay, change: Change) -> None:
        rows = self.ledger.setdefault(day, {})
        if day in change.after:
            rows[change.key] = pack(change.after[day])
        else:
            del rows[change.key]

    def add_shop(self, shop: Shop, zone: str) -> None:
        self.shops[shop] = zone

    def list_shops(self) -> Mapping[Shop, str]:
        return dict(sorted(self.shops.items()))

    def list_unsettled(self, shop: Shop, period: Period | None) -> Sequence[date]:
        days = sorted(day.on for day, lying in self.journal.items() if day.shop == shop and lying)
        return [on for on in days if period is None or on in period]

    def list_settled(self, shop: Shop, period: Period) -> Sequence[SettledDay]:
        days = (ShopDay(shop, on) for on in period)
        return [self.find_settled(day) for day in days if day in self.settled]

    def find_settled(self, day: ShopDay) -> SettledDay:
        if day not in self.settled:
            return SettledDay(day)
        known, cells = self.settled[day]
        return replace(known, facts=unpack([cells]))

    def list_segments(self, day: ShopDay, limit: int) -> Sequence[Segment]:
        lying = list(self.journal.get(day, {}).items())[:limit]
        return [Segment(id_, unpack([cells]), at) for id_, (cells, at) in lying]

    def sum_ledger(self, day: ShopDay) -> Facts:
        return total_facts(unpack([cells]) for cells in self.ledger.get(day, {}).values())

    def find_reconciled(self) -> datetime | None:
        return self.reconciled

    def note_missing(self, orders: Iterable[RecordedOrder], hour: datetime) -> None:
        self.missing |= {OrderKey(each.source, each.number): each for each in orders}
        self.reconciled = hour

    def list_missing(self) -> Sequence[RecordedOrder]:
        return [self.missing[key] for key in sorted(self.missing)]

    def drop_missing(self, orders: Iterable[RecordedOrder]) -> None:
        for each in orders:
            self.missing.pop(OrderKey(each.source, each.number))

    def settle(self, day: SettledDay) -> None:
        met = self.settled[day.day][0].version if day.day in self.settled else 0
        if met != day.version - 1:
            raise Stale("The day has been settled since.")
        known = replace(day, facts={}, absorbed=frozenset())
        self.settled[day.day] = (known, pack(day.facts))
        for segment in day.absorbed:
            self.journal.get(day.day, {}).pop(segment, None)


class FakeJobStore:
    def __init__(self) -> None:
        self._jobs: dict[str, Stored[ReportJob]] = {}

    def add(self, job: ReportJob, stamp: Stamp) -> ReportJob:
        met = self._jobs.setdefault(job.id, Stored(job, stamp.fingerprint))
        if met.fingerprint != stamp.fingerprint:
            raise Conflict("This already exists with other content.")
        return met.value

    def get(self, report_id: str) -> Stored[ReportJob]:
        if report_id not in self._jobs:
            raise NotFound("There is no such report.")
        return self._jobs[report_id]

    def put(self, job: ReportJob, stamp: Stamp) -> None:
        met = self.get(job.id)
        is_replay = met == Stored(job, stamp.fingerprint)
        if met.value.version != job.version - 1 and not is_replay:
            raise Stale("It has been changed since.")
        self._jobs[job.id] = Stored(job, stamp.fingerprint)

    def list_newest(self, limit: int, after: Position | None) -> Page[ReportJob]:
        jobs = sorted(
            (stored.value for stored in self._jobs.values()),
            key=lambda job: (job.requested_at, job.id),
            reverse=True,
        )
        start = int(after["offset"]) if after else 0
        end = start + limit
        more = {"offset": str(end)} if end < len(jobs) else None
        return Page(tuple(jobs[start:end]), more)


class FakeFileStore:
    def __init__(self) -> None:
        self.files: dict[str, Mapping[Format, bytes]] = {}

    def put(self, report_id: str, files: Mapping[Format, bytes]) -> None:
        self.files[report_id] = files
