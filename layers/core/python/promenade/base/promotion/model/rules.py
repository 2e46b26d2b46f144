"""A promotion compiled: its scopes numbered, its conditions and effects closures over integers."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from promenade.base.promotion.model import acting, acting_units
from promenade.base.promotion.model.acting import Act
from promenade.base.promotion.model.effects import (
    BundlePrice,
    BuyGet,
    Effect,
    FirstAndFurtherOff,
    Gift,
    LineOff,
    OrderOff,
    ShippingOff,
    UnitOff,
)
from promenade.base.promotion.model.gates import Gate, gates_of
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.promotion import (
    AtLeast,
    Ladder,
    Measure,
    Promotion,
    Stage,
)
from promenade.base.promotion.model.quote import Gap, Outcome
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import Scope
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.values import Value

# The gap to a condition's threshold, None once it is reached.
Check = Callable[[Desk, State], Gap | None]
# The effects of the step reached and the gap to the next one.
Climb = Callable[[Desk, State], tuple[tuple["BoundAct", ...], Gap | None]]


class BoundAct(NamedTuple):
    """An effect with the number of the lines it works on, and the channels it is for.

    One that works in sets gives nothing where no set is complete.
    """

    act: Act
    scope: int
    channels: frozenset[str] | None
    in_sets: bool


class Rule(Value, frozen=True):
    """One promotion, ready to price with; `place` is its outcome's position in every quote."""

    promotion: Promotion
    place: int
    group: str
    gates: tuple[Gate, ...]
    scope: int
    checks: tuple[Check, ...]
    acts: tuple[BoundAct, ...]
    climb: Climb | None

    def refusal(self, reason: Reason, rival: str | None = None, offer: int = 0) -> Outcome:
        promotion = self.promotion
        head = promotion.id, promotion.version, promotion.stage
        return Outcome(*head, reason, offer, rival)


def compile_rule(promotion: Promotion, place: int, table: ScopeTable) -> Rule:
    own = promotion.scope

    def bind(effects: Sequence[Effect]) -> tuple[BoundAct, ...]:
        return tuple(_bound(effect, own, table) for effect in effects)

    return Rule(
        promotion=promotion,
        place=place,
        group=_group(promotion),
        gates=gates_of(promotion),
        scope=table.number(own),
        checks=tuple(_check(condition, own, table) for condition in promotion.conditions),
        acts=bind(promotion.effects),
        climb=_climb(promotion.ladder, own, table, bind) if promotion.ladder else None,
    )


def _group(promotion: Promotion) -> str:
    """Named groups and single promotions must not be confused: a space starts no name."""
    if promotion.exclusion_group is not None:
        return promotion.exclusion_group
    return " " if promotion.stage is Stage.UNIT else f" {promotion.id}"


def _measuring(
    of: Measure, scope: Scope | None, own: Scope, table: ScopeTable
) -> Callable[[Desk, State], int]:
    number = table.number(own if scope is None else scope)

    def amount(desk: Desk, state: State) -> int:
        totals = state.totals
        return sum([totals[index] for index in desk.lines_in.get(number, ())])

    def quantity(desk: Desk, _state: State) -> int:
        quantities = desk.quantities
        return sum([quantities[index] for index in desk.lines_in.get(number, ())])

    return amount if of is Measure.AMOUNT else quantity


def _check(condition: AtLeast, own: Scope, table: ScopeTable) -> Check:
    measure = _measuring(condition.of, condition.scope, own, table)
    of, threshold = condition.of, condition.threshold

    def check(desk: Desk, state: State) -> Gap | None:
        missing = threshold - measure(desk, state)
        return Gap(of, missing, threshold) if missing > 0 else None

    return check


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
    scopes = [own, effect.scope] if hasattr(effect, "scope") else [own]
    act = _act(effect, table)
    return BoundAct(act, table.number(*scopes), effect.channels, _works_in_sets(effect))


def _works_in_sets(effect: Effect) -> bool:
    match effect:
        case OrderOff():
            return effect.every_minor is not None or effect.units.set_size > 1
        case UnitOff():
            return effect.units.set_size > 1
        case _:
            return isinstance(effect, BundlePrice | BuyGet | Gift)


def _act(effect: Effect, table: ScopeTable) -> Act:
    def lines_in(scope: Scope) -> acting_units.LinesOf:
        number = table.number(scope)
        return lambda desk: desk.lines_in.get(number, ())

    kind = type(effect)
    return _ACTS[kind](effect) if kind in _ACTS else _ASKING_ACTS[kind](effect, lines_in)


_ACTS: dict[type, Callable[[Any], Act]] = {
    UnitOff: acting_units.unit_off,
    LineOff: acting.line_off,
    FirstAndFurtherOff: acting.first_and_further_off,
    OrderOff: acting.order_off,
    ShippingOff: acting.shipping_off,
}
_ASKING_ACTS: dict[type, Callable[[Any, acting_units.LinesIn], Act]] = {
    BundlePrice: acting_units.bundle_price,
    BuyGet: acting_units.buy_get,
    Gift: acting_units.gift,
}
