"""Promotions compiled once per version, to price any number of carts with."""

from collections import Counter
from collections.abc import Iterable, Sequence

from promenade.base.promotion.model.gates import normalised
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.promotion import Promotion, Stage
from promenade.base.promotion.model.quote import Outcome
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.rules import Rule, compile_rule
from promenade.base.promotion.model.unit_stage import UnitRule, compile_unit_rule
from promenade.kit.values import Value


class StageRules(Value, frozen=True):
    """A later stage's rules by rank; the flags say what its turns need not look for."""

    stage: Stage
    rules: tuple[Rule, ...]
    has_exclusives: bool
    has_rivals: bool


class Book(Value, frozen=True):
    """Rules in the order of their outcomes: stage, priority, id. How they were declared leaves no
    trace. `unmatched` is every promotion's outcome for a cart that holds nothing it covers.
    """

    table: ScopeTable
    unit_rules: tuple[UnitRule, ...]
    stages: tuple[StageRules, ...]
    unmatched: tuple[Outcome, ...]
    places_by_code: dict[str, tuple[int, ...]]


_STAGES = tuple(Stage)


def compile_book(promotions: Iterable[Promotion]) -> Book:
    """Raises ValueError when two promotions share an id."""
    ordered = sorted(promotions, key=lambda p: (_STAGES.index(p.stage), -p.priority, p.id))
    if len({promotion.id for promotion in ordered}) != len(ordered):
        raise ValueError("two promotions have the same id")
    table = ScopeTable()
    rules = [compile_rule(promotion, place, table) for place, promotion in enumerate(ordered)]
    by_stage = {s: tuple(rule for rule in rules if rule.promotion.stage is s) for s in _STAGES}
    return Book(
        table,
        tuple(compile_unit_rule(rule, table) for rule in by_stage.pop(Stage.UNIT)),
        tuple(_stage_rules(stage, members) for stage, members in by_stage.items() if members),
        tuple(rule.refusal(Reason.NO_MATCHING_LINE) for rule in rules),
        _places_by_code(rules),
    )


def _stage_rules(stage: Stage, rules: tuple[Rule, ...]) -> StageRules:
    sizes = Counter(rule.group for rule in rules)
    return StageRules(
        stage,
        rules,
        has_exclusives=any(rule.promotion.exclusive for rule in rules),
        has_rivals=any(size > 1 for size in sizes.values()),
    )


def _places_by_code(rules: Sequence[Rule]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for rule in rules:
        if rule.promotion.code is not None:
            text = normalised(rule.promotion.code.text)
            places[text] = (*places.get(text, ()), rule.place)
    return places
