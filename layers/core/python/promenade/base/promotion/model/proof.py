"""Whether a promotion keeps the rules on carts made up for it: what publishing asks (M1-4)."""

from collections.abc import Iterator, Sequence
from itertools import islice

from promenade.base.promotion.model.answer import Quote
from promenade.base.promotion.model.book import compile_book
from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.cart import Cart
from promenade.base.promotion.model.currencies import in_currency
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.stages import quote
from promenade.base.promotion.model.trial_carts import trial_carts, trial_currency
from promenade.kit.values import Value

TRIALS = 100
"""Carts of at most six lines: some milliseconds of work."""


class Violation(Value, frozen=True):
    """A rule that a quote breaks, with the cart that shows it."""

    rule: str
    cart: Cart


def violations(promotion: Promotion, seed: int = 0) -> list[Violation]:
    """Of each rule the first."""
    first: dict[str, Violation] = {}
    currency = trial_currency(promotion)
    book, again = compile_book([promotion]), compile_book([promotion])
    for cart in islice(trial_carts([promotion], currency, seed), TRIALS):
        answer = quote(book, cart)
        broken = list(broken_rules(answer, cart, [promotion]))
        if quote(again, cart).hash != answer.hash:
            broken.append("N9")
        for rule in broken:
            first.setdefault(rule, Violation(rule, cart))
    return list(first.values())


def broken_rules(answer: Quote, cart: Cart, promotions: Sequence[Promotion]) -> Iterator[str]:
    """Rules of the requirements that the answer does not keep, whatever promotions are about."""
    if not _adds_up(answer):
        yield "N4"
    if not _splits_up(answer):
        yield "N5"
    if answer.totals.payable_minor < 0 or answer.totals.shipping_discount_minor > (
        cart.shipping_minor
    ):
        yield "N8"
    if not all(_keeps_bounds(answer)):
        yield "N10"
    if not all(_keeps_budgets(answer, promotions)):
        yield "N15"


def _adds_up(answer: Quote) -> bool:
    totals = answer.totals
    on_sale = sum((p.line.list_minor - p.line.selling_minor) * p.line.qty for p in answer.lines)
    on_sale = on_sale if all(line.activity is None for line in answer.cart_lines) else 0
    saved = sum(each.saving_minor for each in answer.outcomes)
    return (
        sum(answer.paid_minor) == totals.goods_minor
        and totals.list_minor - totals.discount_minor == totals.goods_minor
        and totals.goods_minor + totals.shipping_minor - totals.shipping_discount_minor
        == totals.payable_minor
        and on_sale + saved == totals.discount_minor + totals.shipping_discount_minor
    )


def _splits_up(answer: Quote) -> bool:
    """Lines into units, savings into lines and units."""
    return all(
        sum(units * each for units, each in priced.paid_per_unit) == priced.paid_minor
        for priced in answer.lines
    ) and all(
        sum(saving.saving_minor for saving in answer.savings_of(outcome))
        + outcome.shipping_saving_minor
        == outcome.saving_minor
        for outcome in answer.outcomes
    )


def _keeps_bounds(answer: Quote) -> Iterator[bool]:
    for priced in answer.lines:
        line = priced.line
        floor = 0 if line.gift else min(line.floor_minor or 0, line.selling_minor)
        yield floor * line.qty <= priced.paid_minor <= line.selling_minor * line.qty


def _keeps_budgets(answer: Quote, promotions: Sequence[Promotion]) -> Iterator[bool]:
    budgets = {
        each.id: minor(each.limits.budget_minor)
        for promotion in promotions
        if (each := in_currency(promotion, answer.currency)) and each.limits.budget_minor
    }
    for outcome in answer.outcomes:
        yield outcome.saving_minor <= budgets.get(outcome.promotion_id, outcome.saving_minor)
