"""What stock lets others read: contracts.stock.StockReader."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.records import StockRecord
from promenade.kit.codes import code
from promenade.kit.lookups import Lookup

_ATTRIBUTES = ("pk", "available_count", "lent_count", "is_spread")


class DynamoStockReader:
    def __init__(self) -> None:
        self._levels = DynamoStockStore()

    def lookup(self, skus: Sequence[str]) -> Lookup[Mapping[str, int]]:
        """By the codes as they were asked for, however they were spelt."""
        owners = {sku: self._levels.owner(code(sku)) for sku in skus}
        keys = tuple((owner, self._levels.names.aggregate) for owner in owners.values())
        read = partial(_available, owners)
        return Lookup(StockRecord.Meta.table_name, keys, read, _ATTRIBUTES, _counted)


def _available(owners: Mapping[str, str], counts: Sequence[tuple[str, int]]) -> Mapping[str, int]:
    found = dict(counts)
    return {sku: found.get(owner, 0) for sku, owner in owners.items()}


def _counted(item: Mapping[str, Any]) -> tuple[str, int]:
    """Units that are spread are lent, and for sale."""
    available, lent, spread = (int(item.get(name, {"N": 0})["N"]) for name in _ATTRIBUTES[1:])
    return item["pk"]["S"], available + (lent if spread else 0)
