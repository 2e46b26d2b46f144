"""Buy some, get others for less: 买 m 送 n."""

from collections.abc import Iterator, Sequence

from promenade.base.promotion.model.bounds import Count
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Cut, Off, Percent
from promenade.base.promotion.model.effects.runs import (
    Pick,
    Run,
    count_of,
    free_units,
    in_order,
    less,
    take,
)
from promenade.base.promotion.model.effects.taking import cut_each, serve
from promenade.base.promotion.model.effects.units import Part
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class BuyGet(EffectKind, frozen=True):
    """Buying some units discounts others. The dearest units are the bought ones.

    With `partial` a last set counts as soon as it is bought and one of its units can be given.
    """

    buy: Part
    get: Part
    off: Off = Percent(10_000)
    pick: Pick = Pick.DEAREST
    max_sets: Count | None = None
    partial: bool = False

    def faults(self, at: str) -> Iterator[Fault]:
        yield from self.buy.scope.faults(f"{at}/buy/scope")
        yield from self.get.scope.faults(f"{at}/get/scope")

    def compiled(self, locate: Locate) -> Act:
        buy, get = locate(self.buy.scope), locate(self.get.scope)
        cut = self.off.cutting()

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            inside = set(lines)
            buys = free_units(desk, state, [index for index in buy(desk) if index in inside])
            gets = free_units(desk, state, [index for index in get(desk) if index in inside])
            sets = self._sets(buys, gets)
            if not sets:
                state.hindrance = Reason.INCOMPLETE_SET
                return 0
            bought = take(_bought_first(desk, buys, gets), self.buy.count * sets)
            left = in_order(desk, less(gets, bought), self.pick)
            given = take(left, self.get.count * sets)
            return serve(desk, state, bought + given, lambda: _give(desk, state, given, cut))

        return act

    def _sets(self, buys: list[Run], gets: list[Run]) -> int:
        wanted, given = self.buy.count, self.get.count
        in_buys, in_gets, in_either = map(count_of, (buys, gets, {*buys, *gets}))
        sets = min(in_buys // wanted, in_gets // given, in_either // (wanted + given))
        if self.partial and in_buys >= wanted * (sets + 1) and in_gets > given * sets:
            sets += in_either > wanted * (sets + 1) + given * sets
        return sets if self.max_sets is None else min(sets, self.max_sets)


def _give(desk: Desk, state: State, given: list[Run], cut: Cut) -> int:
    cuts = [cut(run.minor) * run.units for run in given]
    return cut_each(desk, state, [run.line for run in given], cuts)


def _bought_first(desk: Desk, buys: list[Run], gets: list[Run]) -> list[Run]:
    """Units that cannot be given are bought before those that can; the dearest lead."""
    giveable = {run.line for run in gets}
    only_bought = [run for run in buys if run.line not in giveable]
    either = [run for run in buys if run.line in giveable]
    return in_order(desk, only_bought, Pick.DEAREST) + in_order(desk, either, Pick.DEAREST)
