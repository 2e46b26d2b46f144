"""Carts and promotions in few words, for tests of the quote."""

from datetime import UTC, datetime
from typing import Any

from promenade.base.promotion.model import (
    Cart,
    Line,
    Outcome,
    Promotion,
    Quote,
    Scope,
    Selector,
    Stage,
    Usages,
    compile_book,
    quote,
)
from promenade.base.promotion.model.effects import Effect
from promenade.kit.money import Runs

AT = datetime(2024, 6, 15, 12, tzinfo=UTC)


def line(name: str, list_minor: int, qty: int = 1, **more: Any) -> Line:
    """A line whose id, SKU and product are all called the same."""
    return Line(name, name, name, qty, list_minor, **more)


def cart(*lines: Line, **more: Any) -> Cart:
    given: dict[str, Any] = {"lines": lines, "currency": "CNY", "at": AT}
    return Cart(**given | more)


def promotion(name: str, *effects: Effect, stage: Stage = Stage.ORDER, **more: Any) -> Promotion:
    return Promotion(name, name, 1, stage, effects, **more)


def skus(*names: str) -> Scope:
    return Scope((Selector(skus=names),))


def priced(basket: Cart, *promotions: Promotion, usage: Usages | None = None) -> Quote:
    return quote(compile_book(promotions), basket, usage or Usages())


def paid(answer: Quote) -> dict[str, int]:
    return {each.line.id: each.paid_minor for each in answer.lines}


def outcome(answer: Quote, name: str) -> Outcome:
    return next(each for each in answer.outcomes if each.promotion_id == name)


def reasons(answer: Quote) -> dict[str, str]:
    return {each.promotion_id: each.reason.value for each in answer.outcomes}


def each_of(runs: Runs) -> tuple[int, ...]:
    """The amounts of all units, one by one."""
    return tuple(minor for units, minor in runs for _ in range(units))
