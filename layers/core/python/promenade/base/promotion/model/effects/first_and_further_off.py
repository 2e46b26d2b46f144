"""Off each line: one amount first, another for each further unit."""

from collections.abc import Sequence

from promenade.base.promotion.model.bounds import Count, Minors, minor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.taking import cut_each
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.state import Desk, State


class FirstAndFurtherOff(EffectKind, frozen=True):
    """Off each line: one amount for its first unit, another for each further one."""

    first_minor: Minors
    further_minor: Minors
    scope: Scope = EVERYTHING
    max_units: Count | None = None

    def compiled(self, _: Locate) -> Act:
        first, further = minor(self.first_minor), minor(self.further_minor)
        max_units = self.max_units

        def cut(quantity: int) -> int:
            counted = quantity if max_units is None else min(quantity, max_units)
            return first + further * (counted - 1) if counted else 0

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            return cut_each(desk, state, lines, [cut(desk.quantities[index]) for index in lines])

        return act
