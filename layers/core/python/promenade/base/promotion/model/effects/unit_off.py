"""Off each unit: a unit price, 第二件半价, the cheapest free."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from promenade.base.promotion.model.bounds import PositiveMinors, minor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate, UnitPricing
from promenade.base.promotion.model.effects.off import Amount, Cut, Off, bound, least
from promenade.base.promotion.model.effects.picking import Give, picking
from promenade.base.promotion.model.effects.runs import Run, by_line
from promenade.base.promotion.model.effects.taking import (
    UnitCut,
    cut_each,
    cutting_lines,
    cutting_units,
)
from promenade.base.promotion.model.effects.units import EVERY_UNIT, Units
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class Basis(StrEnum):
    """What a unit's discount is reckoned from: the unit price after the unit stage (discounts of
    one stage add up), or what earlier promotions left of it (discounts compound)."""

    PRICE = "price"
    REMAINING = "remaining"


class Rounding(StrEnum):
    UNIT = "unit"
    LINE = "line"


class UnitOff(EffectKind, frozen=True):
    """Off each benefiting unit. In the unit stage it sets the unit price itself."""

    off: Off
    scope: Scope = EVERYTHING
    units: Units = EVERY_UNIT
    basis: Basis = Basis.REMAINING
    rounding: Rounding = Rounding.UNIT
    max_discount_minor: PositiveMinors | None = None

    @property
    def most_minor(self) -> int | None:
        limit = self.units.limit
        amount = bound(self.off.off_minor) if isinstance(self.off, Amount) else None
        in_all = None if limit is None or amount is None else limit * amount
        return least(bound(self.max_discount_minor), in_all)

    def misplaced(self, stage: Stage, at: str) -> Iterator[Fault]:
        """In the unit stage a price holds for the whole line."""
        if stage is not Stage.UNIT:
            yield from super().misplaced(stage, at)
            return
        plain = UnitOff(self.off)
        for name in ("units", "basis", "rounding", "max_discount_minor"):
            if getattr(self, name) != getattr(plain, name):
                detail = "The unit stage does not look at this."
                yield Fault(f"{at}/{name}", "not_in_stage", detail)

    def faults(self, at: str) -> Iterator[Fault]:
        yield from super().faults(at)
        yield from self.units.faults(f"{at}/units")

    def unit_pricing(self, _zone: str) -> UnitPricing:
        price_after = self.off.pricing()
        return UnitPricing(lambda _desk, _index: price_after)

    def compiled(self, _: Locate) -> Act:
        cut = _CUTS[self.basis, self.rounding](self.off.cutting())
        act, give = cutting_lines(cut), cutting_units(cut)
        if self.max_discount_minor is not None:
            act, give = _cutting_at_most(minor(self.max_discount_minor), cut)
        return act if self.units == EVERY_UNIT else picking(self.units, give)


def _cutting_at_most(most: int, cut: UnitCut) -> tuple[Act, Give]:
    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        prices, quantities, totals = desk.prices, desk.quantities, state.totals
        cuts = [cut(prices[index], quantities[index], totals[index]) for index in lines]
        return cut_each(desk, state, lines, cuts, most)

    def give(desk: Desk, state: State, runs: list[Run]) -> int:
        shares, prices = by_line(runs), desk.prices
        cuts = [cut(prices[index], count, minor) for index, (count, minor) in shares.items()]
        return cut_each(desk, state, list(shares), cuts, most)

    return act, give


def _cut_price_per_unit(cut: Cut) -> UnitCut:
    return lambda price, count, _: cut(price) * count


def _cut_remaining_per_unit(cut: Cut) -> UnitCut:
    """The amount is split over the units as N5 does."""

    def cut_units_of(_: int, count: int, amount: int) -> int:
        unit, dearer = divmod(amount, count)
        dear_cut = cut(unit + 1) * dearer if dearer else 0
        return cut(unit) * (count - dearer) + dear_cut

    return cut_units_of


def _cut_price_per_line(cut: Cut) -> UnitCut:
    return lambda price, count, _: cut(price * count)


def _cut_remaining_per_line(cut: Cut) -> UnitCut:
    return lambda _price, _count, amount: cut(amount)


_CUTS: dict[tuple[Basis, Rounding], Callable[[Cut], UnitCut]] = {
    (Basis.PRICE, Rounding.UNIT): _cut_price_per_unit,
    (Basis.PRICE, Rounding.LINE): _cut_price_per_line,
    (Basis.REMAINING, Rounding.UNIT): _cut_remaining_per_unit,
    (Basis.REMAINING, Rounding.LINE): _cut_remaining_per_line,
}
