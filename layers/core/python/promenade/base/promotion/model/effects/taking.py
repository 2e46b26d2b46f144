"""Taking amounts off lines, as far as their floors let them fall (N4, N8, N10)."""

from collections.abc import Sequence
from operator import gt

from promenade.base.promotion.model.state import Desk, State
from promenade.kit.money import allocate, allocate_within


def spread(
    desk: Desk, state: State, lines: Sequence[int], weights: list[int], discount: int
) -> int:
    """Takes one discount off several lines by N4; what a floor cuts off goes to the others."""
    if discount <= 0:
        return 0
    room = _headrooms(desk, state, lines)
    cuts = allocate(discount, weights)
    if any(map(gt, cuts, room)):
        cuts = allocate_within(discount, weights, room)
    totals = state.totals
    for index, cut in zip(lines, cuts, strict=True):
        totals[index] -= cut
    return sum(cuts)


def cut_each(
    desk: Desk, state: State, lines: Sequence[int], cuts: list[int], most: int | None = None
) -> int:
    """Takes each line's own cut off it, as far as its floor lets it; at most so much in all."""
    totals, floors, taken = state.totals, desk.floors, 0
    if most is not None:
        cuts = list(map(min, cuts, _headrooms(desk, state, lines)))
        cuts = allocate(most, cuts) if sum(cuts) > most else cuts
    for index, cut in zip(lines, cuts, strict=True):
        room = totals[index] - floors[index]
        if cut > room:
            cut = max(room, 0)  # noqa: PLW2901 - the cut as far as it goes
        totals[index] -= cut
        taken += cut
    return taken


def _headrooms(desk: Desk, state: State, lines: Sequence[int]) -> list[int]:
    """How far each line may still fall."""
    totals, floors = state.totals, desk.floors
    if not desk.has_floors:
        return [totals[index] for index in lines]
    return [max(totals[index] - floors[index], 0) for index in lines]
