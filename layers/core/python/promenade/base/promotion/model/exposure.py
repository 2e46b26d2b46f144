"""What a promotion may cost at worst (M1-5)."""

from collections.abc import Iterable

from promenade.base.promotion.model.effects import Effect
from promenade.base.promotion.model.effects.off import bound, least
from promenade.base.promotion.model.promotion import Promotion


def exposure_of(promotion: Promotion) -> int | None:
    """In minor units of its currency: the budget, or what an order saves at most × the orders
    that may have it, whichever is less. None where nothing bounds it."""
    limits, most = promotion.limits, most_of_an_order(promotion)
    by_count = None if limits.total is None or most is None else limits.total * most
    return least(limits.budget_minor, by_count)


def most_of_an_order(promotion: Promotion) -> int | None:
    """None where it depends on what is in the cart."""
    steps = promotion.ladder.steps if promotion.ladder else ()
    climbed = [_together(step.effects) for step in steps]
    own = _together(promotion.effects)
    highest = None if None in climbed else max((each or 0 for each in climbed), default=0)
    found = None if own is None or highest is None else own + highest
    return least(found, bound(promotion.limits.per_order_minor))


def _together(effects: Iterable[Effect]) -> int | None:
    found = [effect.most_minor for effect in effects]
    return None if None in found else sum(each or 0 for each in found)
