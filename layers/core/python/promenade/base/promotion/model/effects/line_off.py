"""Off each line once."""

from collections.abc import Sequence

from promenade.base.promotion.model.bounds import Count
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Amount, Percent
from promenade.base.promotion.model.effects.taking import cut_each
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.state import Desk, State


class LineOff(EffectKind, frozen=True):
    """Off each line once, reckoned from at most `max_units` of it less what was already cut."""

    off: Percent | Amount
    scope: Scope = EVERYTHING
    max_units: Count | None = None

    def compiled(self, _: Locate) -> Act:
        cut, max_units = self.off.cutting(), self.max_units

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            cuts = [cut(_base_of_first(desk, state, index, max_units)) for index in lines]
            return cut_each(desk, state, lines, cuts)

        return act


def _base_of_first(desk: Desk, state: State, index: int, max_units: int | None) -> int:
    price, quantity = desk.prices[index], desk.quantities[index]
    counted = quantity if max_units is None else min(quantity, max_units)
    already_cut = price * quantity - state.totals[index]
    return max(price * counted - already_cut, 0)
