"""Off certain units of every set, each its own: 第2件半价，第3件免费."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import Count
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Cut, Off
from promenade.base.promotion.model.effects.runs import (
    Pick,
    Run,
    at_places,
    count_of,
    free_units,
    in_order,
    take,
)
from promenade.base.promotion.model.effects.taking import cut_each, serve
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault
from promenade.kit.values import Clause


class UnitOfSet(Clause, frozen=True):
    """The `nth` unit of a set, counted from 1, and what comes off it."""

    nth: Count
    off: Off


class NthOff(EffectKind, frozen=True):
    """Off the nth units of sets, which are made of the dearest units first; the last set need not
    be complete. A set has `set_size` units, or else as many as the last `nth` says."""

    units: Annotated[tuple[UnitOfSet, ...], Meta(min_length=1, max_length=20)]
    scope: Scope = EVERYTHING
    set_size: Count | None = None
    max_sets: Count | None = None

    def faults(self, at: str) -> Iterator[Fault]:
        yield from super().faults(at)
        for place, (earlier, later) in enumerate(pairwise(self.units), start=1):
            if later.nth <= earlier.nth:
                detail = "Name the units of a set in their order, each once."
                yield Fault(f"{at}/units/{place}/nth", "not_rising", detail)
        if self.set_size is not None and self.set_size < self.units[-1].nth:
            yield Fault(f"{at}/set_size", "below_minimum", "A set has as many units as it names.")

    def compiled(self, _: Locate) -> Act:
        size, first = self.set_size or self.units[-1].nth, self.units[0].nth
        cuts = [(unit.nth, unit.off.cutting()) for unit in self.units]

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            free = free_units(desk, state, lines)
            rest = count_of(free) % size
            serving = count_of(free) - (rest if rest < first else 0)
            if self.max_sets is not None:
                serving = min(serving, self.max_sets * size)
            if not serving:
                state.hindrance = Reason.INCOMPLETE_SET
                return 0
            units = take(in_order(desk, free, Pick.DEAREST), serving)
            return serve(desk, state, units, lambda: _give(desk, state, units, size, cuts))

        return act


def _give(
    desk: Desk, state: State, units: list[Run], size: int, cuts: Sequence[tuple[int, Cut]]
) -> int:
    given = [(run, cut) for nth, cut in cuts for run in at_places(units, size, nth - 1, nth)]
    amounts = [cut(run.minor) * run.units for run, cut in given]
    return cut_each(desk, state, [run.line for run, _ in given], amounts)
