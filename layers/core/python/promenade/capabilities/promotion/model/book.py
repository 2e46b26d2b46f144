"""Promotions compiled once per version, to price any number of carts with."""

from collections.abc import Iterable
from dataclasses import dataclass

from promenade.capabilities.promotion.model.gates import normalised
from promenade.capabilities.promotion.model.matching import ScopeTable
from promenade.capabilities.promotion.model.promotion import Promotion, Stage
from promenade.capabilities.promotion.model.quote import Outcome
from promenade.capabilities.promotion.model.reasons import Reason
from promenade.capabilities.promotion.model.rules import Rule, compile_rule
from promenade.capabilities.promotion.model.unit_stage import UnitRule, compile_unit_rule


@dataclass(frozen=True, slots=True)
class Book:
    """Rules by stage and rank; how promotions are declared leaves no trace in it."""

    table: ScopeTable
    unit_rules: tuple[UnitRule, ...]
    stages: tuple[tuple[Stage, tuple[Rule, ...]], ...]
    codes: dict[str, tuple[str, ...]]


LATER_STAGES = (Stage.ORDER, Stage.STORE_COUPON, Stage.PLATFORM_COUPON, Stage.SHIPPING)


def compile_book(promotions: Iterable[Promotion]) -> Book:
    """Raises ValueError when two promotions share an id."""
    table = ScopeTable()
    rules = sorted((compile_rule(p, table) for p in promotions), key=lambda rule: rule.rank)
    ids = [rule.promotion.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise ValueError("two promotions have the same id")
    unit_rules = [r for r in rules if r.promotion.stage is Stage.UNIT]
    return Book(
        table,
        tuple(compile_unit_rule(rule, table) for rule in unit_rules),
        tuple(
            (stage, tuple(rule for rule in rules if rule.promotion.stage is stage))
            for stage in LATER_STAGES
        ),
        _codes(rules),
    )


def _codes(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        if rule.promotion.code is not None:
            text = normalised(rule.promotion.code.text)
            codes[text] = (*codes.get(text, ()), rule.promotion.id)
    return codes


def refusal(rule: Rule, reason: Reason) -> Outcome:
    promotion = rule.promotion
    return Outcome(promotion.id, promotion.version, promotion.stage, reason)
