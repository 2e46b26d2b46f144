"""What a promotion may cost at worst (M1-5)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from promenade.base.promotion.model.effects import Effect
from promenade.base.promotion.model.effects.off import bound, least
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.sku_limits import limit_everything
from promenade.kit.values import Value


class Bound(Value, frozen=True):
    """What it costs no more than, in minor units of its currency: its `budget`; its `orders`, by
    what one saves at most; the `units` of its SKUs' quotas, by what one of each saves. `count` is
    how many of them; None of a budget."""

    by: Literal["budget", "orders", "units"]
    amount_minor: int
    count: int | None = None


NO_SAVINGS: Mapping[str, int] = {}


def bounds_of(
    promotion: Promotion, unit_savings: Mapping[str, int] = NO_SAVINGS
) -> tuple[Bound, ...]:
    """The least first. `unit_savings` is what a unit of each SKU that is known saves at most."""
    found = [*_budget(promotion), *_orders(promotion), *_units(promotion, unit_savings)]
    return tuple(sorted(found, key=lambda each: each.amount_minor))


def exposure_of(promotion: Promotion, unit_savings: Mapping[str, int] = NO_SAVINGS) -> int | None:
    """The least of its bounds; None where nothing bounds it."""
    bounds = bounds_of(promotion, unit_savings)
    return bounds[0].amount_minor if bounds else None


def _budget(promotion: Promotion) -> Iterator[Bound]:
    if promotion.limits.budget_minor is not None:
        yield Bound("budget", promotion.limits.budget_minor)


def _orders(promotion: Promotion) -> Iterator[Bound]:
    count, most = promotion.limits.total, most_of_an_order(promotion)
    if count is not None and most is not None:
        yield Bound("orders", count * most, count)


def _units(promotion: Promotion, unit_savings: Mapping[str, int]) -> Iterator[Bound]:
    quotas = {each.sku: each.quota or 0 for each in promotion.limits.by_sku}
    if limit_everything(promotion) and quotas.keys() <= unit_savings.keys():
        amount = sum(quota * unit_savings[sku] for sku, quota in quotas.items())
        yield Bound("units", amount, sum(quotas.values()))


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
