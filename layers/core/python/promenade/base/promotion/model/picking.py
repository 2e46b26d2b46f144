"""Choosing units: which ones benefit, in which order."""

from collections.abc import Callable, Iterable, Sequence

from promenade.base.promotion.model.effects import Pick, Units
from promenade.base.promotion.model.state import Desk

# So many units of the line at that index.
Picked = list[tuple[int, int]]

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


def pick_units(desk: Desk, lines: Sequence[int], units: Units) -> Picked:
    quantities = desk.quantities
    if units.set_size == 1 and units.limit is None:
        return [(index, quantities[index]) for index in lines]
    wanted = _benefiting(units, sum(quantities[index] for index in lines))
    return take(in_order(desk, lines, units.pick), quantities, wanted)


def _benefiting(units: Units, quantity: int) -> int:
    per_set = units.set_size if units.per_set is None else units.per_set
    count = quantity // units.set_size * per_set
    return count if units.limit is None else min(count, units.limit)
