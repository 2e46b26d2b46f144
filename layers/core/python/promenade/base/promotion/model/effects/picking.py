"""Giving to some of the units only, in sets or not."""

from collections.abc import Callable, Sequence

from promenade.base.promotion.model.effects.effect import Act
from promenade.base.promotion.model.effects.runs import Run, all_units, free_units
from promenade.base.promotion.model.effects.taking import serve
from promenade.base.promotion.model.effects.units import Units
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.state import Desk, State

# Gives something to these units.
Give = Callable[[Desk, State, list[Run]], int]


def picking(units: Units, give: Give) -> Act:
    """Of sets, every unit serves: those that benefit and those that complete them (N27)."""

    choose = units.benefiting()

    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        return give(desk, state, choose(desk, all_units(desk, state, lines)))

    def act_in_sets(desk: Desk, state: State, lines: Sequence[int]) -> int:
        free = free_units(desk, state, lines)
        benefiting = choose(desk, free)
        if not benefiting:
            state.hindrance = Reason.INCOMPLETE_SET
            return 0
        serving = benefiting + units.completing(desk, free, benefiting)
        return serve(desk, state, serving, lambda: give(desk, state, benefiting))

    return act_in_sets if units.in_sets else act
