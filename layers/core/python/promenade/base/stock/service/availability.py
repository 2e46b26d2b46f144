"""What may be promised of many SKUs, over all warehouses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from promenade.base.stock.model import Level
from promenade.base.stock.model.pools import SPREAD
from promenade.contracts.stock import place
from promenade.kit.shards import Balance
from promenade.kit.values import replace


class LevelStore(Protocol):
    def levels(self, places: Iterable[str]) -> Mapping[str, Level]:
        """Those that there are; one round trip per 100."""
        ...


class Balances(Protocol):
    def balance(self, key: str) -> Balance:
        """Of a pool."""
        ...


def as_sold(level: Level, pools: Balances) -> Level:
    """With the units that are spread among those available, as they are to who buys."""
    if not level.is_spread:
        return level
    left = pools.balance(place(level.sku, level.warehouse, SPREAD)).left
    return replace(level, reserved_count=level.reserved_count - left)


def availability(
    skus: Sequence[str], warehouses: Sequence[str], store: LevelStore, pools: Balances
) -> dict[str, list[Level]]:
    """By SKU, in the order of asking; by warehouse, in theirs."""
    asked = {sku: [place(sku, warehouse) for warehouse in warehouses] for sku in skus}
    levels = store.levels(each for places in asked.values() for each in places)
    found = {where: as_sold(level, pools) for where, level in levels.items()}
    return {sku: [found[each] for each in places if each in found] for sku, places in asked.items()}
