"""Proves, place by place, that stock is as its books say: what its ledger comes to is on hand, what
is reserved is held or lent, and each pool has what it was lent.

It costs what moved since the last time. Others go on meanwhile: what they change while it is read
is read again, and left to the next time where they are always faster.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from promenade.base.stock.model import Movement
from promenade.base.stock.model.proving import (
    Counts,
    Faults,
    Proof,
    StockFault,
    drift_faults,
    drift_of,
    ledger_faults,
    level_faults,
    pool_faults,
    shard_faults,
    summed,
)
from promenade.contracts.stock import parts_of
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.patience import Contended

_MOST_PAGES = 20
_TRIES = 3


class StockFaulty(DomainError):
    """What is stored is not what the books say."""


class ProofStore(Protocol):
    def counts(self, key: str) -> Counts | None: ...

    def proof(self, key: str) -> Proof: ...

    def keep(self, key: str, proof: Proof) -> None: ...

    def entries(self, key: str, after: int, until: int) -> Sequence[Movement]:
        """Those of later versions than `after`, up to `until`: a thousand at most, the first ones
        first."""
        ...

    def totals(self, key: str) -> Mapping[str, int]:
        """By pool, of those that the level lent to."""
        ...

    def held_count(self, key: str) -> int:
        """Of the level's own units, in open reservations; those of the last moment may be missing
        or still there."""
        ...

    def drift(self, key: str) -> int:
        """What `set_drift` kept, else 0."""
        ...

    def set_drift(self, key: str, drift: int) -> None: ...

    def shards(self, pool: str) -> tuple[int, int]:
        """What the pool was lent, and what its shards come to, at one instant. Raises Contended
        while others take of it."""
        ...

    def faults(self, key: str) -> Faults | None:
        """As they were found before."""
        ...

    def set_faults(self, key: str, faults: Faults) -> None: ...


def prove(key: str, store: ProofStore) -> Faults | None:
    """What was found of a level, where that is new. Raises Unavailable where it is to be asked
    again: for more of a long ledger, or whether a difference is still there."""
    found = _at_rest(key, store)
    if found is None:
        return None
    sku, warehouse, _ = parts_of(key)
    before, after = store.faults(key), Faults(sku, warehouse, tuple(found))
    if after == (before or Faults(sku, warehouse, ())):
        return None
    store.set_faults(key, after)
    return after if after.found else None


def told(faults: Faults) -> StockFaulty:
    first = faults.found[0]
    return StockFaulty(
        f"{faults.sku} in {faults.warehouse}: {first.kind} should be {first.expected_count} and is "
        f"{first.found_count}.",
        sku=faults.sku,
        warehouse=faults.warehouse,
    )


def _at_rest(key: str, store: ProofStore) -> list[StockFault] | None:
    for _ in range(_TRIES):
        try:
            return _look(key, store)
        except Contended:
            continue
    return None


def _look(key: str, store: ProofStore) -> list[StockFault]:
    counts = store.counts(key)
    if counts is None:
        return []
    totals = store.totals(key)
    drift = drift_of(counts, totals, store.held_count(key))
    if store.counts(key) != counts:
        raise Contended
    faults = [*level_faults(counts), *_ledger(key, counts, store), *pool_faults(counts, totals)]
    shards = (shard_faults(pool, *store.shards(pool)) for pool in totals)
    faults += [fault for found in shards for fault in found]
    return [*faults, *_drift(key, counts, drift, store)]


def _drift(key: str, counts: Counts, drift: int, store: ProofStore) -> list[StockFault]:
    """What reservations hold is read from an index that lags: only who finds the same difference
    again, some time later, believes it."""
    if drift != store.drift(key):
        store.set_drift(key, drift)
        if drift:
            raise Unavailable("Reservations are to be counted again.")
    return drift_faults(counts, drift)


def _ledger(key: str, counts: Counts, store: ProofStore) -> list[StockFault]:
    proof = before = store.proof(key)
    for _ in range(_MOST_PAGES):
        entries = store.entries(key, proof.version, counts.version)
        proof, faults = summed(proof, entries)
        if faults or not entries:
            faults = faults or ledger_faults(counts, proof)
            if proof != before and not faults:
                store.keep(key, proof)
            return faults
    store.keep(key, proof)
    raise Unavailable("The ledger is long. Ask again for the rest.")
