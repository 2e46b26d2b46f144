"""What a promotion measures before its turn, compiled: thresholds, maxima, steps, absences."""

from collections.abc import Callable
from operator import attrgetter, mul
from typing import NamedTuple

from promenade.base.promotion.model.answer import Gap
from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.promotion import AmountBasis, Condition, Ladder, Measure
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import Scope
from promenade.base.promotion.model.state import Desk, State


class Unmet(NamedTuple):
    """What keeps a promotion from its turn, and how far it is from it."""

    reason: Reason
    gap: Gap | None = None


# What some lines measure: None where the weight of one is not known.
Measuring = Callable[[Desk, State], int | None]
# What keeps a promotion from its turn, None where nothing does.
Check = Callable[[Desk, State], Unmet | None]

UNWEIGHED = Unmet(Reason.WEIGHT_UNKNOWN)
_NOT_ALONE = Unmet(Reason.EXCLUDED_ITEM)


def check_of(condition: Condition, own: Scope, table: ScopeTable) -> Check:
    of, least = condition.of, minor(condition.threshold or 0)
    most = None if condition.at_most is None else minor(condition.at_most)
    measure = measuring(condition, table.number(condition.scope or own))

    def check(desk: Desk, state: State) -> Unmet | None:
        measured = measure(desk, state)
        if measured is None:
            return UNWEIGHED
        if measured < least:
            return Unmet(Reason.BELOW_THRESHOLD, Gap(of, least - measured, least))
        if most is not None and measured > most:
            return Unmet(Reason.ABOVE_MAXIMUM, Gap(of, most - measured, most))
        return None

    return check


def absence_of(scope: Scope, table: ScopeTable) -> Check:
    """Of lines in the cart, whatever promotions may do to them."""
    number = table.number(scope)
    return lambda desk, _: _NOT_ALONE if number in desk.present else None


def measuring(measured: Condition | Ladder, number: int) -> Measuring:
    """Of the lines that this scope covers."""
    if measured.of is Measure.WEIGHT:
        return lambda desk, _: _weight(desk, number)
    settled, with_shipping = _SETTLED.get((measured.of, measured.basis)), measured.with_shipping

    def measure(desk: Desk, state: State) -> int:
        column, total = settled(desk) if settled else state.totals, 0
        if with_shipping:
            total = state.shipping
        for index in desk.coverage.get(number, ()):
            total += column[index]
        return total

    return measure


def _weight(desk: Desk, number: int) -> int | None:
    lines = [desk.lines[index] for index in desk.coverage.get(number, ())]
    weights = [line.weight_g * line.qty for line in lines if line.weight_g is not None]
    return sum(weights) if len(weights) == len(lines) else None


def _at_unit_prices(desk: Desk) -> list[int]:
    return list(map(mul, desk.prices, desk.quantities))


def _at_list_prices(desk: Desk) -> list[int]:
    return [line.list_minor * line.qty for line in desk.lines]


# What counts of each line, unless it is what earlier promotions left of its amount.
_SETTLED: dict[tuple[Measure, AmountBasis], Callable[[Desk], list[int]]] = {
    (Measure.QUANTITY, AmountBasis.REMAINING): attrgetter("quantities"),
    (Measure.AMOUNT, AmountBasis.PRICE): _at_unit_prices,
    (Measure.AMOUNT, AmountBasis.LIST): _at_list_prices,
}
