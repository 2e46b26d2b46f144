"""What holds for every cart under every set of promotions (N3 to N10)."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model import (
    Cart,
    Promotion,
    Quote,
    Stage,
    compile_book,
    quote,
)
from promenade.base.promotion.model.bounds import minor
from promenade.kit.values import replace
from tests.support.pricing_strategies import carts, promotion_lists
from tests.support.promotions import each_of, outcome


def _quote(basket: Cart, promotions: Sequence[Promotion]) -> Quote:
    return quote(compile_book(promotions), basket)


@given(carts, promotion_lists)
def test_savings_add_up_to_the_last_cent(basket: Cart, promotions: list[Promotion]) -> None:
    answer = _quote(basket, promotions)
    totals, saved = answer.totals, sum(each.saving_minor for each in answer.outcomes)
    on_sale = sum((p.line.list_minor - p.line.selling_minor) * p.line.qty for p in answer.lines)
    assert sum(p.paid_minor for p in answer.lines) == totals.goods_minor
    assert totals.list_minor - totals.discount_minor == totals.goods_minor
    assert totals.goods_minor + totals.shipping_minor - totals.shipping_discount_minor == (
        totals.payable_minor
    )
    assert on_sale + saved == totals.discount_minor + totals.shipping_discount_minor


@given(carts, promotion_lists)
def test_lines_keep_between_nothing_floor_and_selling_price(
    basket: Cart, promotions: list[Promotion]
) -> None:
    answer = _quote(basket, promotions)
    assert 0 <= answer.totals.shipping_discount_minor <= basket.shipping_minor
    for priced in answer.lines:
        line = priced.line
        floor = 0 if line.gift else min(line.floor_minor or 0, line.selling_minor)
        assert floor * line.qty <= priced.paid_minor <= line.selling_minor * line.qty
        if not line.discountable:
            assert priced.paid_minor == line.selling_minor * line.qty


@given(carts, promotion_lists)
def test_units_and_savings_are_explained_to_the_last_one(
    basket: Cart, promotions: list[Promotion]
) -> None:
    answer = _quote(basket, promotions)
    for priced in answer.lines:
        assert sum(each_of(priced.paid_per_unit)) == priced.paid_minor
        assert len(each_of(priced.paid_per_unit)) == priced.line.qty
    for each in answer.outcomes:
        savings = answer.savings_of(each)
        assert sum(s.saving_minor for s in savings) + each.shipping_saving_minor == (
            each.saving_minor
        )
        assert all(sum(each_of(s.saved_per_unit)) == s.saving_minor > 0 for s in savings)
        if each.promotion.stage is not Stage.UNIT:
            assert all(saved >= 0 for s in savings for saved in each_of(s.saved_per_unit))
        assert each.applied == bool(each.saving_minor or each.gifts)


@given(carts, promotion_lists)
def test_every_promotion_answers_once_and_losers_name_a_winner(
    basket: Cart, promotions: list[Promotion]
) -> None:
    answer = _quote(basket, promotions)
    assert sorted(each.promotion_id for each in answer.outcomes) == sorted(p.id for p in promotions)
    for each in answer.outcomes:
        if each.rival is not None and each.promotion.stage is not Stage.UNIT:
            rival = outcome(answer, each.rival)
            assert rival.applied
            if each.reason == "lost_to":
                assert rival.saving_minor >= each.offer_minor


@given(carts, promotion_lists, st.randoms(use_true_random=False))
def test_neither_declaration_order_nor_repetition_changes_a_quote(
    basket: Cart, promotions: list[Promotion], chance: Random
) -> None:
    answer = _quote(basket, promotions)
    chance.shuffle(promotions)
    again = _quote(basket, promotions)
    assert again == answer
    assert again.hash == answer.hash


@given(carts, promotion_lists)
def test_budgets_are_never_exceeded(basket: Cart, promotions: list[Promotion]) -> None:
    answer = _quote(basket, promotions)
    for promotion in promotions:
        budget = promotion.limits.budget_minor
        if budget is not None:
            assert outcome(answer, promotion.id).saving_minor <= minor(budget)


@given(carts, promotion_lists)
def test_where_nobody_competes_an_idle_promotion_could_as_well_not_be_there(
    basket: Cart, promotions: list[Promotion]
) -> None:
    peaceful = [
        replace(p, exclusion_group=p.id, exclusive=False, stop=None, not_with=())
        for p in promotions
    ]
    answer = _quote(basket, peaceful)
    at_work = {each.promotion_id for each in answer.outcomes if each.applied}
    assert _quote(basket, [p for p in peaceful if p.id in at_work]).hash == answer.hash


@given(carts, promotion_lists)
def test_the_hash_changes_with_a_version_at_work_and_not_with_one_idle(
    basket: Cart, promotions: list[Promotion]
) -> None:
    answer = _quote(basket, promotions)
    for promotion in promotions:
        edited = [replace(p, version=2) if p is promotion else p for p in promotions]
        changed = _quote(basket, edited).hash != answer.hash
        assert changed == outcome(answer, promotion.id).applied
