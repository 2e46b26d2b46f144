"""Effects that work on lines and totals, as integer arithmetic on a forked state."""

from collections.abc import Callable, Sequence
from functools import partial

from promenade.capabilities.promotion.model.effects import (
    EVERY_UNIT,
    FirstAndFurtherOff,
    LineOff,
    OrderOff,
    Percent,
    ShippingOff,
)
from promenade.capabilities.promotion.model.picking import pick_units
from promenade.capabilities.promotion.model.state import Desk, State
from promenade.kit.money import allocate, allocate_within

# Gives what an effect gives to the lines it covers.
Act = Callable[[Desk, State, Sequence[int]], None]


def headrooms(desk: Desk, state: State, lines: Sequence[int]) -> list[int]:
    """How far each line may still fall (N8, N10)."""
    totals, floors = state.totals, desk.floors
    return [max(totals[index] - floors[index], 0) for index in lines]


def spread(
    desk: Desk, state: State, lines: Sequence[int], weights: list[int], discount: int
) -> None:
    """Takes one discount off several lines by N4; what a floor cuts off goes to the others."""
    if discount <= 0:
        return
    room = headrooms(desk, state, lines)
    parts = allocate(discount, weights)
    if any(part > free for part, free in zip(parts, room, strict=True)):
        parts = allocate_within(discount, weights, room)
    _take_off(state, lines, parts)


def cut_each(
    desk: Desk, state: State, lines: Sequence[int], cuts: list[int], most: int | None = None
) -> None:
    """Takes each line's own cut off it, as far as its floor lets it; at most so much in all."""
    room = headrooms(desk, state, lines)
    parts = [min(cut, free) for cut, free in zip(cuts, room, strict=True)]
    if most is not None and sum(parts) > most:
        parts = allocate(most, parts)
    _take_off(state, lines, parts)


def _take_off(state: State, lines: Sequence[int], parts: list[int]) -> None:
    totals = state.totals
    for index, part in zip(lines, parts, strict=True):
        totals[index] -= part


def order_off(effect: OrderOff) -> Act:
    reckon = _discount_of(effect)
    most = effect.max_discount_minor
    if effect.units != EVERY_UNIT:
        return partial(_picked_order_off, effect, reckon)

    def act(desk: Desk, state: State, lines: Sequence[int]) -> None:
        totals = state.totals
        weights = [totals[index] for index in lines]
        discount = reckon(sum(weights))
        spread(desk, state, lines, weights, discount if most is None else min(discount, most))

    return act


def _picked_order_off(
    effect: OrderOff, reckon: Callable[[int], int], desk: Desk, state: State, lines: Sequence[int]
) -> None:
    picked = pick_units(desk, lines, effect.units)
    weights = [desk.units_left(state, index, count) for index, count in picked]
    discount = reckon(sum(weights))
    if effect.max_discount_minor is not None:
        discount = min(discount, effect.max_discount_minor)
    spread(desk, state, [index for index, _ in picked], weights, discount)


def _discount_of(effect: OrderOff) -> Callable[[int], int]:
    off, every = effect.off, effect.every_minor
    if every is None or isinstance(off, Percent):
        return off.cut
    return lambda base: min(off.off_minor * (base // every), base)


def line_off(effect: LineOff) -> Act:
    cut, max_units = effect.off.cut, effect.max_units

    def act(desk: Desk, state: State, lines: Sequence[int]) -> None:
        cuts = [cut(_base_of_first(desk, state, index, max_units)) for index in lines]
        cut_each(desk, state, lines, cuts)

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

    def act(desk: Desk, state: State, lines: Sequence[int]) -> None:
        cut_each(desk, state, lines, [cut(desk.quantities[index]) for index in lines])

    return act


def shipping_off(effect: ShippingOff) -> Act:
    def act(_desk: Desk, state: State, _lines: Sequence[int]) -> None:
        discount = min(effect.off.cut(state.shipping), state.shipping)
        if effect.max_discount_minor is not None:
            discount = min(discount, effect.max_discount_minor)
        state.shipping -= discount

    return act
