"""Use cases of transfers."""

from typing import Protocol

from promenade.base.stock.model import Level, Movement
from promenade.base.stock.model.transfers import (
    Transfer,
    TransferStock,
    record_both,
    transfer_of,
)
from promenade.contracts.stock import place
from promenade.kit.errors import DomainError, Stale
from promenade.kit.ledger import Step
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp, Stored

Steps = tuple[Step[Level, Movement], Step[Level, Movement]]


class TransferStore(Protocol):
    def find(self, key: str) -> Stored[Level] | None: ...

    def find_transfer(self, transfer_id: str, stamp: Stamp) -> Transfer | None:
        """What this id stored before. Raises Conflict when that was another request."""
        ...

    def transfer(self, steps: Steps, transfer: Transfer, stamp: Stamp) -> Transfer:
        """Both steps in one write, once; a repeated id answers what it first stored.

        Raises Stale, Contended, Conflict, NotFound or WarehouseClosed."""
        ...


def transfer_stock(command: TransferStock, stamp: Stamp, store: TransferStore) -> Transfer:
    """Raises StockShort, Conflict, NotFound, WarehouseClosed, or Unavailable when others keep
    changing the levels."""
    return patiently(lambda: _transfer(command, stamp, store), Stale, Contended)


def _transfer(command: TransferStock, stamp: Stamp, store: TransferStore) -> Transfer:
    keys = [place(command.sku, each) for each in (command.source, command.target)]
    found = [store.find(key) for key in keys]
    source, target = (each.value if each else None for each in found)
    try:
        moved = record_both(source, target, command, stamp)
    except DomainError:
        done = store.find_transfer(command.id, stamp)
        if done is None:
            raise
        return done
    (left, out), (filled, into) = moved
    steps = (Step(keys[0], source, left, out), Step(keys[1], target, filled, into))
    return store.transfer(steps, transfer_of(command, moved, stamp), stamp)
