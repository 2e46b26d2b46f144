"""What stock is proven by (see `promenade.base.stock.store`).

| item | pk | sk |
|---|---|---|
| how far a ledger was summed | `PROOF#<place>` | `-` |
| what reservations missed of what is reserved | `DRIFT#<place>` | `-` |
| what was found to be wrong | `FAULTS` | `<place>` |
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from promenade.base.stock.model import Movement
from promenade.base.stock.model.proving import Counts, Faults, Proof
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.store.records import StockRecord
from promenade.base.stock.store.reservations import held_of
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from promenade.kit.records import Partition
from promenade.kit.shards import balance

_ENTRIES = 1_000
_levels = DynamoStockStore()


class DynamoProofStore:
    def __init__(self) -> None:
        self._pools = DynamoPoolStore()

    def counts(self, key: str) -> Counts | None:
        place = (_levels.owner(key), _levels.names.aggregate)
        record = dynamo.find(StockRecord, *place, consistent=True)
        return _counts(record) if record else None

    def proof(self, key: str) -> Proof:
        found = dynamo.find(StockRecord, f"PROOF#{key}", "-", consistent=True)
        return _decoded(found, Proof) if found else Proof()

    def keep(self, key: str, proof: Proof) -> None:
        dynamo.put(StockRecord(f"PROOF#{key}", "-", body=_encoded(proof)))

    def entries(self, key: str, after: int, until: int) -> Sequence[Movement]:
        name, place = _levels.names.entry, Partition(_levels.owner(key), consistent=True)
        between = StockRecord.sk.between(f"{name}#{after + 1:012d}", f"{name}#{until:012d}")
        if after >= until:
            return ()
        page = dynamo.page(StockRecord, place, limit=_ENTRIES, after=None, sk=between)
        return [_decoded(each, Movement) for each in page.items]

    def totals(self, key: str) -> Mapping[str, int]:
        sku = key.partition("#")[0]
        pools = [pool.key for pool in self._pools.list_of(sku) if pool.level_key == key]
        return self._pools.shards.totals(pools)

    def held_count(self, key: str) -> int:
        place, count, after = Partition(held_of(key), index="gsi1"), 0, None
        while True:
            page = dynamo.page(StockRecord, place, limit=_ENTRIES, after=after)
            count += sum(each.amount or 0 for each in page.items)
            after = page.next
            if after is None:
                return count

    def drift(self, key: str) -> int:
        found = dynamo.find(StockRecord, f"DRIFT#{key}", "-", consistent=True)
        return (found.amount or 0) if found else 0

    def set_drift(self, key: str, drift: int) -> None:
        dynamo.put(StockRecord(f"DRIFT#{key}", "-", amount=drift))

    def shards(self, pool: str) -> tuple[int, int]:
        allotment, shards = self._pools.shards.at_rest(pool)
        return allotment.total, balance(shards).total

    def faults(self, key: str) -> Faults | None:
        found = dynamo.find(StockRecord, "FAULTS", key, consistent=True)
        return _decoded(found, Faults) if found else None

    def set_faults(self, key: str, faults: Faults) -> None:
        """Those that were put right are not listed any more."""
        if faults.found:
            dynamo.put(StockRecord("FAULTS", key, body=_encoded(faults)))
        else:
            dynamo.apply(Write("Delete", StockRecord("FAULTS", key)))

    def list_faults(self, limit: int) -> Sequence[Faults]:
        page = dynamo.page(StockRecord, "FAULTS", limit=limit, after=None)
        return [_decoded(each, Faults) for each in page.items]


def _counts(record: StockRecord) -> Counts:
    level = _levels.decode(record)
    return Counts(
        version=level.version,
        turns=record.turns or 0,
        on_hand_count=level.on_hand_count,
        safety_count=level.safety_count,
        reserved_count=level.reserved_count,
        available_count=record.available_count or 0,
        lent_count=record.lent_count or 0,
    )


def _encoded(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _decoded(record: StockRecord, kind: Any) -> Any:
    return msgspec.json.decode(record.body or "", type=kind)
