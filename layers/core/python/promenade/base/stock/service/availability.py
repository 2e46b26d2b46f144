"""What may be promised of many SKUs, over all warehouses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from promenade.base.stock.model import Level
from promenade.base.stock.model.pools import SPREAD
from promenade.contracts.stock import place
from promenade.kit.values import replace


class LevelStore(Protocol):
    def levels(self, places: Iterable[str]) -> Mapping[str, Level]:
        """Those that there are; one round trip per 100."""
        ...


class Pools(Protocol):
    def left_in(self, keys: Iterable[str]) -> Mapping[str, int]:
        """Of each of these pools. Two round trips, and one more per 100 shards."""
        ...


def as_sold(levels: Iterable[Level], pools: Pools) -> list[Level]:
    """With the units that are spread among those available, as they are to who buys."""
    known = list(levels)
    spread = [_pool(each) for each in known if each.is_spread]
    left = pools.left_in(spread) if spread else {}
    return [
        replace(each, reserved_count=each.reserved_count - left.get(_pool(each), 0))
        for each in known
    ]


def availability(
    skus: Sequence[str], warehouses: Sequence[str], store: LevelStore, pools: Pools
) -> dict[str, list[Level]]:
    """By SKU, in the order of asking; by warehouse, in theirs."""
    asked = {sku: [place(sku, warehouse) for warehouse in warehouses] for sku in skus}
    levels = store.levels(each for places in asked.values() for each in places)
    found = dict(zip(levels, as_sold(levels.values(), pools), strict=True))
    return {sku: [found[each] for each in places if each in found] for sku, places in asked.items()}


def _pool(level: Level) -> str:
    return place(level.sku, level.warehouse, SPREAD)
