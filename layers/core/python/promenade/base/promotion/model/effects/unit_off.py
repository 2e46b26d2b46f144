"""Off each unit: a unit price, 第二件半价, the cheapest free."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from promenade.base.promotion.model.bounds import PositiveMinor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Off
from promenade.base.promotion.model.effects.taking import cut_each
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
    max_discount_minor: PositiveMinor | None = None

    @property
    def in_sets(self) -> bool:
        return self.units.in_sets

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

    def compiled(self, _: Locate) -> Act:
        cut = _CUTS[self.basis, self.rounding](self.off)
        units, most = self.units, self.max_discount_minor

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            quantities = desk.quantities
            cuts = [cut(desk, state, index, quantities[index]) for index in lines]
            return cut_each(desk, state, lines, cuts, most)

        def act_on_picked(desk: Desk, state: State, lines: Sequence[int]) -> int:
            picked = units.picked(desk, lines)
            cuts = [cut(desk, state, index, count) for index, count in picked]
            return cut_each(desk, state, [index for index, _ in picked], cuts, most)

        return act if units == EVERY_UNIT else act_on_picked


# What comes off so many units of a line.
UnitCut = Callable[[Desk, State, int, int], int]


def _cut_price_per_unit(off: Off) -> UnitCut:
    cut = off.cut
    return lambda desk, _state, index, count: cut(desk.prices[index]) * count


def _cut_remaining_per_unit(off: Off) -> UnitCut:
    """The line's running amount is split over its units as N5 does; the cheaper ones go first."""

    def cut(desk: Desk, state: State, index: int, count: int) -> int:
        quantity = desk.quantities[index]
        unit, dearer = divmod(state.totals[index], quantity)
        cheap_count = min(count, quantity - dearer)
        dear_count = count - cheap_count
        dear_cut = off.cut(unit + 1) * dear_count if dear_count else 0
        return off.cut(unit) * cheap_count + dear_cut

    return cut


def _cut_price_per_line(off: Off) -> UnitCut:
    return lambda desk, _state, index, count: off.cut(desk.prices[index] * count)


def _cut_remaining_per_line(off: Off) -> UnitCut:
    return lambda desk, state, index, count: off.cut(desk.remaining(state, index, count))


_CUTS: dict[tuple[Basis, Rounding], Callable[[Off], UnitCut]] = {
    (Basis.PRICE, Rounding.UNIT): _cut_price_per_unit,
    (Basis.PRICE, Rounding.LINE): _cut_price_per_line,
    (Basis.REMAINING, Rounding.UNIT): _cut_remaining_per_unit,
    (Basis.REMAINING, Rounding.LINE): _cut_remaining_per_line,
}
