"""Taking amounts off lines, as far as their floors let them fall (N4, N8, N10)."""

from collections.abc import Callable, Iterable, Sequence
from operator import gt

from promenade.base.promotion.model.effects.units import (
    Run,
    amount_of,
    by_line,
    count_of,
    free_of,
)
from promenade.base.promotion.model.state import Claim, Desk, State
from promenade.kit.money import allocate, allocate_within


def spread(
    desk: Desk, state: State, lines: Sequence[int], weights: list[int], discount: int
) -> int:
    """Takes one discount, at most the sum of the weights, off several lines by N4; what a floor
    cuts off goes to the others."""
    if discount <= 0:
        return 0
    cuts = allocate(discount, weights)
    if desk.has_floors:
        room = list(map(min, _headrooms(desk, state, lines), weights))
        if any(map(gt, cuts, room)):
            cuts = allocate_within(discount, weights, room)
    totals = state.totals
    for index, cut in zip(lines, cuts, strict=True):
        totals[index] -= cut
    return sum(cuts)


def spread_over(desk: Desk, state: State, runs: Iterable[Run], discount: int) -> int:
    """One discount off these units by N4, none of it off others of their lines."""
    lines = by_line(runs)
    return spread(desk, state, list(lines), list(map(amount_of, lines.values())), discount)


def serve(desk: Desk, state: State, serving: Iterable[Run], give: Callable[[], int]) -> int:
    """Gives to sets; unless that is nothing, their units serve in no other set of the stage."""
    lines = by_line(serving)
    free = [free_of(desk, state, index) for index in lines]
    given = give()
    claims = dict(state.claims)
    for (index, runs), (count, minor) in zip(lines.items(), free, strict=True):
        total, left = state.totals[index], count - count_of(runs)
        still_free = min(minor - amount_of(runs), total)
        claims[index] = Claim(desk.quantities[index] - left, still_free, total)
    if given:
        state.claims = claims
    return given


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
