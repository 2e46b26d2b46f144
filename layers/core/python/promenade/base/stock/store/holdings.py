"""Holdings in DynamoDB (see `promenade.base.stock.store`).

| item | pk | sk |
|---|---|---|
| holding | `HOLDING#<holder>` | `-` |
| what a return's id stored | `RETURN#<id>` | `-` |

Those that are due are found by their marks (`kit.due_marks`), which are named for the holder.
"""

from typing import Any

import msgspec

from promenade.base.stock.model.holdings import AlreadyHeld, Holding
from promenade.base.stock.store.records import StockRecord
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.due_marks import DueMarks
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict, DomainError, Stale
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp, Stored

_holding_of = msgspec.json.Decoder(Holding)


class DynamoHoldingStore(DueMarks):
    def __init__(self) -> None:
        super().__init__(StockRecord)

    def find(self, holder: str) -> Stored[Holding] | None:
        found = dynamo.find(StockRecord, f"HOLDING#{holder}", "-", consistent=True)
        return Stored(_decoded(found), found.fingerprint or "") if found else None

    def opening(self, holding: Holding, stamp: Stamp) -> Part:
        put = Write("Put", _record(holding, stamp), StockRecord.pk.does_not_exist())
        mark = self.mark(holding.due_at, holding.holder)
        kept = dynamo_requests.keep(StockRecord, _encoded(holding), stamp)
        return Part((put, mark, *kept), lambda _lost: _already(holding.holder))

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


def _record(holding: Holding, stamp: Stamp) -> StockRecord:
    key = f"HOLDING#{holding.holder}"
    return StockRecord(key, "-", version=holding.version, body=_encoded(holding)).stamped(stamp)


def _already(holder: str) -> AlreadyHeld:
    return AlreadyHeld(f"{holder} holds units by another request.", holder=holder)


def _not_returned(lost: ConditionFailed) -> DomainError:
    return _other_return() if lost.failed[0] else Stale("It has been changed since.")


def _other_return() -> Conflict:
    return Conflict("This Idempotency-Key was used for another request.")


def _encoded(holding: Holding) -> str:
    return msgspec.json.encode(holding).decode()


def _decoded(found: Any) -> Holding:
    return _holding_of.decode(found.body)
