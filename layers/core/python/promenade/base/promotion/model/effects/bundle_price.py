"""A set at one price: 套餐."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import Count, Minors, minor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.runs import (
    Pick,
    Run,
    amount_of,
    count_of,
    free_units,
    in_order,
    take,
)
from promenade.base.promotion.model.effects.taking import serve, spread_over
from promenade.base.promotion.model.effects.units import Part
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class BundlePrice(EffectKind, frozen=True):
    """A set of parts at one price: the sets of the largest saving, none that costs more than its
    parts. A line that fits several parts counts for the first of them."""

    parts: Annotated[tuple[Part, ...], Meta(min_length=1, max_length=10)]
    price_minor: Minors
    max_sets: Count | None = None

    def faults(self, at: str) -> Iterator[Fault]:
        for index, part in enumerate(self.parts):
            yield from part.scope.faults(f"{at}/parts/{index}/scope")

    def compiled(self, locate: Locate) -> Act:
        parts, price = [locate(part.scope) for part in self.parts], minor(self.price_minor)

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            chosen = _each_to_one_part(lines, [part(desk) for part in parts])
            runs = [in_order(desk, free_units(desk, state, mine), Pick.DEAREST) for mine in chosen]
            complete = self._complete_sets(runs)
            sets = self._cheaper_sets(runs, complete, price)
            if not sets:
                state.hindrance = Reason.NOT_CHEAPER if complete else Reason.INCOMPLETE_SET
                return 0
            serving = self._dearest(runs, sets)
            discount = amount_of(serving) - price * sets
            return serve(desk, state, serving, lambda: spread_over(desk, state, serving, discount))

        return act

    def _complete_sets(self, runs: list[list[Run]]) -> int:
        sets = min(
            count_of(mine) // part.count for mine, part in zip(runs, self.parts, strict=True)
        )
        return sets if self.max_sets is None else min(sets, self.max_sets)

    def _cheaper_sets(self, runs: list[list[Run]], complete: int, price: int) -> int:
        """Sets of the dearest units save the most, and each saves no more than the one before: as
        many as still save something."""

        def saves_nothing(sets: int) -> bool:
            last = self._amount(runs, sets) - self._amount(runs, sets - 1)
            return last <= price

        return bisect_left(range(1, complete + 1), True, key=saves_nothing)

    def _amount(self, runs: list[list[Run]], sets: int) -> int:
        return amount_of(self._dearest(runs, sets))

    def _dearest(self, runs: list[list[Run]], sets: int) -> list[Run]:
        return [
            run
            for mine, part in zip(runs, self.parts, strict=True)
            for run in take(mine, part.count * sets)
        ]


def _each_to_one_part(lines: Sequence[int], parts: list[Sequence[int]]) -> list[list[int]]:
    """Each line to the first part it fits."""
    free = set(lines)
    chosen = []
    for part in parts:
        mine = [index for index in part if index in free]
        free.difference_update(mine)
        chosen.append(mine)
    return chosen
