"""What the use cases keep things in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from promenade.base.report.model.contribution import Change, Folded, OrderKey
from promenade.base.report.model.day import Segment, SettledDay
from promenade.base.report.model.facts import Facts, Shop, ShopDay
from promenade.base.report.model.job import Format, ReportJob
from promenade.base.report.model.period import Period
from promenade.contracts.orders import RecordedOrder
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class FactStore(Protocol):
    def find_folded(self, orders: Iterable[OrderKey]) -> Mapping[OrderKey, Folded]: ...

    def fold(self, changes: Sequence[Change], at: datetime) -> None:
        """The changes of one transaction: guards, ledger rows and the days' segments, all or
        none. Raises Stale when another version of one of the orders was folded meanwhile."""
        ...

    def add_shop(self, shop: Shop, zone: str) -> None:
        """Remembers an IANA zone, the latest said of the store."""
        ...

    def list_shops(self) -> Mapping[Shop, str]: ...

    def list_unsettled(self, shop: Shop, period: Period | None) -> Sequence[date]:
        """Days with something in their journal, oldest first; of all time without a period."""
        ...

    def list_settled(self, shop: Shop, period: Period) -> Sequence[SettledDay]: ...

    def find_settled(self, day: ShopDay) -> SettledDay:
        """Version 0 before anything was settled. Read before the journal, never after."""
        ...

    def list_segments(self, day: ShopDay, limit: int) -> Sequence[Segment]:
        """The first of what lies in the journal, absorbed or not."""
        ...

    def sum_ledger(self, day: ShopDay) -> Facts:
        """The sum of the orders' own rows."""
        ...

    def find_reconciled(self) -> datetime | None:
        """The start of the last hour whose orders were looked at."""
        ...

    def note_missing(self, orders: Iterable[RecordedOrder], hour: datetime) -> None:
        """Remembers orders that the facts lack, and that this hour was looked at."""
        ...

    def list_missing(self) -> Sequence[RecordedOrder]: ...

    def drop_missing(self, orders: Iterable[RecordedOrder]) -> None: ...

    def settle(self, day: SettledDay) -> None:
        """Puts the day over the version before it, then clears what it absorbed out of the
        journal. Raises Stale when the version before is another."""
        ...


class JobStore(Protocol):
    def add(self, job: ReportJob, stamp: Stamp) -> ReportJob:
        """Raises Conflict when the id is that of another request."""
        ...

    def get(self, report_id: str) -> Stored[ReportJob]:
        """Raises NotFound."""
        ...

    def put(self, job: ReportJob, stamp: Stamp) -> None:
        """Raises Stale unless the stored version is the one before."""
        ...

    def list_newest(self, limit: int, after: Position | None) -> Page[ReportJob]: ...


class FileStore(Protocol):
    def put(self, report_id: str, files: Mapping[Format, bytes]) -> None: ...


class Stores(Value, frozen=True):
    facts: FactStore
    jobs: JobStore
    files: FileStore
