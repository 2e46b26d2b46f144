"""Effects that work on single units: off each, in sets, for others bought."""

from collections.abc import Callable, Sequence

from promenade.base.promotion.model.acting import Act, cut_each, spread
from promenade.base.promotion.model.effects import (
    EVERY_UNIT,
    Basis,
    BundlePrice,
    BuyGet,
    Gift,
    Off,
    Pick,
    Rounding,
    UnitOff,
)
from promenade.base.promotion.model.picking import Picked, in_order, pick_units, take
from promenade.base.promotion.model.scope import Scope
from promenade.base.promotion.model.state import Desk, Granted, State

# How an effect asks for lines besides its own: by scope when compiled, by desk when it acts.
LinesOf = Callable[[Desk], Sequence[int]]
LinesIn = Callable[[Scope], LinesOf]


def unit_off(effect: UnitOff) -> Act:
    cut = _CUTS[effect.basis, effect.rounding](effect.off)
    units, most = effect.units, effect.max_discount_minor

    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        quantities = desk.quantities
        cuts = [cut(desk, state, index, quantities[index]) for index in lines]
        return cut_each(desk, state, lines, cuts, most)

    def act_on_picked(desk: Desk, state: State, lines: Sequence[int]) -> int:
        picked = pick_units(desk, lines, units)
        cuts = [cut(desk, state, index, count) for index, count in picked]
        return cut_each(desk, state, [index for index, _ in picked], cuts, most)

    return act if units == EVERY_UNIT else act_on_picked


# What comes off so many units of a line.
UnitCut = Callable[[Desk, State, int, int], int]


def _cut_price_per_unit(off: Off) -> UnitCut:
    cut = off.cut
    return lambda desk, _state, index, count: cut(desk.prices[index]) * count


def _cut_remaining_per_unit(off: Off) -> UnitCut:
    """The line's running amount is split over its units as N5 does; the cheaper ones go first."""

    def cut(desk: Desk, state: State, index: int, count: int) -> int:
        quantity = desk.quantities[index]
        unit, dearer = divmod(state.totals[index], quantity)
        cheap_count = min(count, quantity - dearer)
        dear_count = count - cheap_count
        dear_cut = off.cut(unit + 1) * dear_count if dear_count else 0
        return off.cut(unit) * cheap_count + dear_cut

    return cut


def _cut_price_per_line(off: Off) -> UnitCut:
    return lambda desk, _state, index, count: off.cut(desk.prices[index] * count)


def _cut_remaining_per_line(off: Off) -> UnitCut:
    return lambda desk, state, index, count: off.cut(desk.remaining(state, index, count))


_CUTS: dict[tuple[Basis, Rounding], Callable[[Off], UnitCut]] = {
    (Basis.PRICE, Rounding.UNIT): _cut_price_per_unit,
    (Basis.PRICE, Rounding.LINE): _cut_price_per_line,
    (Basis.REMAINING, Rounding.UNIT): _cut_remaining_per_unit,
    (Basis.REMAINING, Rounding.LINE): _cut_remaining_per_line,
}


def bundle_price(effect: BundlePrice, lines_in: LinesIn) -> Act:
    parts = [lines_in(part.scope) for part in effect.parts]

    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        chosen = _shared_out(lines, [part(desk) for part in parts])
        stock = [sum(desk.quantities[i] for i in mine) for mine in chosen]
        sets = min(have // part.count for have, part in zip(stock, effect.parts, strict=True))
        sets = sets if effect.max_sets is None else min(sets, effect.max_sets)
        picked: Picked = []
        for mine, part in zip(chosen, effect.parts, strict=True):
            cheapest = in_order(desk, mine, Pick.CHEAPEST)
            picked += take(cheapest, desk.quantities, part.count * sets)
        picked.sort()
        weights = [desk.remaining(state, index, count) for index, count in picked]
        discount = sum(weights) - effect.price_minor * sets
        return spread(desk, state, [index for index, _ in picked], weights, discount)

    return act


def _shared_out(lines: Sequence[int], parts: list[Sequence[int]]) -> list[list[int]]:
    """Each line to the first part it fits."""
    free = set(lines)
    shares = []
    for part in parts:
        mine = [index for index in part if index in free]
        free.difference_update(mine)
        shares.append(mine)
    return shares


def buy_get(effect: BuyGet, lines_in: LinesIn) -> Act:
    buy, get = lines_in(effect.buy.scope), lines_in(effect.get.scope)

    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        inside = set(lines)
        buys = [index for index in buy(desk) if index in inside]
        gets = [index for index in get(desk) if index in inside]
        unused = [have - gone for have, gone in zip(desk.quantities, state.served, strict=True)]
        sets = _complete_sets(effect, buys, gets, unused)
        bought = take(_bought_first(desk, buys, gets), unused, effect.buy.count * sets)
        left = _less(unused, bought)
        given = take(in_order(desk, gets, effect.pick), left, effect.get.count * sets)
        state.served = _used_up(desk, _less(left, given))
        cuts = [effect.off.cut(desk.prices[index]) * count for index, count in given]
        return cut_each(desk, state, [index for index, _ in given], cuts)

    return act


def _complete_sets(effect: BuyGet, buys: list[int], gets: list[int], unused: list[int]) -> int:
    in_buys, in_gets = (sum(unused[i] for i in lines) for lines in (buys, gets))
    in_either = sum(unused[index] for index in {*buys, *gets})
    wanted, given = effect.buy.count, effect.get.count
    sets = min(in_buys // wanted, in_gets // given, in_either // (wanted + given))
    return sets if effect.max_sets is None else min(sets, effect.max_sets)


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


def gift(effect: Gift, lines_in: LinesIn) -> Act:
    per = lines_in(effect.per.scope) if effect.per else None

    def act(desk: Desk, state: State, _lines: Sequence[int]) -> int:
        count = effect.count
        if effect.per is not None and per is not None:
            count *= sum(desk.quantities[i] for i in per(desk)) // effect.per.count
        if not count:
            return 0
        held = [i for i, line in enumerate(desk.lines) if line.gift and line.sku == effect.sku]
        present = take(held, _unpaid_gifts(desk, state), count)
        cuts = [desk.prices[index] * units for index, units in present]
        in_cart = sum(units for _, units in present)
        state.gifts = (*state.gifts, Granted(effect.sku, count, in_cart))
        return cut_each(desk, state, [index for index, _ in present], cuts)

    return act


def _unpaid_gifts(desk: Desk, state: State) -> list[int]:
    """Units of each line still charged in full."""
    return [
        total // price if price else quantity
        for total, price, quantity in zip(state.totals, desk.prices, desk.quantities, strict=True)
    ]
