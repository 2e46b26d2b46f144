"""Stock in DynamoDB: a ledger (see `kit.dynamo_ledger`), and what is reserved of it.

| item | pk | sk |
|---|---|---|
| level | `SKU#<sku>` | `LEVEL` |
| ledger entry, in order | `SKU#<sku>` | `MOVEMENT#<level version, 12 digits>` |
| what a movement id stored | `MOVEMENT#<id>` | `-` |
| reservation | `RESERVATION#<holder>` | `<sku>` |

Reservations change a level's counts and neither its document nor its version, so they race with
no movement; each write of a level keeps `available_count` = on hand − safety − reserved ≥ 0.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from promenade.base.stock.model import Level, Movement, keep_safe
from promenade.contracts.stock import SafetyStockSet, StockMoved
from promenade.kit import dynamo
from promenade.kit.attributes import InstantAttribute, IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.dynamo_ledger import DynamoLedger, Names, follows
from promenade.kit.errors import NotFound, Stale
from promenade.kit.ledger import Step
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


class StockRecord(Record):
    """`available_count` and `reserved_count` are a level's; `unit_count`, `state` and `due_at` a
    reservation's."""

    class Meta:
        table_name = setting("STOCK_TABLE")

    available_count = IntegerAttribute(null=True)
    reserved_count = IntegerAttribute(null=True)
    unit_count = IntegerAttribute(null=True)
    state = UnicodeAttribute(null=True)
    due_at = InstantAttribute(null=True)


class DynamoStockStore(DynamoLedger[Level, Movement]):
    kind, aggregate, entry = StockRecord, Level, Movement
    names, fact = Names("SKU", "LEVEL", "MOVEMENT"), StockMoved

    def decode(self, record: Any) -> Level:
        level = super().decode(record)
        return replace(level, reserved_count=record.reserved_count or 0)

    def levels(self, skus: Iterable[str]) -> Mapping[str, Level]:
        """Those that there are; one round trip per 100."""
        keys = ((self.owner(sku), self.names.aggregate) for sku in skus)
        found = map(self.decode, dynamo.find_many(self.kind, keys, consistent=True))
        return {level.sku: level for level in found}

    def change(self, step: Step[Level, Movement], stamp: Stamp) -> Write:
        reserved = step.before.reserved_count if step.before else 0
        record = self.record(step.key, step.after, self.fact, stamp)
        return _write(record, step.after, follows(step), step.after.reserved_count - reserved)

    def set_level(self, level: Level, stamp: Stamp) -> Level:
        record = self.record(level.sku, level, SafetyStockSet, stamp)
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
