"""A promotion compiled: its scopes numbered, its conditions and effects closures over integers."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from promenade.base.promotion.model.answer import Gap
from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.effects import Effect
from promenade.base.promotion.model.effects.effect import Act, LinesOf, UnitPricing
from promenade.base.promotion.model.gates import gates_of
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.measuring import (
    UNWEIGHED,
    Check,
    Unmet,
    absence_of,
    check_of,
    measuring,
)
from promenade.base.promotion.model.occasion import Gate, Occasion
from promenade.base.promotion.model.promotion import Ladder, Limits, Promotion, Stop
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.values import Value, replace

# The effects of the step reached, and what keeps the cart from the next one.
Climb = Callable[[Desk, State], tuple[tuple["BoundAct", ...], Unmet | None]]


class BoundAct(Value, frozen=True, gc=False):
    """An effect's act with the number of the lines it works on, and the channels it is for."""

    act: Act
    scope: int
    channels: frozenset[str] | None


class UnitPrice(NamedTuple):
    """How a promotion prices the units of the lines in a scope."""

    scope: int
    pricing: UnitPricing
    channels: frozenset[str] | None


class Entry(Value, frozen=True, eq=False):
    """A book's entry: one promotion, ready to price with. `place` is its outcome's position in
    every quote, `group` those it competes with, `scope` the number of its lines; `prices` are what
    it does in the unit stage, the rest in later ones; `not_with` those it does not apply beside.
    One that is not `is_here` has nothing to do with carts in this currency.
    """

    promotion: Promotion
    place: int
    group: str
    gates: tuple[Gate, ...]
    scope: int
    prices: tuple[UnitPrice, ...]
    checks: tuple[Check, ...]
    acts: tuple[BoundAct, ...]
    climb: Climb | None
    budget_minor: int | None
    per_order_minor: int | None
    stop: Stop | None
    not_with: frozenset[str]
    is_bounded: bool
    bears_on_others: bool
    is_here: bool = True

    def closed(self, occasion: Occasion) -> Reason | None:
        """Why it is not open; None where it is."""
        for gate in self.gates:
            if (reason := gate(occasion)) is not None:
                return reason
        return None


# Stages whose promotions without a group are a group (N6, N26).
_ONE_GROUP = frozenset({Stage.UNIT, Stage.STORE_COUPON, Stage.PLATFORM_COUPON})


def compile_entry(
    promotion: Promotion, place: int, table: ScopeTable, not_with: frozenset[str]
) -> Entry:
    """Of a promotion that is in one currency."""
    own, limits = promotion.scope, promotion.limits
    bind = partial(_all_bound, own, table)
    most = None if limits.per_order_minor is None else minor(limits.per_order_minor)
    return Entry(
        promotion=promotion,
        place=place,
        group=_group(promotion),
        gates=gates_of(promotion),
        scope=table.number(own),
        prices=_unit_prices(promotion, table),
        checks=tuple(_checks(promotion, table)),
        acts=bind(promotion.effects),
        climb=_climb(promotion.ladder, own, table, bind) if promotion.ladder else None,
        budget_minor=limits.budget_minor,
        per_order_minor=most,
        stop=promotion.stop,
        not_with=not_with,
        is_bounded=most is not None or limits.budget_minor is not None,
        bears_on_others=promotion.stop is not None or bool(not_with),
    )


def entry_elsewhere(promotion: Promotion, place: int, table: ScopeTable) -> Entry:
    """Of a promotion that is for carts in other currencies: closed, whatever else it asks for."""
    bare = replace(
        promotion,
        effects=(),
        ladder=None,
        conditions=(),
        scope=EVERYTHING,
        without=None,
        limits=Limits(),
    )
    entry = compile_entry(bare, place, table, frozenset())
    gates = (*entry.gates, lambda _: Reason.OTHER_CURRENCY)
    return replace(entry, promotion=promotion, gates=gates, is_here=False)


def _group(promotion: Promotion) -> str:
    """Named groups and those without a name must not be confused: a space starts no name."""
    if promotion.exclusion_group is not None:
        return promotion.exclusion_group
    return " " if promotion.stage in _ONE_GROUP else f" {promotion.id}"


def _checks(promotion: Promotion, table: ScopeTable) -> Iterator[Check]:
    if promotion.without is not None:
        yield absence_of(promotion.without, table)
    for condition in promotion.conditions:
        yield check_of(condition, promotion.scope, table)


def _unit_prices(promotion: Promotion, table: ScopeTable) -> tuple[UnitPrice, ...]:
    if promotion.stage is not Stage.UNIT:
        return ()
    return tuple(
        UnitPrice(table.number(promotion.scope, effect.scope), pricing, effect.open_in)
        for effect in promotion.effects
        if (pricing := effect.unit_pricing(promotion.window.zone))
    )


def _climb(
    ladder: Ladder,
    own: Scope,
    table: ScopeTable,
    bind: Callable[[Sequence[Effect]], tuple[BoundAct, ...]],
) -> Climb:
    of, measure = ladder.of, measuring(ladder, table.number(ladder.scope or own))
    steps = [(minor(step.threshold), bind(step.effects)) for step in ladder.steps]

    def climb(desk: Desk, state: State) -> tuple[tuple[BoundAct, ...], Unmet | None]:
        reached = measure(desk, state)
        acts: tuple[BoundAct, ...] = ()
        if reached is None:
            return acts, UNWEIGHED
        for threshold, granted in steps:
            if reached < threshold:
                gap = Gap(of, threshold - reached, threshold)
                return acts, Unmet(Reason.BELOW_THRESHOLD, gap)
            acts = granted
        return acts, None

    return climb


def _all_bound(own: Scope, table: ScopeTable, effects: Sequence[Effect]) -> tuple[BoundAct, ...]:
    return tuple(_bound(effect, own, table) for effect in effects)


def _bound(effect: Effect, own: Scope, table: ScopeTable) -> BoundAct:
    def locate(scope: Scope) -> LinesOf:
        number = table.number(scope)
        return lambda desk: desk.coverage.get(number, ())

    number = table.number(own, effect.scope)
    return BoundAct(effect.compiled(locate), number, effect.open_in)
