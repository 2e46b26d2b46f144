"""What of a promotion's limits is counted over many orders."""

from datetime import datetime
from zoneinfo import ZoneInfo

from promenade.base.promotion.model.promotion import Promotion

TOTAL, BUDGET = "total", "budget"


def allotted(promotion: Promotion) -> dict[str, int]:
    """Orders under `total`, minor units under `budget`, as far as it limits them."""
    limits = promotion.limits
    found = {TOTAL: limits.total, BUDGET: limits.budget_minor}
    return {name: amount for name, amount in found.items() if amount is not None}


def claimed(promotion: Promotion, saving_minor: int) -> dict[str, int]:
    """What an order that saves so much takes of each allotment."""
    amounts = {TOTAL: 1, BUDGET: saving_minor}
    return {name: amounts[name] for name in allotted(promotion) if amounts[name]}


def day_of(promotion: Promotion, at: datetime) -> str:
    """The day that an order counts in, `YYYY-MM-DD` in the promotion's zone."""
    return at.astimezone(ZoneInfo(promotion.window.zone)).date().isoformat()
