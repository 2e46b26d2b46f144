"""Guards, ledger, journal and settled days in DynamoDB."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice

import msgspec

from promenade.base.report.model.contribution import Change, Folded, OrderKey
from promenade.base.report.model.day import Segment
from promenade.base.report.model.facts import Facts, Shop, ShopDay, total_facts
from promenade.base.report.model.period import Period
from promenade.base.report.store import missing, records, settled
from promenade.base.report.store.records import ReportRecord
from promenade.kit import dynamo
from promenade.kit.clock import system_clock
from promenade.kit.dynamo import Write
from promenade.kit.errors import Stale
from promenade.kit.ids import new_id
from promenade.kit.records import Record

_guarded_days = msgspec.json.Decoder(list[ShopDay])
_ANY = (" ", "\U0010ffff")


class DynamoFactStore(settled.SettledDays, missing.MissingOrders):
    def __init__(self) -> None:
        self._known_shops: dict[Shop, str] = {}

    def find_folded(self, orders: Iterable[OrderKey]) -> Mapping[OrderKey, Folded]:
        asked = {_guard(key): key for key in orders}
        guards = dynamo.find_many(ReportRecord, ((pk, "-") for pk in asked))
        found = {asked[guard.pk]: guard for guard in guards}
        days = {key: _guarded_days.decode(guard.body) for key, guard in found.items()}
        rows = dynamo.find_many(
            ReportRecord, ((records.ledger(day), _row(key)) for key in days for day in days[key])
        )
        cells = {(row.pk, row.sk): records.unpack([row.cells]) for row in rows}
        return {
            key: Folded(
                guard.version, {day: cells[records.ledger(day), _row(key)] for day in days[key]}
            )
            for key, guard in found.items()
        }

    def fold(self, changes: Sequence[Change], at: datetime) -> None:
        writes = [write for change in changes for write in _order_writes(change)]
        try:
            dynamo.transact([*writes, *_segment_writes(changes, at)])
        except dynamo.ConditionFailed:
            raise Stale("Another version of an order was folded meanwhile.") from None

    def add_shop(self, shop: Shop, zone: str) -> None:
        if self._known_shops.get(shop) != zone:
            dynamo.put(ReportRecord("SHOPS", f"{shop.currency}#{shop.store}", body=zone))
            self._known_shops[shop] = zone

    def list_shops(self) -> Mapping[Shop, str]:
        found = dynamo.all_between(ReportRecord, "SHOPS", *_ANY, consistent=True)
        return {Shop(*record.sk.split("#", 1)): record.body for record in found}

    def list_unsettled(self, shop: Shop, period: Period | None) -> Sequence[date]:
        first, last = (str(period.first_on), records.upto(period.last_on)) if period else _ANY
        found = dynamo.all_between(
            ReportRecord, records.journal(shop), first, last, consistent=True
        )
        return list(dict.fromkeys(date.fromisoformat(record.sk[:10]) for record in found))

    def list_segments(self, day: ShopDay, limit: int) -> Sequence[Segment]:
        found = dynamo.all_between(
            ReportRecord,
            records.journal(day.shop),
            str(day.on),
            records.upto(day.on),
            consistent=True,
        )
        return [
            Segment(record.sk[11:], records.unpack([record.cells]), record.updated_at)
            for record in islice(found, limit)
        ]

    def sum_ledger(self, day: ShopDay) -> Facts:
        rows = dynamo.all_between(ReportRecord, records.ledger(day), *_ANY, consistent=True)
        return total_facts(records.unpack([row.cells]) for row in rows)


def _order_writes(change: Change) -> Iterator[Write]:
    is_first = change.before.version == 0
    guard = ReportRecord(
        _guard(change.key),
        "-",
        version=change.version,
        body=msgspec.json.encode(list(change.after)).decode(),
    )
    unchanged = Record.version == change.before.version
    yield Write("Put", guard, Record.pk.does_not_exist() if is_first else unchanged)
    for day in change.days:
        row = ReportRecord(records.ledger(day), _row(change.key))
        if day in change.after:
            row.cells = records.pack(change.after[day])
        yield Write("Put" if day in change.after else "Delete", row)


def _segment_writes(changes: Sequence[Change], at: datetime) -> Iterator[Write]:
    """One segment a day, its changes merged; more where an item cannot hold it."""
    days = dict.fromkeys(day for change in changes for day in change.days)
    for day in days:
        merged = total_facts(change.delta(day) for change in changes)
        for part in records.parts(merged):
            sk = f"{day.on}#{new_id('s', system_clock)}"
            segment = ReportRecord(records.journal(day.shop), sk, cells=part)
            segment.updated_at = at
            yield Write("Put", segment)


def _guard(key: OrderKey) -> str:
    return f"ORDER#{key.source}#{key.number}"


def _row(key: OrderKey) -> str:
    return f"{key.source}#{key.number}"
