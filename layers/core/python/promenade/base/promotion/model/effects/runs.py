"""Units in runs: counted, ordered, taken.

Units of one running amount are a run, and runs are what is sorted and taken: a line has two at
most (N5), however many units it has.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from operator import attrgetter

from promenade.base.promotion.model.state import Desk, State
from promenade.kit.values import Value


class Run(Value, frozen=True, gc=False):
    """Units of a line whose running amount is the same each."""

    line: int
    units: int
    minor: int


class Pick(StrEnum):
    """Which units come first when not all benefit, by their running amounts; ties go to the
    earlier line."""

    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    LARGEST_LINE = "largest_line"


MOST_UNITS = 100_000_000
"""More than any cart holds."""

_line, _minor = attrgetter("line"), attrgetter("minor")
ORDERS: dict[Pick, Callable[[Desk, Iterable[Run]], list[Run]]] = {
    Pick.CHEAPEST: lambda _, runs: sorted(runs, key=_minor),
    Pick.DEAREST: lambda _, runs: sorted(runs, key=_minor, reverse=True),
    Pick.LARGEST_LINE: lambda desk, runs: sorted(runs, key=lambda run: -desk.quantities[run.line]),
}


def all_units(desk: Desk, state: State, lines: Iterable[int]) -> list[Run]:
    quantities, totals = desk.quantities, state.totals
    runs: list[Run] = []
    for index in lines:
        runs += runs_of(index, quantities[index], totals[index])
    return runs


def free_units(desk: Desk, state: State, lines: Iterable[int]) -> list[Run]:
    """Those that serve in no set of this stage yet."""
    return [
        run
        for index in lines
        for count, minor in [free_of(desk, state, index)]
        for run in runs_of(index, count, minor)
    ]


def free_of(desk: Desk, state: State, index: int) -> tuple[int, int]:
    """How many units of a line serve in no set of this stage yet, and what they come to."""
    quantity, total, claim = desk.quantities[index], state.totals[index], state.claims.get(index)
    if claim is None:
        return quantity, total
    return quantity - claim.units, claim.free_of(total)


def runs_of(index: int, count: int, total: int) -> Sequence[Run]:
    """A line's units by N5, the cheaper ones first."""
    if not count:
        return ()
    unit, dearer = total // count, total % count
    cheaper = Run(index, count - dearer, unit)
    return (cheaper, Run(index, dearer, unit + 1)) if dearer else (cheaper,)


def in_order(desk: Desk, runs: Iterable[Run], pick: Pick) -> list[Run]:
    return ORDERS[pick](desk, runs)


def take(runs: Iterable[Run], wanted: int) -> list[Run]:
    """The first `wanted` units in the order given."""
    taken: list[Run] = []
    for run in runs:
        if wanted <= run.units:
            return [*taken, Run(run.line, wanted, run.minor)] if wanted else taken
        taken.append(run)
        wanted -= run.units
    return taken


def at_places(runs: Iterable[Run], size: int, start: int, stop: int) -> list[Run]:
    """Of sets of so many units, made one after the other in the order given, those at the places
    from `start` to before `stop`, counted from 0."""

    def chosen_of(count: int) -> int:
        sets, rest = divmod(count, size)
        return sets * (stop - start) + min(max(rest - start, 0), stop - start)

    chosen, passed = [], 0
    for run in runs:
        units = chosen_of(passed + run.units) - chosen_of(passed)
        if units:
            chosen.append(Run(run.line, units, run.minor))
        passed += run.units
    return chosen


def less(runs: Iterable[Run], taken: Iterable[Run]) -> list[Run]:
    gone = {(run.line, run.minor): run.units for run in taken}
    left = [
        Run(run.line, run.units - gone.get((run.line, run.minor), 0), run.minor) for run in runs
    ]
    return [run for run in left if run.units]


# So many units of a line, and what they come to, by line.
Shares = dict[int, tuple[int, int]]


def by_line(runs: Sequence[Run]) -> Shares:
    """In the order of lines."""
    if len(runs) == 1:
        (run,) = runs
        return {run.line: (run.units, run.units * run.minor)}
    shares: Shares = {}
    for run in sorted(runs, key=_line):
        count, minor = shares.get(run.line, (0, 0))
        shares[run.line] = (count + run.units, minor + run.units * run.minor)
    return shares


def count_of(runs: Iterable[Run]) -> int:
    count = 0
    for run in runs:
        count += run.units
    return count


def amount_of(runs: Iterable[Run]) -> int:
    return sum([run.units * run.minor for run in runs])
