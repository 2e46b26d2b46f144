"""What of a promotion's limits is left, where a cart asks for more."""

from collections.abc import Callable
from typing import Literal

from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.cart import Usage
from promenade.base.promotion.model.promotion import Limits
from promenade.base.promotion.model.reasons import Reason
from promenade.kit.values import Value

LimitName = Literal[
    "total",
    "per_buyer",
    "per_buyer_day",
    "budget",
    "sku",
    "sku_per_buyer",
    "units_per_order",
    "units_per_buyer",
]
# Why there is no room for another order, if there is none.
Room = Callable[[Usage], Reason | None]


class Shortage(Value, frozen=True):
    """`left` is what this buyer may still take of a limit, `asked` what this cart would, None where
    that was not reckoned: orders, minor units of a budget, units of a SKU or of all. Of a SKU,
    `sku` is the quota that all share, `sku_per_buyer` what one buyer may have."""

    limit: LimitName
    left: int
    asked: int | None
    sku: str | None = None


_REASONS: dict[LimitName, Reason] = {
    "total": Reason.LIMIT_REACHED,
    "per_buyer": Reason.BUYER_LIMIT_REACHED,
    "per_buyer_day": Reason.BUYER_LIMIT_REACHED,
    "units_per_buyer": Reason.BUYER_LIMIT_REACHED,
    "budget": Reason.BUDGET_EXHAUSTED,
}
_UNRECKONED = frozenset({"budget", "units_per_buyer"})
OF_LIMITS = frozenset(_REASONS.values())


def reason_of(units: Shortage) -> Reason:
    """Why a cart has none of a SKU's units."""
    if units.left:
        return Reason.TOO_MANY_UNITS
    is_own = units.limit == "sku_per_buyer"
    return Reason.BUYER_LIMIT_REACHED if is_own else Reason.LIMIT_REACHED


def room_of(limits: Limits) -> Room | None:
    """None where nothing is limited."""
    bounds = [(_REASONS[name], most, used) for name, most, used in _bounds(limits)]

    def room(usage: Usage) -> Reason | None:
        for reason, most, used in bounds:
            if getattr(usage, used) >= most:
                return reason
        return None

    return room if bounds else None


def shortage_of(limits: Limits, usage: Usage, reason: Reason) -> Shortage | None:
    """Of the limit that leaves no room for this reason."""
    for name, most, used in _bounds(limits):
        if _REASONS[name] is reason and getattr(usage, used) >= most:
            return Shortage(name, 0, None if name in _UNRECKONED else 1)
    return None


def _bounds(limits: Limits) -> list[tuple[LimitName, int, str]]:
    """Name, most, and which part of a usage counts towards it."""
    budget = None if limits.budget_minor is None else minor(limits.budget_minor)
    found: list[tuple[LimitName, int | None, str]] = [
        ("total", limits.total, "used"),
        ("per_buyer", limits.per_buyer, "used_by_buyer"),
        ("per_buyer_day", limits.per_buyer_day, "used_by_buyer_today"),
        ("budget", budget, "spent_minor"),
        ("units_per_buyer", limits.units_per_buyer, "units_used_by_buyer"),
    ]
    return [(name, most, used) for name, most, used in found if most is not None]
