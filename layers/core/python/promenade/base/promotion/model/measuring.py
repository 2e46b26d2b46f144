"""What a promotion measures before its turn, compiled: thresholds, maxima, steps, absences."""

import sys
from collections.abc import Callable, Iterable
from operator import attrgetter, mul
from typing import NamedTuple

from promenade.base.promotion.model.answer import Gap
from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.promotion import AmountBasis, Condition, Ladder, Measure
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import Scope
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.values import Value


class Unmet(NamedTuple):
    """What keeps a promotion from its turn, and how far it is from it."""

    reason: Reason
    gap: Gap | None = None


# What some lines measure: None where the weight of one is not known.
Measuring = Callable[[Desk, State], int | None]


class Check(Value, frozen=True, gc=False):
    """A promotion has its turn where what it measures is known and from `least` up to `most`;
    `unmet` says of anything else what keeps it from it."""

    measure: Measuring
    least: int
    most: int
    unmet: Callable[[int | None], Unmet]


UNWEIGHED = Unmet(Reason.WEIGHT_UNKNOWN)
_NOT_ALONE = Unmet(Reason.EXCLUDED_ITEM)
_ANY = sys.maxsize


def check_of(condition: Condition, own: Scope, table: ScopeTable) -> Check:
    of, least = condition.of, minor(condition.threshold or 0)
    most = _ANY if condition.at_most is None else minor(condition.at_most)

    def unmet(measured: int | None) -> Unmet:
        if measured is None:
            return UNWEIGHED
        if measured < least:
            return Unmet(Reason.BELOW_THRESHOLD, Gap(of, least - measured, least))
        return Unmet(Reason.ABOVE_MAXIMUM, Gap(of, most - measured, most))

    return Check(measuring(condition, table.number(condition.scope or own)), least, most, unmet)


def absence_of(scope: Scope, table: ScopeTable) -> Check:
    """Of lines in the cart, whatever promotions may do to them."""
    number = table.number(scope)
    return Check(lambda desk, _: len(desk.present.get(number, ())), 0, 0, lambda _: _NOT_ALONE)


def unmet_of(checks: Iterable[Check], desk: Desk, state: State) -> Unmet | None:
    """By the first check that is not passed."""
    for check in checks:
        measured = check.measure(desk, state)
        if measured is None or not check.least <= measured <= check.most:
            return check.unmet(measured)
    return None


def measuring(measured: Condition | Ladder, number: int) -> Measuring:
    """Of the lines that this scope covers."""
    if measured.of is Measure.WEIGHT:
        return lambda desk, _: _weight(desk, number)
    settled, with_shipping = _SETTLED.get((measured.of, measured.basis)), measured.with_shipping

    def measure(desk: Desk, state: State) -> int:
        column, coverage = settled(desk) if settled else state.totals, desk.coverage
        total = state.shipping if with_shipping else 0
        if number in coverage:
            for index in coverage[number]:
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
