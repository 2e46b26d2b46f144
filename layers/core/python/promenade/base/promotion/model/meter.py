"""How much of a promotion's limits is used up: what orders hold and what they have spent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from promenade.base.promotion.model.cart import Usage
from promenade.base.promotion.model.counted import BUDGET, TOTAL, allotted, sku_of
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.kit.shards import Balance
from promenade.kit.values import Document, replace

Level = Literal["free", "nearly", "all"]
NEARLY_BP = 8_000
_WATCHED_BP = 5_000
_EVERY_MINUTES = 5
_ALL_BP = 10_000


class UnitMeter(Document, frozen=True):
    """Of a SKU that has a quota."""

    quota: int
    held: int = 0
    used: int = 0

    @property
    def left(self) -> int:
        return max(self.quota - self.used, 0)


class Meter(Document, frozen=True):
    """As of its last reading. `level` is what was told of it: `nearly` from 80 % of one of its
    limits on, `all` from all of it on; `end` is the promotion's. `units` are by SKU;
    of those in `used_up_skus` it was told that their quota is."""

    promotion_id: str
    version: int = 0
    end: datetime | None = None
    held_count: int = 0
    used_count: int = 0
    total_count: int | None = None
    held_minor: int = 0
    used_minor: int = 0
    budget_minor: int | None = None
    level: Level = "free"
    units: Mapping[str, UnitMeter] = {}
    used_up_skus: tuple[str, ...] = ()

    @property
    def share_bp(self) -> int:
        """Of the limit that is nearest to its end."""
        parts = ((self.used_count, self.total_count), (self.used_minor, self.budget_minor))
        shares = [used * _ALL_BP // most for used, most in parts if most]
        return max(shares, default=0)

    @property
    def usage(self) -> Usage:
        left = {sku: each.left for sku, each in self.units.items()}
        used, spent = max(self.used_count, 0), max(self.used_minor, 0)
        return Usage(used=used, spent_minor=spent, left_by_sku=left)

    @property
    def untold_skus(self) -> tuple[str, ...]:
        """Whose quota is used up, which nobody was told yet."""
        used_up = (sku for sku, each in self.units.items() if not each.left)
        return tuple(sku for sku in used_up if sku not in self.used_up_skus)

    def told(self) -> "Meter":
        """After it was told which quotas are used up."""
        skus = (*self.used_up_skus, *self.untold_skus)
        return replace(self, used_up_skus=skus)

    def is_due(self, now: datetime) -> bool:
        """Every minute from half of it on, every five before."""
        is_close = any(each.left * 2 <= each.quota for each in self.units.values())
        return is_close or self.share_bp >= _WATCHED_BP or now.minute % _EVERY_MINUTES == 0


def read(managed: ManagedPromotion, balances: Mapping[str, Balance], before: Meter) -> Meter:
    """The same meter where nothing has changed, else its next version."""
    limits, nothing = allotted(managed.promotion), Balance()
    quotas = {name: (sku, most) for name, most in limits.items() if (sku := sku_of(name))}
    orders, money = balances.get(TOTAL, nothing), balances.get(BUDGET, nothing)
    found = replace(
        before,
        end=managed.end,
        held_count=orders.held,
        used_count=orders.held + orders.spent,
        total_count=limits.get(TOTAL),
        held_minor=money.held,
        used_minor=money.held + money.spent,
        budget_minor=limits.get(BUDGET),
    )
    units = {sku: _units(balances.get(name, nothing), most) for name, (sku, most) in quotas.items()}
    told = tuple(sku for sku in before.used_up_skus if sku in units and not units[sku].left)
    found = replace(found, level=_level(found.share_bp), units=units, used_up_skus=told)
    return before if found == before else replace(found, version=before.version + 1)


def _units(balance: Balance, quota: int) -> UnitMeter:
    return UnitMeter(quota, balance.held, balance.held + balance.spent)


def _level(share_bp: int) -> Level:
    if share_bp >= _ALL_BP:
        return "all"
    return "nearly" if share_bp >= NEARLY_BP else "free"
