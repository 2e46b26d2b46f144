"""Buy some, get others for less: 买 m 送 n."""

from collections.abc import Iterator, Sequence

from promenade.base.promotion.model.bounds import Count
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Off, Percent
from promenade.base.promotion.model.effects.taking import cut_each
from promenade.base.promotion.model.effects.units import Part, Pick, Picked, in_order, take
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class BuyGet(EffectKind, frozen=True):
    """Buying some units discounts others. The dearest units are the bought ones; no unit serves
    twice, neither here nor in another BuyGet of the same quote.
    """

    buy: Part
    get: Part
    off: Off = Percent(10_000)
    pick: Pick = Pick.DEAREST
    max_sets: Count | None = None

    @property
    def in_sets(self) -> bool:
        return True

    def faults(self, at: str) -> Iterator[Fault]:
        yield from self.buy.scope.faults(f"{at}/buy/scope")
        yield from self.get.scope.faults(f"{at}/get/scope")

    def compiled(self, locate: Locate) -> Act:
        buy, get = locate(self.buy.scope), locate(self.get.scope)

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            inside = set(lines)
            buys = [index for index in buy(desk) if index in inside]
            gets = [index for index in get(desk) if index in inside]
            unused = [have - gone for have, gone in zip(desk.quantities, state.served, strict=True)]
            sets = self._complete_sets(buys, gets, unused)
            bought = take(_bought_first(desk, buys, gets), unused, self.buy.count * sets)
            left = _less(unused, bought)
            given = take(in_order(desk, gets, self.pick), left, self.get.count * sets)
            state.served = _used_up(desk, _less(left, given))
            cuts = [self.off.cut(desk.prices[index]) * count for index, count in given]
            return cut_each(desk, state, [index for index, _ in given], cuts)

        return act

    def _complete_sets(self, buys: list[int], gets: list[int], unused: list[int]) -> int:
        in_buys, in_gets = (sum(unused[i] for i in lines) for lines in (buys, gets))
        in_either = sum(unused[index] for index in {*buys, *gets})
        wanted, given = self.buy.count, self.get.count
        sets = min(in_buys // wanted, in_gets // given, in_either // (wanted + given))
        return sets if self.max_sets is None else min(sets, self.max_sets)


def _bought_first(desk: Desk, buys: list[int], gets: list[int]) -> list[int]:
    """Units that cannot be given are bought before those that can; the dearest lead."""
    giveable = set(gets)
    only_bought = [index for index in buys if index not in giveable]
    either = [index for index in buys if index in giveable]
    return in_order(desk, only_bought, Pick.DEAREST) + in_order(desk, either, Pick.DEAREST)


def _less(available: list[int], picked: Picked) -> list[int]:
    left = available.copy()
    for index, count in picked:
        left[index] -= count
    return left


def _used_up(desk: Desk, left: list[int]) -> list[int]:
    return [have - rest for have, rest in zip(desk.quantities, left, strict=True)]
