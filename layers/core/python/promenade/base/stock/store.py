"""Stock in DynamoDB.

| item | pk | sk |
|---|---|---|
| level | `SKU#<sku>` | `LEVEL` |
| ledger entry, in order | `SKU#<sku>` | `MOVEMENT#<level version, 12 digits>` |
| what a movement id stored | `MOVEMENT#<id>` | `-` |
"""

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.stock.model import Level, Movement
from promenade.contracts.stock import SafetyStockSet, StockFact, StockMoved
from promenade.kit import dynamo
from promenade.kit.config import setting
from promenade.kit.dynamo import Write
from promenade.kit.errors import Conflict, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp, Stored

_MOVEMENTS = "MOVEMENT#"
_level_of = msgspec.json.Decoder(Level)
_movement_of = msgspec.json.Decoder(Movement)


class StockRecord(Record):
    class Meta:
        table_name = setting("STOCK_TABLE")


class DynamoStockStore:
    def find_level(self, sku: str) -> Stored[Level] | None:
        record = dynamo.find(StockRecord, f"SKU#{sku}", "LEVEL", consistent=True)
        if record is None:
            return None
        return Stored(_level_of.decode(record.body), record.fingerprint)

    def add_movement(self, movement: Movement, level: Level, stamp: Stamp) -> Movement:
        guard = _record(f"MOVEMENT#{movement.id}", "-", movement, stamp)
        writes = [
            Write("Put", guard, Record.pk.does_not_exist()),
            Write("Put", _level(level, stamp, StockMoved), _is_next(level)),
            Write("Put", _record(f"SKU#{movement.sku}", _entry(movement), movement, stamp)),
        ]
        try:
            dynamo.transact(writes)
        except dynamo.ConditionFailed as lost:
            if lost.old[0] is None:
                raise Stale("The level has been changed since.") from None
            return _first(lost.old[0], stamp)
        return movement

    def find_movement(self, movement_id: str, stamp: Stamp) -> Movement | None:
        record = dynamo.find(StockRecord, f"MOVEMENT#{movement_id}", "-", consistent=True)
        return _first(record, stamp) if record else None

    def set_level(self, level: Level, stamp: Stamp) -> Level:
        stored = dynamo.replace(_level(level, stamp, SafetyStockSet))
        return _level_of.decode(stored.body)

    def list_movements(self, sku: str, limit: int, after: Position | None) -> Page[Movement]:
        found = dynamo.page(
            StockRecord,
            f"SKU#{sku}",
            limit=limit,
            after=after,
            sk=StockRecord.sk.startswith(_MOVEMENTS),
        )
        return Page(tuple(_movement_of.decode(record.body) for record in found.items), found.next)


def _first(met: Record, stamp: Stamp) -> Movement:
    if met.fingerprint != stamp.fingerprint:
        raise Conflict("This Idempotency-Key was used for another movement.")
    return _movement_of.decode(met.body)


def _level(level: Level, stamp: Stamp, fact: type[StockFact]) -> StockRecord:
    record = _record(f"SKU#{level.sku}", "LEVEL", level, stamp, fact)
    record.version = level.version
    return record


def _is_next(level: Level) -> Condition:
    if level.version == 1:
        return Record.pk.does_not_exist()
    return Record.version == level.version - 1


def _entry(movement: Movement) -> str:
    return f"{_MOVEMENTS}{movement.level_version:012d}"


def _record(
    pk: str,
    sk: str,
    value: Level | Movement,
    stamp: Stamp,
    fact: type[StockFact] | None = None,
) -> StockRecord:
    return StockRecord(pk, sk, body=msgspec.json.encode(value).decode()).stamped(stamp, fact)
