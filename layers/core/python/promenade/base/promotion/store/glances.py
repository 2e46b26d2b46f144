"""A promotion as it is now, with what is left of its scarcest limits:
`service.limited_time.GlanceReader`. One round trip, eventually consistent as a quote's."""

from collections.abc import Mapping, Sequence
from functools import partial
from heapq import nsmallest

from promenade.base.promotion.model import Promotion, Usage
from promenade.base.promotion.model.counted import allotted, sku_of
from promenade.base.promotion.model.remaining import Left, usage_of
from promenade.base.promotion.service.limited_time import Glance
from promenade.base.promotion.store.allotments import key_of
from promenade.base.promotion.store.items import managed_of
from promenade.base.promotion.store.records import LimitRecord
from promenade.base.promotion.store.remaining import (
    ATTRIBUTES,
    MOST_SHARDS,
    Item,
    allotment_of,
    drawn,
    left_in,
)
from promenade.kit.lookups import KEYS, Key, Lookup, look_up
from promenade.kit.shard_items import ShardItems

_MOST_LIMITS = (KEYS - 1) // (MOST_SHARDS + 1)


class DynamoGlances:
    def __init__(self) -> None:
        self._items = ShardItems(LimitRecord, "LIMIT")

    def glance(self, promotion: Promotion, metered: Usage) -> Glance | None:
        own, names = (f"PROMOTION#{promotion.id}", "-"), _scarcest(promotion, metered)
        keys = [key for name in names for key in self._keys(promotion.id, name)]
        read = partial(self._read, own, names, metered)
        asked = Lookup(LimitRecord.Meta.table_name, (own, *keys), read, ATTRIBUTES, drawn)
        return look_up(asked)[0]

    def _keys(self, promotion_id: str, name: str) -> list[Key]:
        key = key_of(promotion_id, name)
        shards = [self._items.shard_key(key, number) for number in range(MOST_SHARDS)]
        return [self._items.root_key(key), *shards]

    def _read(
        self,
        own: Key,
        names: Sequence[str],
        metered: Usage,
        items: Sequence[tuple[Key, Item]],
    ) -> Glance | None:
        found = dict(items)
        if own not in found:
            return None
        managed = managed_of(found[own]["body"]["S"])
        limits = allotted(managed.promotion)
        counted = {name: self._left(managed.id, name, limits, found) for name in names}
        known = {name: left for name, left in counted.items() if left is not None}
        return Glance(managed, usage_of(managed.promotion, Left(known, {}, {}), metered))

    def _left(
        self, promotion_id: str, name: str, limits: Mapping[str, int], found: Mapping[Key, Item]
    ) -> int | None:
        """None where it is on more shards than were looked at, or limited no more."""
        root, *shards = self._keys(promotion_id, name)
        if root not in found or name not in limits:
            return None
        allotment = allotment_of(found[root])
        if allotment.open_count > len(shards):
            return None
        return left_in(allotment, limits[name], [found.get(key) for key in shards])


def _scarcest(promotion: Promotion, metered: Usage) -> list[str]:
    """As many names of allotments as one round trip has room for."""

    def left(name: str) -> int:
        sku = sku_of(name)
        return -1 if sku is None else metered.left_by_sku.get(sku, limits[name])

    limits = allotted(promotion)
    return nsmallest(_MOST_LIMITS, limits, key=left)
