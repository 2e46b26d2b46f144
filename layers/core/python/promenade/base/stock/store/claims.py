"""Reservations of units of a pool: claims of its allotment, under a reservation's keys.

Who reserves units of a SKU that is spread reserves them of the SKU: the key is that of the level.
"""

from promenade.base.stock.model.pools import SPREAD, Pool
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.store.records import StockRecord
from promenade.contracts.stock import OutOfStock, ReservationConflict, parts_of
from promenade.kit.dynamo_claims import DynamoClaims
from promenade.kit.errors import DomainError
from promenade.kit.messages.words import worded
from promenade.kit.probes import Claim
from promenade.kit.stamp import Stamp


class StockClaims(DynamoClaims):
    """`spread` are the levels that were seen to be."""

    def __init__(self, pools: DynamoPoolStore) -> None:
        super().__init__(StockRecord, pools.shards)
        self._pools = pools
        self.spread: set[str] = set()

    def place(self, holder: str, key: str) -> tuple[str, str]:
        return f"RESERVATION#{holder}", key.removesuffix(f"@{SPREAD}")

    def exhausted(self, claim: Claim, left: int, stamp: Stamp, /) -> DomainError | None:
        """What is left of a SKU that is spread goes back to its level, which decides."""
        sku, warehouse, pool = parts_of(claim.key)
        if pool == SPREAD:
            self._pools.recall(Pool(sku, warehouse, pool), stamp)
            self.spread.discard(claim.key.removesuffix(f"@{SPREAD}"))
            return None
        return out_of_stock(claim.key, claim.amount, left)

    def conflict(self, holder: str, key: str, state: str | None) -> DomainError:
        return not_in_state(holder, key.removesuffix(f"@{SPREAD}"), state)


def out_of_stock(where: str, asked: int, available: int) -> OutOfStock:
    sku, _, _ = parts_of(where)
    return OutOfStock(
        f"{asked} of {sku} are asked for, {available} available.",
        sku=sku,
        asked_count=asked,
        available_count=available,
    )


def not_in_state(holder: str, where: str, state: str | None) -> ReservationConflict:
    sku, _, _ = parts_of(where)
    told = f"{sku} is {worded(state or 'not held')} for {holder}."
    return ReservationConflict(told, sku=sku, state=state, holder=holder)
