"""What of a promotion's limits is counted over many orders."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from promenade.base.promotion.model.promotion import Promotion

TOTAL, BUDGET = "total", "budget"
_SKU = "sku:"


def allotted(promotion: Promotion) -> dict[str, int]:
    """Orders under `total`, minor units under `budget`, as far as it limits them; units of each
    SKU that has a quota."""
    limits, found = promotion.limits, dict[str, int]()
    if limits.total is not None:
        found[TOTAL] = limits.total
    if limits.budget_minor is not None:
        found[BUDGET] = limits.budget_minor
    quotas = {f"{_SKU}{each.sku}": each.quota for each in limits.by_sku if each.quota is not None}
    return found | quotas


def is_limited(promotion: Promotion) -> bool:
    """What orders take of it counts, in all or by their buyers."""
    limits = promotion.limits
    by_buyer = (limits.per_buyer, limits.per_buyer_day, limits.units_per_buyer)
    return bool(allotted(promotion) or limits.by_sku or any(each is not None for each in by_buyer))


def sku_of(name: str) -> str | None:
    """The SKU whose quota is allotted under a name."""
    return name.removeprefix(_SKU) if name.startswith(_SKU) else None


def amounts_of(saving_minor: int, units: Mapping[str, int]) -> dict[str, int]:
    """What an order that saves so much on so many units takes, by name of an allotment."""
    return {TOTAL: 1, BUDGET: saving_minor} | {f"{_SKU}{sku}": units[sku] for sku in units}


def claimed(limits: Mapping[str, int], amounts: Mapping[str, int]) -> dict[str, int]:
    """Of what is taken, what a promotion that has allotted such `limits` counts."""
    return {name: amounts[name] for name in limits if amounts.get(name)}


def day_of(promotion: Promotion, at: datetime) -> str:
    """The day that an order counts in, `YYYY-MM-DD` in the promotion's zone."""
    return at.astimezone(ZoneInfo(promotion.window.zone)).date().isoformat()
