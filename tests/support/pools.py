"""Pools in tests."""

from promenade.base.stock.model.pools import CarveStock, Pool
from promenade.base.stock.service import get_level
from promenade.base.stock.service.pools import carve_pool
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.kit.shards import Balance
from tests.support.stamps import stamp


def carve(sku: str, name: str, count: int, *, rate: int = 50, request: str = "carve") -> Pool:
    """At 50 a second there are eight shards, where so many units are there."""
    command = CarveStock(f"{request} {sku} {name}", Pool(sku, "MAIN", name), count, rate, 1)
    return carve_pool(command, stamp(command.id), DynamoPoolStore())


def level() -> tuple[int, int, int]:
    """On hand, reserved, available, of mugs."""
    found = get_level("MUG", DynamoStockStore())
    return found.on_hand_count, found.reserved_count, found.available_count


def balance(pool: str = "SALE") -> Balance:
    return DynamoPoolStore().balance(f"MUG@{pool}")


def sales() -> list[tuple[str, int, str]]:
    entries = DynamoStockStore().list_entries("MUG", 100, None).items[1:]
    return [(each.kind, each.delta_count, each.reason) for each in entries]
