"""Choosing units: how many, which ones, in which order."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from promenade.base.promotion.model.bounds import Count
from promenade.base.promotion.model.effects.runs import (
    MOST_UNITS,
    ORDERS,
    Pick,
    Run,
    at_places,
    count_of,
    in_order,
    less,
    take,
)
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.state import Desk
from promenade.kit.errors import Fault
from promenade.kit.values import Clause

# The units among these that benefit.
Choose = Callable[[Desk, list[Run]], list[Run]]


class Within(StrEnum):
    """Where the benefiting units of sets are picked: among all units of the basket, or in each set
    of its own. Sets are then made of the dearest units first."""

    BASKET = "basket"
    SET = "set"


class Units(Clause, frozen=True):
    """How many units benefit: in every complete set of `set_size`, `per_set` of them, at most
    `limit` in all. The default is every unit. (第 n 件: `set_size=n, per_set=1`.)
    """

    set_size: Count = 1
    per_set: Count | None = None
    limit: Count | None = None
    pick: Pick = Pick.CHEAPEST
    within: Within = Within.BASKET

    @property
    def in_sets(self) -> bool:
        return self.set_size > 1

    def faults(self, at: str) -> Iterator[Fault]:
        if self.per_set is not None and self.per_set > self.set_size:
            yield Fault(f"{at}/per_set", "above_set_size", "A set has fewer units.")

    def benefiting(self) -> Choose:
        size, per_set, order = self.set_size, self._per_set, ORDERS[self.pick]
        limit = MOST_UNITS if self.limit is None else self.limit
        last = size if self.pick is Pick.CHEAPEST else per_set

        def choose(desk: Desk, runs: list[Run]) -> list[Run]:
            return take(order(desk, runs) if len(runs) > 1 else runs, limit)

        def choose_in_basket(desk: Desk, runs: list[Run]) -> list[Run]:
            return take(order(desk, runs), min(count_of(runs) // size * per_set, limit))

        def choose_in_sets(desk: Desk, runs: list[Run]) -> list[Run]:
            of_sets = take(in_order(desk, runs, Pick.DEAREST), count_of(runs) // size * size)
            return take(at_places(of_sets, size, last - per_set, last), limit)

        if not self.in_sets:
            return choose
        return choose_in_sets if self.within is Within.SET else choose_in_basket

    def completing(self, desk: Desk, runs: list[Run], benefiting: list[Run]) -> list[Run]:
        """The others of the sets that have a benefiting unit: the dearest."""
        count = count_of(benefiting)
        sets = -(-count // self._per_set)
        others = in_order(desk, less(runs, benefiting), Pick.DEAREST)
        return take(others, sets * self.set_size - count)

    @property
    def _per_set(self) -> int:
        return self.set_size if self.per_set is None else self.per_set


EVERY_UNIT = Units()


class Part(Clause, frozen=True):
    """So many units of these lines in every set."""

    count: Count
    scope: Scope = EVERYTHING
