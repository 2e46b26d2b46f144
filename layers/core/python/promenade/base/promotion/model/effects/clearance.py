"""A unit price by what is left: 清仓, 临期."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from msgspec import Meta

from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.effects.effect import (
    Act,
    EffectKind,
    Locate,
    Miss,
    Remaining,
    Standing,
    UnitPricing,
    no_act,
)
from promenade.base.promotion.model.effects.off import Amount, Off, Percent, PriceAfter
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk
from promenade.kit.errors import Fault
from promenade.kit.values import Clause, replace

# Of days whose midnight is an instant in any zone.
_FIRST_DAY, _LAST_DAY = date.min.toordinal() + 1, date.max.toordinal() - 1
Left = Annotated[int, Meta(ge=0, le=9_999_999)]


class Fall(Clause, frozen=True):
    """From so many units or days down, this comes off each unit."""

    at_most: Left
    off: Off


class Clearance(EffectKind, frozen=True):
    """Each line's unit price by what is left of its SKU before this cart: available units, or days
    until `expires_on` (0 on that day, in the window's zone; none after it). The last step that is
    reached counts, and none costs more than the one before it. It belongs to the unit stage."""

    by: Remaining
    steps: Annotated[tuple[Fall, ...], Meta(min_length=1, max_length=20)]
    scope: Scope = EVERYTHING
    expires_on: date | None = None

    @property
    def goes_by_stock(self) -> bool:
        return self.by is Remaining.STOCK

    @property
    def stock_levels(self) -> tuple[int, ...]:
        return tuple(step.at_most for step in self.steps) if self.goes_by_stock else ()

    def by_stock(self) -> Self:
        return replace(self, by=Remaining.STOCK, expires_on=None)

    def misplaced(self, stage: Stage, at: str) -> Iterator[Fault]:
        if stage is not Stage.UNIT:
            yield Fault(f"{at}/kind", "not_in_stage", "A clearance sets unit prices.")

    def faults(self, at: str) -> Iterator[Fault]:
        yield from super().faults(at)
        if self.goes_by_stock is not (self.expires_on is None):
            detail = "Say when the goods expire where days count, and only there."
            yield Fault(f"{at}/expires_on", "not_as_said", detail)
        for place, (earlier, later) in enumerate(pairwise(self.steps), start=1):
            if later.at_most >= earlier.at_most:
                detail = "What is left falls from step to step."
                yield Fault(f"{at}/steps/{place}/at_most", "not_falling", detail)
            if not _costs_no_more(later.off, earlier.off):
                detail = "Say all steps in one way, and none that costs more than the one before."
                yield Fault(f"{at}/steps/{place}/off", "rises", detail)

    def changes(self, zone: str) -> Iterator[datetime]:
        if self.expires_on is not None:
            for left in (*(step.at_most for step in self.steps), -1):
                day = self.expires_on.toordinal() - left
                if _FIRST_DAY <= day <= _LAST_DAY:
                    midnight = datetime.combine(date.fromordinal(day), time(), ZoneInfo(zone))
                    yield midnight.astimezone(UTC)

    def unit_pricing(self, zone: str) -> UnitPricing:
        left_of = self._left_of(zone)
        prices = [step.off.pricing() for step in self.steps]

        def price_for(desk: Desk, index: int) -> PriceAfter | Miss:
            left = left_of(desk, index)
            if left is None or left < 0:
                return Miss(Reason.STOCK_UNKNOWN if left is None else Reason.GOODS_EXPIRED)
            reached = self._reached(left)
            return prices[reached - 1] if reached else Miss(Reason.NOT_DUE)

        def standing(desk: Desk, index: int) -> Standing | None:
            left = left_of(desk, index)
            if left is None or left < 0:
                return None
            reached, bounds = self._reached(left), [step.at_most for step in self.steps]
            here, ahead = [None, *bounds][reached], [*bounds, None][reached]
            return Standing(desk.lines[index].sku, self.by, left, here, ahead)

        return UnitPricing(price_for, standing)

    def compiled(self, _: Locate) -> Act:
        return no_act

    def _reached(self, left: int) -> int:
        return sum(left <= step.at_most for step in self.steps)

    def _left_of(self, zone: str) -> Callable[[Desk, int], int | None]:
        if self.expires_on is None:
            return lambda desk, index: desk.stock.get(desk.lines[index].sku)
        last, local = self.expires_on, ZoneInfo(zone)
        return lambda desk, _: (last - desk.at.astimezone(local).date()).days


def _costs_no_more(later: Off, earlier: Off) -> bool:
    """Of whatever price it comes off: offs of two kinds cannot be compared."""
    if isinstance(later, Percent):
        return isinstance(earlier, Percent) and later.off_bp >= earlier.off_bp
    if isinstance(later, Amount):
        return isinstance(earlier, Amount) and minor(later.off_minor) >= minor(earlier.off_minor)
    return not isinstance(earlier, Percent | Amount) and minor(later.price_minor) <= minor(
        earlier.price_minor
    )
