"""Pools on the wire."""

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from promenade.base.stock.model.pools import CarveStock, Pool
from promenade.base.stock.wire import Spelt, read_codes
from promenade.contracts.stock import MAIN
from promenade.kit.decoding import Strict, View
from promenade.kit.shards import Balance


class PoolBody(Strict, frozen=True):
    """`name` is a code, the activity's, or SPREAD for the SKU itself, which then sells from many
    shards until few units are left. `rate_per_s` orders a second are expected, of at most
    `usual_count` units each as a rule."""

    name: Spelt
    count: Annotated[int, Meta(ge=1, le=999_999_999)]
    warehouse: Spelt = MAIN
    rate_per_s: Annotated[int, Meta(ge=1, le=100_000)] = 50
    usual_count: Annotated[int, Meta(ge=1, le=999_999)] = 1


class CarvedView(View, frozen=True):
    """A pool as a call left it: `carved_count` units were given to it in all."""

    sku: str
    warehouse: str
    name: str
    is_open: bool
    carved_count: int


class PoolView(View, frozen=True):
    """`sold_count` are units that were sold and are not in the ledger yet."""

    sku: str
    warehouse: str
    name: str
    is_open: bool
    carved_count: int
    left_count: int
    held_count: int
    sold_count: int


class PoolList(View, frozen=True):
    items: list[PoolView]


class ClosingBody(Strict, frozen=True):
    warehouse: Spelt = MAIN


def read_carving(id_: str, sku: str, body: PoolBody) -> CarveStock:
    name, warehouse = read_codes({"/name": body.name, "/warehouse": body.warehouse})
    pool = Pool(sku, warehouse, name)
    return CarveStock(id_, pool, body.count, body.rate_per_s, body.usual_count)


def show_pool(pool: Pool, balance: Balance) -> PoolView:
    return PoolView(
        sku=pool.sku,
        warehouse=pool.warehouse,
        name=pool.name,
        is_open=pool.is_open,
        carved_count=pool.carved_count,
        left_count=balance.left,
        held_count=balance.held,
        sold_count=balance.spent,
    )


def show_pools(found: Sequence[tuple[Pool, Balance]]) -> PoolList:
    return PoolList(items=[show_pool(*each) for each in found])
