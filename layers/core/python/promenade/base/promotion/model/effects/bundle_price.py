"""A set at one price: 套餐."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import Count, Minor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.taking import spread
from promenade.base.promotion.model.effects.units import Part, Pick, Picked, in_order, take
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class BundlePrice(EffectKind, frozen=True):
    """A set of parts at one price. A line that fits several parts counts for the first of them."""

    parts: Annotated[tuple[Part, ...], Meta(min_length=1, max_length=10)]
    price_minor: Minor
    max_sets: Count | None = None

    @property
    def in_sets(self) -> bool:
        return True

    def faults(self, at: str) -> Iterator[Fault]:
        for index, part in enumerate(self.parts):
            yield from part.scope.faults(f"{at}/parts/{index}/scope")

    def compiled(self, locate: Locate) -> Act:
        parts = [locate(part.scope) for part in self.parts]

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            chosen = _each_to_one_part(lines, [part(desk) for part in parts])
            sets = self._complete_sets(desk, chosen)
            picked: Picked = []
            for mine, part in zip(chosen, self.parts, strict=True):
                cheapest = in_order(desk, mine, Pick.CHEAPEST)
                picked += take(cheapest, desk.quantities, part.count * sets)
            picked.sort()
            weights = [desk.remaining(state, index, count) for index, count in picked]
            discount = sum(weights) - self.price_minor * sets
            return spread(desk, state, [index for index, _ in picked], weights, discount)

        return act

    def _complete_sets(self, desk: Desk, chosen: list[list[int]]) -> int:
        stock = [sum(desk.quantities[i] for i in mine) for mine in chosen]
        sets = min(have // part.count for have, part in zip(stock, self.parts, strict=True))
        return sets if self.max_sets is None else min(sets, self.max_sets)


def _each_to_one_part(lines: Sequence[int], parts: list[Sequence[int]]) -> list[list[int]]:
    """Each line to the first part it fits."""
    free = set(lines)
    chosen = []
    for part in parts:
        mine = [index for index in part if index in free]
        free.difference_update(mine)
        chosen.append(mine)
    return chosen
