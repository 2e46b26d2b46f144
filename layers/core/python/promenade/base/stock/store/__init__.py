"""Stock in DynamoDB: a ledger (see `kit.dynamo_ledger`), and what is reserved of it.

| item | pk | sk |
|---|---|---|
| level | `SKU#<place>` | `LEVEL` |
| ledger entry, in order | `SKU#<place>` | `MOVEMENT#<level version, 12 digits>` |
| what a movement id stored | `MOVEMENT#<id>` | `-` |
| what a transfer id stored | `TRANSFER#<id>` | `-` |
| reservation | `RESERVATION#<holder>` | `<place>` |
| pool; its units are shards (`kit.dynamo_shards`) | `POOLS` | `<place>` |
| pool that is over and empty | `POOLS#ENDED` | `<place>` |
| warehouse | `WAREHOUSES` | `<code>` |
| what a call made first | `REQUEST#<id>` | `-` |

A place is a SKU in the main warehouse, or `<sku>#<warehouse>` (`contracts.stock.place`).

Reservations change a level's counts and neither its document nor its version, so they race with
no movement; each write of a level keeps `available_count` = on hand − safety − reserved ≥ 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.stock.model import Level, Movement, keep_safe
from promenade.base.stock.model.transfers import Transfer
from promenade.base.stock.service.transfers import Steps
from promenade.base.stock.store.records import StockRecord
from promenade.base.stock.store.warehouses import gates, refused_by_gate
from promenade.contracts.stock import StockFact, StockMoved, place
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.dynamo_ledger import DynamoLedger, Names, follows
from promenade.kit.errors import Conflict, DomainError, NotFound, Stale
from promenade.kit.ledger import Step
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


class DynamoStockStore(DynamoLedger[Level, Movement]):
    kind, aggregate, entry = StockRecord, Level, Movement
    names, fact = Names("SKU", "LEVEL", "MOVEMENT"), StockMoved

    def decode(self, record: Any) -> Level:
        level = super().decode(record)
        counts = {"reserved_count": record.reserved_count or 0, "is_spread": bool(record.is_spread)}
        return replace(level, **counts)

    def levels(self, places: Iterable[str]) -> Mapping[str, Level]:
        """Those that there are; one round trip per 100."""
        keys = ((self.owner(each), self.names.aggregate) for each in places)
        found = map(self.decode, dynamo.find_many(self.kind, keys, consistent=True))
        return {place(level.sku, level.warehouse): level for level in found}

    def writes(self, step: Step[Level, Movement], stamp: Stamp) -> tuple[Write, ...]:
        return (*super().writes(step, stamp), *gates(step.before, step.after))

    def refusal(self, step: Step[Level, Movement], lost: ConditionFailed, /) -> DomainError:
        """The level is written first, its warehouse last, if at all."""
        if any(lost.failed[:3]):
            return super().refusal(step, lost)
        return refused_by_gate(step.after.warehouse, lost.old[3])

    def find_transfer(self, transfer_id: str, stamp: Stamp) -> Transfer | None:
        guard = dynamo.find(self.kind, f"TRANSFER#{transfer_id}", "-", consistent=True)
        return _transfer_of(guard, stamp) if guard else None

    def transfer(self, steps: Steps, transfer: Transfer, stamp: Stamp) -> Transfer:
        guard = StockRecord(f"TRANSFER#{transfer.id}", "-")
        guard.body = msgspec.json.encode(transfer).decode()
        first = Write("Put", guard.stamped(stamp), StockRecord.pk.does_not_exist())
        parts = [self.writes(step, stamp) for step in steps]
        try:
            dynamo.transact_once([first, *parts[0], *parts[1]])
        except ConditionFailed as lost:
            if lost.old[0] is None:
                raise self._not_transferred(steps, parts, lost) from None
            return _transfer_of(lost.old[0], stamp)
        return transfer

    def _not_transferred(
        self, steps: Steps, parts: Sequence[Sequence[Write]], lost: ConditionFailed
    ) -> DomainError:
        start = 1
        for step, part in zip(steps, parts, strict=True):
            end = start + len(part)
            own = ConditionFailed((None, *lost.old[start:end]), (False, *lost.failed[start:end]))
            if any(own.failed):
                return self.refusal(step, own)
            start = end
        return Stale("It has been changed since.")

    def change(self, step: Step[Level, Movement], stamp: Stamp, lending: int = 0) -> Write:
        """`lending` so many units more, or less, to pools."""
        reserved = step.before.reserved_count if step.before else 0
        record = self.record(step.key, step.after, self.fact, stamp)
        write = _write(record, step.after, follows(step), step.after.reserved_count - reserved)
        lent = [StockRecord.lent_count.add(lending)] if lending else []
        return replace(write, actions=[*write.actions, *lent])

    def settle(self, step: Step[Level, Movement], stamp: Stamp) -> tuple[Write, ...]:
        """Units that were in a pool are sold."""
        _, *others = self.writes(step, stamp)
        return (self.change(step, stamp, step.entry.delta_count), *others)

    def set_level(self, level: Level, fact: type[StockFact], stamp: Stamp) -> Level:
        record = self.record(place(level.sku, level.warehouse), level, fact, stamp)
        write = _write(record, level, Record.version == level.version - 1)
        try:
            dynamo.apply(write)
        except ConditionFailed as lost:
            return self._instead(level, record, lost.old[0])
        return level

    def _instead(self, level: Level, record: Record, met: Record | None) -> Level:
        if met is None:
            raise NotFound("There is no such thing here.") from None
        if dynamo.is_replay(met, record):
            return self.decode(met)
        if met.version == level.version - 1:
            keep_safe(self.decode(met), level.safety_count)
        raise Stale("It has been changed since.", version=met.version) from None


def _write(record: Record, level: Level, is_next: Condition, reserving: int = 0) -> Write:
    """The level over the one before it, `reserving` so many units more, whatever else is reserved
    meanwhile."""
    free = level.on_hand_count - level.safety_count - reserving
    reserved = StockRecord.reserved_count | 0
    counts = [
        StockRecord.available_count.set(free - reserved),
        StockRecord.reserved_count.set(reserved + reserving),
    ]
    is_there = StockRecord.reserved_count.does_not_exist() | (StockRecord.reserved_count <= free)
    return Write("Update", record, is_next & is_there, [*record.changes(), *counts])


def _transfer_of(guard: Record, stamp: Stamp) -> Transfer:
    if guard.fingerprint != stamp.fingerprint:
        raise Conflict("This Idempotency-Key was used for another request.")
    return msgspec.json.decode(guard.body or "", type=Transfer)
