"""Effects that work on lines and totals, as integer arithmetic on a forked state."""

from collections.abc import Callable, Sequence
from operator import gt

from promenade.base.promotion.model.effects import (
    EVERY_UNIT,
    Amount,
    FirstAndFurtherOff,
    LineOff,
    OrderOff,
    ShippingOff,
)
from promenade.base.promotion.model.picking import pick_units
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.money import allocate, allocate_within

# Gives what an effect gives to the lines it covers, and returns how much that is.
Act = Callable[[Desk, State, Sequence[int]], int]


def spread(
    desk: Desk, state: State, lines: Sequence[int], weights: list[int], discount: int
) -> int:
    """Takes one discount off several lines by N4; what a floor cuts off goes to the others."""
    if discount <= 0:
        return 0
    room = _headrooms(desk, state, lines)
    parts = allocate(discount, weights)
    if any(map(gt, parts, room)):
        parts = allocate_within(discount, weights, room)
    return _take_off(state, lines, parts)


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
    """How far each line may still fall (N8, N10)."""
    totals, floors = state.totals, desk.floors
    if not desk.has_floors:
        return [totals[index] for index in lines]
    return [max(totals[index] - floors[index], 0) for index in lines]


def _take_off(state: State, lines: Sequence[int], parts: list[int]) -> int:
    totals = state.totals
    for index, part in zip(lines, parts, strict=True):
        totals[index] -= part
    return sum(parts)


def order_off(effect: OrderOff) -> Act:
    discount_of = _discount_of(effect)
    units = effect.units

    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        totals = state.totals
        weights = [totals[index] for index in lines]
        return spread(desk, state, lines, weights, discount_of(sum(weights)))

    def act_on_picked(desk: Desk, state: State, lines: Sequence[int]) -> int:
        picked = pick_units(desk, lines, units)
        weights = [desk.remaining(state, index, count) for index, count in picked]
        touched = [index for index, _ in picked]
        return spread(desk, state, touched, weights, discount_of(sum(weights)))

    return act if units == EVERY_UNIT else act_on_picked


def _discount_of(effect: OrderOff) -> Callable[[int], int]:
    off, every, most = effect.off, effect.every_minor, effect.max_discount_minor
    discount_of = off.cut
    if every is not None and isinstance(off, Amount):
        amount = off.off_minor
        discount_of = lambda base: min(amount * (base // every), base)  # noqa: E731
    if most is None:
        return discount_of
    return lambda base: min(discount_of(base), most)


def line_off(effect: LineOff) -> Act:
    cut, max_units = effect.off.cut, effect.max_units

    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        cuts = [cut(_base_of_first(desk, state, index, max_units)) for index in lines]
        return cut_each(desk, state, lines, cuts)

    return act


def _base_of_first(desk: Desk, state: State, index: int, max_units: int | None) -> int:
    price, quantity = desk.prices[index], desk.quantities[index]
    counted = quantity if max_units is None else min(quantity, max_units)
    already_cut = price * quantity - state.totals[index]
    return max(price * counted - already_cut, 0)


def first_and_further_off(effect: FirstAndFurtherOff) -> Act:
    first, further, max_units = effect.first_minor, effect.further_minor, effect.max_units

    def cut(quantity: int) -> int:
        counted = quantity if max_units is None else min(quantity, max_units)
        return first + further * (counted - 1) if counted else 0

    def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
        return cut_each(desk, state, lines, [cut(desk.quantities[index]) for index in lines])

    return act


def shipping_off(effect: ShippingOff) -> Act:
    cut, most = effect.off.cut, effect.max_discount_minor

    def act(_desk: Desk, state: State, _lines: Sequence[int]) -> int:
        discount = cut(state.shipping) if most is None else min(cut(state.shipping), most)
        state.shipping -= discount
        return discount

    return act
