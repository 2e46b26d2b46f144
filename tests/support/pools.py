"""Pools in tests."""

from promenade.base.stock.model.pools import CarveStock, Pool
from promenade.base.stock.service.pools import carve_pool
from promenade.base.stock.store.pools import DynamoPoolStore
from tests.support.stamps import stamp


def carve(sku: str, name: str, count: int, *, rate: int = 50, request: str = "carve") -> Pool:
    """At 50 a second there are eight shards, where so many units are there."""
    command = CarveStock(f"{request} {sku} {name}", Pool(sku, "MAIN", name), count, rate, 1)
    return carve_pool(command, stamp(command.id), DynamoPoolStore())
