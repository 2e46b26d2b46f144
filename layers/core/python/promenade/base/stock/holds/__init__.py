"""Units of stock in transactions of others: contracts.stock.StockHolds.

To hold units and to end a hold nothing is looked up: the writes are the check. What changes what
is on hand looks the level up first, because the ledger says what was left. Units of pools, and
of SKUs that are spread, are claims of an allotment (`store.claims`): to end one, it is read.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Literal

from promenade.base.stock.model import Reservation, due_at
from promenade.base.stock.model.pools import SPREAD, Pool
from promenade.base.stock.store import reservations as own
from promenade.base.stock.store.claims import StockClaims, out_of_stock
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.store.records import StockRecord
from promenade.base.stock.store.rushes import Rushes
from promenade.contracts.stock import Units, parts_of
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

_END = frozenset({"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:UpdateItem"})
_LEDGER = _END | {"dynamodb:PutItem"}
ACTIONS: Mapping[str, frozenset[str]] = {
    "hold": _LEDGER,
    "commit": _LEDGER,
    "release": _END,
    "expire": _END,
    "take_back": _LEDGER,
    "carve": _LEDGER,
    "close": _LEDGER,
}
"""What a function that joins them needs to do with the table of stock."""

End = Literal["committed", "released", "expired"]


class DynamoStockHolds:
    """Made once per container: it remembers which SKUs are spread."""

    def __init__(self) -> None:
        self._pools = DynamoPoolStore()
        self._claims = StockClaims(self._pools)
        self._rushes = Rushes(self._pools)
        self._met: set[str] = set()

    def hold(self, holder: str, units: Units, minutes: int, stamp: Stamp) -> Sequence[Part]:
        until = due_at(stamp.at, minutes)
        return [self._hold(each, until, stamp) for each in _reservations(holder, units)]

    def commit(self, holder: str, units: Units, stamp: Stamp) -> Sequence[Part]:
        return self._end(holder, units, "committed", stamp)

    def release(self, holder: str, units: Units, stamp: Stamp) -> Sequence[Part]:
        return self._end(holder, units, "released", stamp)

    def expire(self, holder: str, units: Units, stamp: Stamp) -> Sequence[Part]:
        return self._end(holder, units, "expired", stamp)

    def take_back(self, holder: str, units: Units, stamp: Stamp) -> Sequence[Part]:
        found = own.look(holder, units)
        by_level: dict[str, list[Reservation]] = {}
        for each in _reservations(holder, units):
            by_level.setdefault(own.level_of(each.sku), []).append(each)
        return [own.return_part(together, found, stamp) for together in by_level.values()]

    def _hold(self, each: Reservation, until: datetime, stamp: Stamp) -> Part:
        key = self._pool_of(each)
        level = None if key else self._rushes.met(each.sku, stamp)
        if level and level.is_spread:
            self._claims.spread.add(each.sku)
            key = _pool_key(each)
        if key:
            return self._claims.hold(each.holder, {key: each.count}, until, stamp)[0]
        part = own.hold_part(each, until, partial(self._not_held, each, stamp), stamp)
        return replace(part, refusal=_short(each, level))

    def _pool_of(self, each: Reservation) -> str:
        """Empty where the units are the level's own."""
        return _pool_key(each) if parts_of(each.sku)[2] or each.sku in self._claims.spread else ""

    def _not_held(self, each: Reservation, stamp: Stamp, level: Any) -> DomainError | None:
        """Units that are spread are looked for there; those that came back there, come here."""
        if level and level.is_spread:
            self._claims.spread.add(each.sku)
            return None
        sku, warehouse, _ = parts_of(each.sku)
        if level and level.lent_count and self._pools.recall(Pool(sku, warehouse, SPREAD), stamp):
            return None
        available = (level.available_count or 0) if level else 0
        return out_of_stock(each.sku, each.count, available)

    def _end(self, holder: str, units: Units, state: End, stamp: Stamp) -> list[Part]:
        """A sale looks at all; others at SKUs alone of which something was met in a pool."""
        looked = [each for each in units if state == "committed" or each in self._met]
        found = own.look(holder, looked) if looked else own.Found({}, {})
        return [
            self._claim_end(each, state, stamp)
            if parts_of(each.sku)[2] or found.is_claimed(each.sku)
            else self._own_end(each, state, found.level(each.sku), stamp)
            for each in _reservations(holder, units)
        ]

    def _own_end(self, each: Reservation, state: End, level: Any, stamp: Stamp) -> Part:
        if state == "committed":
            part = own.sale_part(each, level, stamp)
        else:
            is_due = [StockRecord.due_at <= stamp.at] if state == "expired" else []
            part = own.end_part(each, state, stamp, *is_due)
        return replace(part, refuse=partial(self._not_ended, each, part))

    def _not_ended(self, each: Reservation, part: Part, lost: ConditionFailed) -> Any:
        met: Any = lost.old[0]
        if lost.failed[0] and met and met.body:
            self._met.add(each.sku)
            return None
        return part.refuse(lost)

    def _claim_end(self, each: Reservation, state: End, stamp: Stamp) -> Part:
        """With all its units."""
        ends = {
            "committed": self._claims.commit,
            "released": self._claims.release,
            "expired": self._claims.expire,
        }
        (part,) = ends[state](each.holder, [_pool_key(each)], stamp)
        turn, *moves = part.writes
        is_turned: Any = turn.condition
        whole = replace(turn, condition=is_turned & (StockRecord.amount == each.count))
        return replace(part, writes=(whole, *moves))


def _pool_key(each: Reservation) -> str:
    return each.sku if parts_of(each.sku)[2] else f"{each.sku}@{SPREAD}"


def _short(each: Reservation, level: StockRecord | None) -> DomainError | None:
    """Where nothing was lent that could come back, what was read is all there is."""
    available = (level.available_count or 0) if level else 0
    if level is None or level.lent_count or available >= each.count:
        return None
    return out_of_stock(each.sku, each.count, available)


def _reservations(holder: str, units: Units) -> list[Reservation]:
    return [Reservation(holder, where, count) for where, count in units.items()]
