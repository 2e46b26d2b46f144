"""Taking amounts off lines, as far as their floors let them fall (N4, N8, N10)."""

from collections.abc import Callable, Sequence
from operator import gt

from promenade.base.promotion.model.effects.runs import Run, by_line, free_of
from promenade.base.promotion.model.state import Claim, Desk, State
from promenade.kit.money import allocate, allocate_within

# What comes off so many units of a line: by the unit price after the unit stage, how many they
# are, and what they come to now.
UnitCut = Callable[[int, int, int], int]


def spread(
    desk: Desk, state: State, lines: Sequence[int], weights: list[int], discount: int
) -> int:
    """Takes one discount, at most the sum of the weights, off several lines by N4; what a floor
    cuts off goes to the others."""
    if discount <= 0:
        return 0
    if len(lines) == 1:
        return _cut(state.totals, desk.floors, lines[0], discount)
    cuts = allocate(discount, weights)
    if desk.has_floors:
        room = list(map(min, _headrooms(desk, state, lines), weights))
        if any(map(gt, cuts, room)):
            cuts = allocate_within(discount, weights, room)
    totals = state.totals
    for index, cut in zip(lines, cuts, strict=True):
        totals[index] -= cut
    return sum(cuts)


def spread_over(desk: Desk, state: State, runs: Sequence[Run], discount: int) -> int:
    """One discount off these units by N4, none of it off others of their lines."""
    shares = by_line(runs)
    weights = [minor for _, minor in shares.values()]
    return spread(desk, state, list(shares), weights, discount)


def serve(desk: Desk, state: State, serving: Sequence[Run], give: Callable[[], int]) -> int:
    """Gives to sets; unless that is nothing, their units serve in no other set of the stage."""
    shares = by_line(serving)
    free = [free_of(desk, state, index) for index in shares]
    given = give()
    claims = dict(state.claims)
    for (index, (units, amount)), (count, minor) in zip(shares.items(), free, strict=True):
        total, left = state.totals[index], count - units
        still_free = min(minor - amount, total)
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
        taken += _cut(totals, floors, index, cut)
    return taken


def cutting_lines(cut: UnitCut) -> Callable[[Desk, State, Sequence[int]], int]:
    """Takes what is reckoned of each line on the way off it."""

    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        prices, quantities, floors = desk.prices, desk.quantities, desk.floors
        totals, taken = state.totals, 0
        for index in lines:
            total = totals[index]
            room = total - floors[index]
            wanted = cut(prices[index], quantities[index], total)
            if wanted > room:
                wanted = max(0, room)
            totals[index] = total - wanted
            taken += wanted
        return taken

    return act


def cutting_units(cut: UnitCut) -> Callable[[Desk, State, list[Run]], int]:
    """The same of units of theirs."""

    def give(desk: Desk, state: State, runs: list[Run]) -> int:
        totals, floors, taken = state.totals, desk.floors, 0
        for index, (count, minor) in by_line(runs).items():
            taken += _cut(totals, floors, index, cut(desk.prices[index], count, minor))
        return taken

    return give


def _cut(totals: list[int], floors: list[int], index: int, wanted: int) -> int:
    """The cut as far as it goes."""
    total = totals[index]
    room = total - floors[index]
    if wanted > room:
        wanted = max(0, room)
    totals[index] = total - wanted
    return wanted


def _headrooms(desk: Desk, state: State, lines: Sequence[int]) -> list[int]:
    """How far each line may still fall."""
    totals, floors = state.totals, desk.floors
    if not desk.has_floors:
        return [totals[index] for index in lines]
    return [max(totals[index] - floors[index], 0) for index in lines]
