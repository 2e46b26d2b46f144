"""A promotion compiled: its scopes numbered, its conditions and effects closures over integers."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from promenade.base.promotion.model.answer import Gap
from promenade.base.promotion.model.effects import Effect, UnitOff
from promenade.base.promotion.model.effects.effect import Act, LinesOf
from promenade.base.promotion.model.gates import Gate, gates_of
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.promotion import AtLeast, Ladder, Measure, Promotion
from promenade.base.promotion.model.scope import Scope
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.values import Value

PriceAfter = Callable[[int], int]
AMOUNT = Measure.AMOUNT
# The gap to a condition's threshold, None once it is reached.
GapOf = Callable[[Desk, State], Gap | None]
# The effects of the step reached and the gap to the next one.
Climb = Callable[[Desk, State], tuple[tuple["BoundAct", ...], Gap | None]]


class BoundAct(NamedTuple):
    """An effect's act with the number of the lines it works on, and the channels it is for."""

    act: Act
    scope: int
    channels: frozenset[str] | None


class UnitPrice(NamedTuple):
    """How a promotion prices the units of the lines in a scope."""

    scope: int
    price_after: PriceAfter
    channels: frozenset[str] | None


class Entry(Value, frozen=True, eq=False):
    """A book's entry: one promotion, ready to price with. `place` is its outcome's position in
    every quote, `group` those it competes with, `scope` the number of its lines; `prices` are what
    it does in the unit stage, the rest in later ones.
    """

    promotion: Promotion
    place: int
    group: str
    gates: tuple[Gate, ...]
    scope: int
    prices: tuple[UnitPrice, ...]
    gaps: tuple[GapOf, ...]
    acts: tuple[BoundAct, ...]
    climb: Climb | None
    has_budget: bool


# Stages whose promotions without a group are a group (N6, N26).
_ONE_GROUP = frozenset({Stage.UNIT, Stage.STORE_COUPON, Stage.PLATFORM_COUPON})


def compile_entry(promotion: Promotion, place: int, table: ScopeTable) -> Entry:
    own = promotion.scope

    def bind(effects: Sequence[Effect]) -> tuple[BoundAct, ...]:
        return tuple(_bound(effect, own, table) for effect in effects)

    return Entry(
        promotion=promotion,
        place=place,
        group=_group(promotion),
        gates=gates_of(promotion),
        scope=table.number(own),
        prices=_unit_prices(promotion, table),
        gaps=tuple(_gap_of(condition, own, table) for condition in promotion.conditions),
        acts=bind(promotion.effects),
        climb=_climb(promotion.ladder, own, table, bind) if promotion.ladder else None,
        has_budget=promotion.limits.budget_minor is not None,
    )


def _group(promotion: Promotion) -> str:
    """Named groups and those without a name must not be confused: a space starts no name."""
    if promotion.exclusion_group is not None:
        return promotion.exclusion_group
    return " " if promotion.stage in _ONE_GROUP else f" {promotion.id}"


def _unit_prices(promotion: Promotion, table: ScopeTable) -> tuple[UnitPrice, ...]:
    if promotion.stage is not Stage.UNIT:
        return ()
    return tuple(
        UnitPrice(
            table.number(promotion.scope, effect.scope), effect.off.price_after, effect.open_in
        )
        for effect in promotion.effects
        if isinstance(effect, UnitOff)
    )


def _measuring(
    of: Measure, scope: Scope | None, own: Scope, table: ScopeTable
) -> Callable[[Desk, State], int]:
    number = table.number(own if scope is None else scope)

    def measure(desk: Desk, state: State) -> int:
        column, measured = state.totals if of is AMOUNT else desk.quantities, 0
        for index in desk.coverage.get(number, ()):
            measured += column[index]
        return measured

    return measure


def _gap_of(condition: AtLeast, own: Scope, table: ScopeTable) -> GapOf:
    measure = _measuring(condition.of, condition.scope, own, table)
    of, threshold = condition.of, condition.threshold

    def gap_of(desk: Desk, state: State) -> Gap | None:
        missing = threshold - measure(desk, state)
        return Gap(of, missing, threshold) if missing > 0 else None

    return gap_of


def _climb(
    ladder: Ladder,
    own: Scope,
    table: ScopeTable,
    bind: Callable[[Sequence[Effect]], tuple[BoundAct, ...]],
) -> Climb:
    measure = _measuring(ladder.of, ladder.scope, own, table)
    steps = [(step.threshold, bind(step.effects)) for step in ladder.steps]
    of = ladder.of

    def climb(desk: Desk, state: State) -> tuple[tuple[BoundAct, ...], Gap | None]:
        reached = measure(desk, state)
        acts: tuple[BoundAct, ...] = ()
        for threshold, granted in steps:
            if reached < threshold:
                return acts, Gap(of, threshold - reached, threshold)
            acts = granted
        return acts, None

    return climb


def _bound(effect: Effect, own: Scope, table: ScopeTable) -> BoundAct:
    def locate(scope: Scope) -> LinesOf:
        number = table.number(scope)
        return lambda desk: desk.coverage.get(number, ())

    number = table.number(own, effect.scope)
    return BoundAct(effect.compiled(locate), number, effect.open_in)
