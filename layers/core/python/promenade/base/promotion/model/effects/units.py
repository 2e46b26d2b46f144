"""Choosing units: how many, which ones, in which order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from promenade.base.promotion.model.bounds import Count
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.state import Desk
from promenade.kit.errors import Fault
from promenade.kit.values import Clause

# So many units of the line at that index.
Picked = list[tuple[int, int]]


class Pick(StrEnum):
    """Which units come first when not all benefit; ties go to the earlier line."""

    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    LARGEST_LINE = "largest_line"


_ORDERS: dict[Pick, Callable[[Desk], Callable[[int], int]]] = {
    Pick.CHEAPEST: lambda desk: desk.prices.__getitem__,
    Pick.DEAREST: lambda desk: lambda index: -desk.prices[index],
    Pick.LARGEST_LINE: lambda desk: lambda index: -desk.quantities[index],
}


def in_order(desk: Desk, lines: Iterable[int], pick: Pick) -> list[int]:
    return sorted(lines, key=_ORDERS[pick](desk))


def take(lines: Iterable[int], available: Sequence[int], wanted: int) -> Picked:
    """The first `wanted` units of the lines in the order given."""
    picked: Picked = []
    for index in lines:
        count = min(available[index], wanted)
        if count > 0:
            picked.append((index, count))
            wanted -= count
    return picked


class Units(Clause, frozen=True):
    """How many units benefit: in every complete set of `set_size`, `per_set` of them, at most
    `limit` in all. The default is every unit. (第 n 件: `set_size=n, per_set=1`.)
    """

    set_size: Count = 1
    per_set: Count | None = None
    limit: Count | None = None
    pick: Pick = Pick.CHEAPEST

    @property
    def in_sets(self) -> bool:
        return self.set_size > 1

    def faults(self, at: str) -> Iterator[Fault]:
        if self.per_set is not None and self.per_set > self.set_size:
            yield Fault(f"{at}/per_set", "above_set_size", "A set has fewer units.")

    def picked(self, desk: Desk, lines: Sequence[int]) -> Picked:
        quantities = desk.quantities
        if self.set_size == 1 and self.limit is None:
            return [(index, quantities[index]) for index in lines]
        wanted = self._benefiting(sum(quantities[index] for index in lines))
        return take(in_order(desk, lines, self.pick), quantities, wanted)

    def _benefiting(self, quantity: int) -> int:
        per_set = self.set_size if self.per_set is None else self.per_set
        count = quantity // self.set_size * per_set
        return count if self.limit is None else min(count, self.limit)


EVERY_UNIT = Units()


class Part(Clause, frozen=True):
    """So many units of these lines in every set."""

    count: Count
    scope: Scope = EVERYTHING
