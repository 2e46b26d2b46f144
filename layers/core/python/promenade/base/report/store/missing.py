"""Recorded orders that the facts lack, and how far hours were looked at."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from promenade.base.report.store.records import ReportRecord
from promenade.contracts.orders import RecordedOrder
from promenade.kit import clock, dynamo

_MISSING = "MISSING"
_ANY = (" ", "\U0010ffff")
_recorded_of = msgspec.json.Decoder(RecordedOrder)


class MissingOrders:
    """The half of the fact store that reconciles."""

    def find_reconciled(self) -> datetime | None:
        found = dynamo.find(ReportRecord, "RECONCILED", "-", consistent=True)
        return clock.from_wire(found.body) if found else None

    def note_missing(self, orders: Iterable[RecordedOrder], hour: datetime) -> None:
        """The hour last: where this breaks off, it is looked at again."""
        for order in orders:
            body = msgspec.json.encode(order).decode()
            dynamo.put(ReportRecord(_MISSING, _row(order), body=body))
        dynamo.put(ReportRecord("RECONCILED", "-", body=clock.to_wire(hour)))

    def list_missing(self) -> Sequence[RecordedOrder]:
        found = dynamo.all_between(ReportRecord, _MISSING, *_ANY, consistent=True)
        return [_recorded_of.decode(record.body) for record in found]

    def drop_missing(self, orders: Iterable[RecordedOrder]) -> None:
        dynamo.drop(ReportRecord, [(_MISSING, _row(order)) for order in orders])


def _row(order: RecordedOrder) -> str:
    return f"{order.source}#{order.number}"
