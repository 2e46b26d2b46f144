"""What promotions have to give, as allotments (see `kit.dynamo_shards`): orders, money, units.

| item | pk | sk |
|---|---|---|
| allotment | `LIMIT#<promotion>#` and `total`, `budget`, `sku:<SKU>` | `ALLOTMENT` |
| its shards | the same with `#<number>` | `SHARD` |
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.counted import BUDGET, allotted
from promenade.base.promotion.model.exposure import most_of_an_order
from promenade.base.promotion.store.records import LimitRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.dynamo_shards import DynamoShards
from promenade.kit.errors import NotFound
from promenade.kit.holds import Part
from promenade.kit.patience import Contended, patiently
from promenade.kit.shards import Allotment, Balance, balance, faults, portion, shards_for, whole
from promenade.kit.stamp import Stamp

_SLOWEST_PER_S, _FASTEST_PER_S = 50, 500
_RUSH_S = 100
"""What is given to many may be gone in so many seconds, at the rates that shards are made for."""

_ORDERS_OF_A_BUDGET = 1_000
"""How many share a budget, where nothing says what one saves."""


def key_of(promotion_id: str, name: str) -> str:
    return f"{promotion_id}#{name}"


class DynamoAllotments:
    def __init__(self) -> None:
        self.shards = DynamoShards(LimitRecord, "LIMIT")

    def prepare(self, promotion: Promotion, stamp: Stamp) -> None:
        """Before these terms come into force: what was never allotted is, and what is to be less
        becomes so."""
        self._fit(promotion, stamp, may_raise=False)

    def settle(self, promotion: Promotion, stamp: Stamp) -> None:
        """Once these terms are in force: as much as they say is allotted, or whatever more was
        taken already."""
        self._fit(promotion, stamp, may_raise=True)

    def lower(self, promotion: Promotion, keys: Collection[str], stamp: Stamp) -> None:
        """Of those that are asked for: where more was taken than newer terms allow, what was given
        up since is not given again."""
        for name, total in allotted(promotion).items():
            key = key_of(promotion.id, name)
            if key in keys and self.shards.known(key, stamp.at).total > total:
                self.prepare(promotion, stamp)

    def balances(self, promotion: Promotion) -> Mapping[str, Balance]:
        """Of each of its allotments, by name: exact while nobody else writes."""
        names = {name: key_of(promotion.id, name) for name in allotted(promotion)}
        made = {name: key for name, key in names.items() if self.shards.find(key)}
        return {name: balance(self.shards.all(key)[1]) for name, key in made.items()}

    def faults(self, promotion: Promotion) -> Sequence[str]:
        found: list[str] = []
        for name in allotted(promotion):
            try:
                found += faults(*self.shards.at_rest(key_of(promotion.id, name)))
            except (Contended, NotFound):
                continue
        return found

    def _fit(self, promotion: Promotion, stamp: Stamp, *, may_raise: bool) -> None:
        for name, total in allotted(promotion).items():
            usual = _usual_of(promotion, total) if name == BUDGET else 1
            new = Allotment(key_of(promotion.id, name), total, usual, 1, 1, 1, 1)
            fit = partial(self._fit_one, new, stamp, may_raise=may_raise)
            patiently(fit, Contended)

    def _fit_one(self, new: Allotment, stamp: Stamp, *, may_raise: bool) -> None:
        found = self.shards.find(new.key)
        missing = new.total - (found.total if found else 0)
        if missing > 0 and (found is None or may_raise):
            _write(self.shards.fill(new.key, missing, _shards_of(new), new.usual, stamp))
        elif found and missing < 0:
            left = whole(self.shards.look(found).shards.values())
            draws = portion(left, 0, -missing)
            if draws:
                _write(self.shards.withdraw(found, draws, stamp))


def _usual_of(promotion: Promotion, total: int) -> int:
    return max(most_of_an_order(promotion) or total // _ORDERS_OF_A_BUDGET, 1)


def _shards_of(new: Allotment) -> int:
    rate = new.total / new.usual / _RUSH_S
    return shards_for(min(max(rate, _SLOWEST_PER_S), _FASTEST_PER_S))


def _write(part: Part) -> None:
    """Raises Contended where others were faster."""
    try:
        dynamo.transact_once(part.writes)
    except ConditionFailed:
        raise Contended from None
