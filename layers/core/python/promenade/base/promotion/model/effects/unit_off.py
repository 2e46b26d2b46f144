"""Off each unit: a unit price, 第二件半价, the cheapest free."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from promenade.base.promotion.model.bounds import PositiveMinor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Amount, Off, least
from promenade.base.promotion.model.effects.picking import picking
from promenade.base.promotion.model.effects.taking import cut_each
from promenade.base.promotion.model.effects.units import (
    EVERY_UNIT,
    Run,
    Units,
    amount_of,
    by_line,
    count_of,
)
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
    def most_minor(self) -> int | None:
        limit = self.units.limit
        amount = self.off.off_minor if isinstance(self.off, Amount) else None
        in_all = None if limit is None or amount is None else limit * amount
        return least(self.max_discount_minor, in_all)

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
            prices, quantities, totals = desk.prices, desk.quantities, state.totals
            cuts = [cut(prices[index], quantities[index], totals[index]) for index in lines]
            return cut_each(desk, state, lines, cuts, most)

        def give(desk: Desk, state: State, runs: list[Run]) -> int:
            lines = by_line(runs)
            cuts = [
                cut(desk.prices[index], count_of(mine), amount_of(mine))
                for index, mine in lines.items()
            ]
            return cut_each(desk, state, list(lines), cuts, most)

        return act if units == EVERY_UNIT else picking(units, give)


# What comes off so many units of a line: by the unit price after the unit stage, how many they
# are, and what they come to now.
UnitCut = Callable[[int, int, int], int]


def _cut_price_per_unit(off: Off) -> UnitCut:
    return lambda price, count, _: off.cut(price) * count


def _cut_remaining_per_unit(off: Off) -> UnitCut:
    """The amount is split over the units as N5 does."""

    def cut(_: int, count: int, amount: int) -> int:
        unit, dearer = divmod(amount, count)
        dear_cut = off.cut(unit + 1) * dearer if dearer else 0
        return off.cut(unit) * (count - dearer) + dear_cut

    return cut


def _cut_price_per_line(off: Off) -> UnitCut:
    return lambda price, count, _: off.cut(price * count)


def _cut_remaining_per_line(off: Off) -> UnitCut:
    return lambda _price, _count, amount: off.cut(amount)


_CUTS: dict[tuple[Basis, Rounding], Callable[[Off], UnitCut]] = {
    (Basis.PRICE, Rounding.UNIT): _cut_price_per_unit,
    (Basis.PRICE, Rounding.LINE): _cut_price_per_line,
    (Basis.REMAINING, Rounding.UNIT): _cut_remaining_per_unit,
    (Basis.REMAINING, Rounding.LINE): _cut_remaining_per_line,
}
