"""Use cases of pools."""

from collections.abc import Sequence
from typing import Protocol

from promenade.base.stock.model.pools import (
    CarveStock,
    Pool,
    carved,
    closed,
    has_ended,
    refuse_owned,
)
from promenade.base.stock.model.rushes import is_quiet
from promenade.kit.errors import NotFound, Stale
from promenade.kit.patience import Contended, patiently
from promenade.kit.shards import Balance
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.turns import each_in_turn


class PoolStore(Protocol):
    def find(self, key: str) -> Stored[Pool] | None: ...

    def list_of(self, sku: str) -> Sequence[Pool]: ...

    def list_tended(self) -> Sequence[Pool]:
        """Those that may still have units."""
        ...

    def find_carving(self, id_: str, stamp: Stamp) -> Pool | None:
        """What this id stored before. Raises Conflict when that was another request."""
        ...

    def carve(self, command: CarveStock, after: Pool, stamp: Stamp) -> Pool:
        """The pool's units out of its level's available ones, in one write; a repeated id answers
        what it first stored.

        Raises StockShort, Stale, Conflict, or Unavailable when others keep changing the same."""
        ...

    def close(self, after: Pool, stamp: Stamp) -> None:
        """What is left in it is available at its level again, in one write. Raises as `carve`."""
        ...

    def balance(self, key: str) -> Balance:
        """What of its units is left, held, and sold and not yet in the ledger."""
        ...

    def is_selling(self, pool: Pool) -> bool:
        """Whether who holds units looks there."""
        ...

    def settle(self, pool: Pool, stamp: Stamp) -> int:
        """What was sold of it leaves its level through the ledger; how many units did."""
        ...

    def retire(self, pool: Pool) -> None:
        """Nobody needs to tend it any more."""
        ...

    def recall(self, pool: Pool, stamp: Stamp) -> int:
        """What is left in it is available at its level again; how many units are."""
        ...


def carve_pool(command: CarveStock, stamp: Stamp, store: PoolStore) -> Pool:
    """Opens the pool, or gives it more units. Raises StockShort, PoolClosed, PoolOwned,
    Conflict or Unavailable."""
    return patiently(lambda: _carve(command, stamp, store), Stale, Contended)


def _carve(command: CarveStock, stamp: Stamp, store: PoolStore) -> Pool:
    done = store.find_carving(command.id, stamp)
    if done:
        return done
    stored = store.find(command.pool.key)
    before = stored.value if stored else command.pool
    refuse_owned(before)
    after = carved(before, command.count)
    return store.carve(command, after, stamp)


def close_pool(key: str, stamp: Stamp, store: PoolStore) -> Pool:
    """What is left is given back, once; what is held or sold goes its way. Raises NotFound,
    PoolOwned or Unavailable."""
    return patiently(lambda: _close(key, stamp, store), Stale, Contended)


def _close(key: str, stamp: Stamp, store: PoolStore) -> Pool:
    stored = store.find(key)
    if stored is None:
        raise NotFound("There is no such pool.")
    refuse_owned(stored.value)
    if not stored.value.is_open:
        return stored.value
    after = closed(stored.value)
    store.close(after, stamp)
    return after


def list_pools(sku: str, store: PoolStore) -> list[tuple[Pool, Balance]]:
    return [(pool, store.balance(pool.key)) for pool in store.list_of(sku)]


def tend_pools(stamp: Stamp, store: PoolStore) -> int:
    """What was sold since goes through the ledger, what ended pools got back to their levels.
    How many units were moved."""
    return each_in_turn(store.list_tended(), lambda pool: _tend(pool, stamp, store))


def _tend(pool: Pool, stamp: Stamp, store: PoolStore) -> int:
    sold = store.settle(pool, stamp)
    balance = store.balance(pool.key)
    is_selling = store.is_selling(pool) and not is_quiet(pool, sold, balance.held, stamp.at)
    recalled = 0 if is_selling else store.recall(pool, stamp)
    if has_ended(pool) and not store.balance(pool.key).total:
        store.retire(pool)
    return recalled + sold
