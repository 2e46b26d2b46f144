"""Warehouses in DynamoDB: one small partition (see `promenade.base.stock.store`).

`stocked_count` counts the SKUs of which units are there: whoever brings the first unit of one, or
takes its last, counts in the same write, so that none is closed with something in it. The main
warehouse stays open and does not count.
"""

from typing import Any

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.stock.model import Level
from promenade.base.stock.model.warehouses import Warehouse, WarehouseClosed, WarehouseInUse
from promenade.base.stock.store.records import StockRecord
from promenade.contracts.stock import MAIN, WarehouseAdded, WarehouseChanged
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.counting import counted
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import DomainError, NotFound
from promenade.kit.stamp import Stamp, Stored

_ALL = "WAREHOUSES"
_OPEN, _CLOSED = "open", "closed"
_warehouse_of = msgspec.json.Decoder(Warehouse)

_ARE = ("SKU is", "SKUs are")


class DynamoWarehouseStore:
    def find(self, code: str) -> Stored[Warehouse] | None:
        record = dynamo.find(StockRecord, _ALL, code, consistent=True)
        return Stored(_decoded(record), record.fingerprint or "") if record else None

    def list_all(self) -> list[Warehouse]:
        return [_decoded(each) for each in dynamo.all_between(StockRecord, _ALL, "0", "Z~")]

    def add(self, warehouse: Warehouse, stamp: Stamp) -> Warehouse:
        record = _record(warehouse)
        record.stocked_count = 0
        made = dynamo_requests.add(record.stamped(stamp, WarehouseAdded), stamp)
        return _warehouse_of.decode(made)

    def set(self, warehouse: Warehouse, stamp: Stamp) -> Warehouse:
        record = _record(warehouse).stamped(stamp, WarehouseChanged)
        is_next: Condition = StockRecord.version == warehouse.version - 1
        if warehouse.code == MAIN and warehouse.version == 1:
            is_next = StockRecord.pk.does_not_exist()
        if not warehouse.is_open:
            is_next &= StockRecord.stocked_count == 0
        try:
            dynamo.apply(Write("Update", record, is_next, record.changes()))
        except ConditionFailed as lost:
            return self._instead(warehouse, record, lost.old[0])
        return warehouse

    def _instead(self, warehouse: Warehouse, record: StockRecord, met: Any) -> Warehouse:
        if met and met.version == warehouse.version - 1:
            told = f"{counted(met.stocked_count, *_ARE)} in it; take out what is there first."
            raise WarehouseInUse(told, stocked_count=met.stocked_count)
        return _decoded(dynamo.replayed(met, record))


def gates(before: Level | None, after: Level) -> tuple[Write, ...]:
    """What a step of a level does with its warehouse: the first unit is counted if it is open,
    the last in any case."""
    was_there, is_there = bool(before and before.on_hand_count), bool(after.on_hand_count)
    if after.warehouse == MAIN or was_there == is_there:
        return ()
    is_allowed = StockRecord.state == _OPEN if is_there else StockRecord.pk.exists()
    counted = StockRecord.stocked_count.add(1 if is_there else -1)
    return (Write("Update", StockRecord(_ALL, after.warehouse), is_allowed, [counted]),)


def refused_by_gate(warehouse: str, met: Any) -> DomainError:
    if met is None:
        return NotFound("There is no such warehouse.", warehouse=warehouse)
    return WarehouseClosed(f"{warehouse} is closed.", warehouse=warehouse)


def _record(warehouse: Warehouse) -> StockRecord:
    record = StockRecord(_ALL, warehouse.code, version=warehouse.version)
    record.state = _OPEN if warehouse.is_open else _CLOSED
    record.body = msgspec.json.encode(warehouse).decode()
    return record


def _decoded(record: Any) -> Warehouse:
    return _warehouse_of.decode(record.body)
