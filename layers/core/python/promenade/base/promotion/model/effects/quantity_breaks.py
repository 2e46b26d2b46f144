"""A unit price by how many of it a line has: 阶梯价."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import Count
from promenade.base.promotion.model.effects.effect import (
    Act,
    EffectKind,
    Locate,
    Miss,
    UnitPricing,
    no_act,
)
from promenade.base.promotion.model.effects.off import Off, PriceAfter
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk
from promenade.kit.errors import Fault
from promenade.kit.values import Clause


class Break(Clause, frozen=True):
    """From so many units of the line on, this comes off each of them."""

    quantity: Count
    off: Off


class QuantityBreaks(EffectKind, frozen=True):
    """Each line's unit price by its own quantity: the highest break that it reaches counts, for all
    of its units. It belongs to the unit stage."""

    breaks: Annotated[tuple[Break, ...], Meta(min_length=1, max_length=20)]
    scope: Scope = EVERYTHING

    def misplaced(self, stage: Stage, at: str) -> Iterator[Fault]:
        if stage is not Stage.UNIT:
            yield Fault(f"{at}/kind", "not_in_stage", "Breaks of a line set unit prices.")

    def faults(self, at: str) -> Iterator[Fault]:
        yield from super().faults(at)
        for place, (lower, upper) in enumerate(pairwise(self.breaks), start=1):
            if upper.quantity <= lower.quantity:
                detail = "Quantities rise from break to break."
                yield Fault(f"{at}/breaks/{place}/quantity", "not_rising", detail)

    def unit_pricing(self, _zone: str) -> UnitPricing:
        quantities = [each.quantity for each in self.breaks]
        prices = [each.off.pricing() for each in self.breaks]

        missed = Miss(Reason.BELOW_THRESHOLD, quantities[0])

        def price_for(desk: Desk, index: int) -> PriceAfter | Miss:
            reached = bisect_right(quantities, desk.quantities[index])
            return prices[reached - 1] if reached else missed

        return UnitPricing(price_for)

    def compiled(self, _: Locate) -> Act:
        return no_act
