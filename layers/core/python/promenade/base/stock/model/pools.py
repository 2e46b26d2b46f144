"""Units carved out of a level, for an activity or because so many want them at once."""

from datetime import datetime

from promenade.contracts.stock import place
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.values import Value, replace

SPREAD = "SPREAD"
"""The pool of what is sold without any activity, where that is spread over shards: holds of the
SKU itself take from it, and it ends by itself when too little is left for many shards."""


class PoolClosed(DomainError):
    """The pool's units were given back."""


class PoolOwned(Conflict):
    """An activity carved the pool, and closes it when it ends."""


class Pool(Value, frozen=True):
    """`carved_count` is what it was given in all; `spread_at` is when that was, where nobody asked
    for it. One that `is_owned` is an activity's, and none of staff's."""

    sku: str
    warehouse: str
    name: str
    carved_count: int = 0
    is_open: bool = True
    version: int = 0
    spread_at: datetime | None = None
    is_owned: bool = False

    @property
    def key(self) -> str:
        return place(self.sku, self.warehouse, self.name)

    @property
    def level_key(self) -> str:
        return place(self.sku, self.warehouse)


class CarveStock(Value, frozen=True):
    """`count` units for `pool`, of which `rate_per_s` orders take a second, `usual_count` each at
    most as a rule."""

    id: str
    pool: Pool
    count: int
    rate_per_s: int
    usual_count: int


def carved(pool: Pool, count: int) -> Pool:
    """Raises PoolClosed."""
    if has_ended(pool):
        raise PoolClosed(f"{pool.name} has given back its units.", pool=pool.name)
    whole, version = pool.carved_count + count, pool.version + 1
    return replace(pool, carved_count=whole, is_open=True, version=version, spread_at=None)


def refuse_owned(pool: Pool) -> None:
    """Raises PoolOwned."""
    if pool.is_owned:
        told = "An activity has this pool. What is left is given back when it ends."
        raise PoolOwned(told, pool=pool.name)


def has_ended(pool: Pool) -> bool:
    """For good: an activity ends once, while a SKU may be spread again."""
    return not pool.is_open and pool.name != SPREAD


def closed(pool: Pool) -> Pool:
    return replace(pool, is_open=False, version=pool.version + 1)
