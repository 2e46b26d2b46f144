"""Holdings in DynamoDB (see `promenade.base.stock.store`).

| item | pk | sk |
|---|---|---|
| holding | `HOLDING#<holder>` | `-` |
| what a return's id stored | `RETURN#<id>` | `-` |
| mark of the minute in which one is due | `DUE#<minute>` | `<holder>` |
| up to where the marks are done with | `SWEEP` | `-` |
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from promenade.base.stock.model.holdings import AlreadyHeld, Holding
from promenade.base.stock.store.records import StockRecord
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict, DomainError, Stale
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp, Stored

_holding_of = msgspec.json.Decoder(Holding)
_FIRST, _LAST = " ", "\U0010ffff"


class DynamoHoldingStore:
    def find(self, holder: str) -> Stored[Holding] | None:
        found = dynamo.find(StockRecord, f"HOLDING#{holder}", "-", consistent=True)
        return Stored(_decoded(found), found.fingerprint or "") if found else None

    def opening(self, holding: Holding, stamp: Stamp) -> Part:
        put = Write("Put", _record(holding, stamp), StockRecord.pk.does_not_exist())
        mark = StockRecord(_minute(holding.due_at), holding.holder)
        kept = dynamo_requests.keep(StockRecord, _encoded(holding), stamp)
        return Part((put, Write("Put", mark), *kept), lambda _lost: _already(holding.holder))

    def holding_made(self, stamp: Stamp) -> Holding | None:
        made = dynamo_requests.first(StockRecord, stamp)
        return _holding_of.decode(made) if made else None

    def turning(self, holding: Holding, stamp: Stamp) -> Part:
        is_next = StockRecord.version == holding.version - 1
        put = Write("Put", _record(holding, stamp), is_next)
        return Part((put,), lambda _lost: Stale("It has been changed since."))

    def returning(self, id_: str, holding: Holding, stamp: Stamp) -> Part:
        guard = StockRecord(f"RETURN#{id_}", "-", version=1, body=_encoded(holding))
        first = Write("Put", guard.stamped(stamp), StockRecord.pk.does_not_exist())
        return Part((first, *self.turning(holding, stamp).writes), _not_returned)

    def find_return(self, id_: str, stamp: Stamp) -> Holding | None:
        guard = dynamo.find(StockRecord, f"RETURN#{id_}", "-", consistent=True)
        if guard and guard.fingerprint != stamp.fingerprint:
            raise _other_return()
        return _decoded(guard) if guard else None

    def swept_until(self) -> datetime | None:
        found = dynamo.find(StockRecord, "SWEEP", "-", consistent=True)
        return found.due_at if found else None

    def due_in(self, minute: datetime) -> Sequence[str]:
        pk = _minute(minute)
        found = dynamo.all_between(StockRecord, pk, _FIRST, _LAST, consistent=True)
        return [mark.sk for mark in found]

    def sweep(self, minute: datetime, holders: Iterable[str]) -> None:
        dynamo.drop(StockRecord, ((_minute(minute), holder) for holder in holders))
        dynamo.put(StockRecord("SWEEP", "-", due_at=minute + timedelta(minutes=1)))


def _record(holding: Holding, stamp: Stamp) -> StockRecord:
    key = f"HOLDING#{holding.holder}"
    return StockRecord(key, "-", version=holding.version, body=_encoded(holding)).stamped(stamp)


def _already(holder: str) -> AlreadyHeld:
    return AlreadyHeld(f"{holder} holds units by another request.", holder=holder)


def _not_returned(lost: ConditionFailed) -> DomainError:
    return _other_return() if lost.failed[0] else Stale("It has been changed since.")


def _other_return() -> Conflict:
    return Conflict("This Idempotency-Key was used for another request.")


def _minute(instant: datetime) -> str:
    return f"DUE#{clock.to_wire(instant)[:16]}"


def _encoded(holding: Holding) -> str:
    return msgspec.json.encode(holding).decode()


def _decoded(found: Any) -> Holding:
    return _holding_of.decode(found.body)
