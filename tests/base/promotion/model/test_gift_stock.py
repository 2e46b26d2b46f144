"""Gifts that are out of stock."""

from typing import Any

import pytest

from promenade.base.promotion.model import (
    GiftLine,
    GrantedGift,
    Ladder,
    Measure,
    Promotion,
    Quote,
    Step,
    compile_book,
)
from promenade.base.promotion.model.checks import contradictions
from promenade.base.promotion.model.effects import Amount, Gift, OrderOff, OutOfStock, Substitute
from tests.support.promotions import cart, line, outcome, paid, priced, promotion

SKIP, SUBSTITUTE, BLOCK = OutOfStock.SKIP, OutOfStock.SUBSTITUTE, OutOfStock.BLOCK
OTHERS = (Substitute("cup"), Substitute("pen"))
OFF = OrderOff(Amount(100))
TEA = line("tea", 1_000)


def of_gift(policy: OutOfStock, *more: Any, **said: Any) -> Promotion:
    substitutes = OTHERS if policy is SUBSTITUTE else ()
    return promotion("p", *more, Gift("mug", 2, out_of_stock=policy, substitutes=substitutes))


def told(answer: Quote) -> tuple[str, tuple[GrantedGift, ...], int]:
    found = outcome(answer, "p")
    return found.reason, found.gifts, found.saving_minor


def of_stock(mugs: int, policy: OutOfStock, *more: Any, **others: int) -> Quote:
    return priced(
        cart(TEA, stock={"mug": mugs, "cup": 0, "pen": 0} | others), of_gift(policy, *more)
    )


@pytest.mark.parametrize("policy", [SKIP, SUBSTITUTE, BLOCK])
def test_a_gift_in_stock_is_given(policy: OutOfStock) -> None:
    assert told(of_stock(2, policy)) == ("applied", (GrantedGift("mug", 2, 0),), 0)


@pytest.mark.parametrize("policy", [SKIP, SUBSTITUTE, BLOCK])
def test_too_few_units_are_out_of_stock(policy: OutOfStock) -> None:
    assert told(of_stock(1, policy)) == ("gift_out_of_stock", (), 0)


def test_what_a_promotion_gives_besides_is_given_or_blocked() -> None:
    assert told(of_stock(1, SKIP, OFF)) == ("applied", (), 100)
    assert told(of_stock(1, BLOCK, OFF)) == ("gift_out_of_stock", (), 0)


def test_the_first_substitute_in_stock_is_given_instead() -> None:
    pen = GrantedGift("pen", 2, 0, instead_of="mug")
    cup = GrantedGift("cup", 2, 0, instead_of="mug")
    assert told(of_stock(1, SUBSTITUTE, cup=1, pen=2)) == ("applied", (pen,), 0)
    assert told(of_stock(1, SUBSTITUTE, cup=2, pen=2)) == ("applied", (cup,), 0)


def test_a_substitutes_line_in_the_cart_is_free() -> None:
    pens = line("pen", 300, 3, gift=True)
    answer = priced(cart(TEA, pens, stock={"mug": 0, "cup": 0, "pen": 5}), of_gift(SUBSTITUTE))
    assert paid(answer) == {"tea": 1_000, "pen": 300}
    assert outcome(answer, "p").gifts == (GrantedGift("pen", 2, 2, (GiftLine("pen", 2),), "mug"),)


def test_without_a_word_about_it_a_gift_that_is_gone_is_skipped() -> None:
    plain = promotion("p", OFF, Gift("mug", 2))
    assert compile_book([plain]).page("CNY").stocked.asked([]) == ["mug"]
    assert told(priced(cart(TEA, stock={"mug": 1}), plain)) == ("applied", (), 100)


def test_a_stock_that_is_not_known_gives() -> None:
    assert told(priced(cart(TEA), of_gift(BLOCK))) == ("applied", (GrantedGift("mug", 2, 0),), 0)


def test_units_that_the_cart_buys_are_no_gifts() -> None:
    bought = cart(TEA, line("mug", 500, 1), stock={"mug": 2})
    given = cart(TEA, line("mug", 500, 2, gift=True), stock={"mug": 2})
    assert told(priced(bought, of_gift(SKIP)))[0] == "gift_out_of_stock"
    assert told(priced(given, of_gift(SKIP)))[0] == "applied"


def test_a_unit_is_given_once() -> None:
    first = promotion("first", Gift("mug", 1, out_of_stock=SKIP), priority=1)
    answer = priced(cart(TEA, stock={"mug": 2}), first, of_gift(SKIP))
    assert outcome(answer, "first").gifts == (GrantedGift("mug", 1, 0),)
    assert told(answer) == ("gift_out_of_stock", (), 0)


def test_a_gift_without_a_price_has_its_grant() -> None:
    free = line("mug", 0, 2, gift=True)
    answer = priced(cart(TEA, free, stock={"mug": 2}), of_gift(SKIP))
    assert told(answer) == ("applied", (GrantedGift("mug", 2, 2, (GiftLine("mug", 2),)),), 0)
    assert answer.totals.payable_minor == 1_000


def test_gifts_of_a_step_have_their_stock_looked_at() -> None:
    gift = Gift("mug", out_of_stock=SUBSTITUTE, substitutes=OTHERS)
    tiers = promotion("p", ladder=Ladder(Measure.AMOUNT, (Step(100, (gift,)),)))
    page = compile_book([tiers]).page("CNY")
    assert page.stocked.asked(["tea"]) == ["cup", "mug", "pen"]


@pytest.mark.parametrize(
    ("gift", "found"),
    [
        (Gift("mug", out_of_stock=SUBSTITUTE), [("/effects/0/substitutes", "not_as_said")]),
        (
            Gift("mug", out_of_stock=SKIP, substitutes=OTHERS),
            [("/effects/0/substitutes", "not_as_said")],
        ),
        (
            Gift("mug", out_of_stock=SUBSTITUTE, substitutes=(*OTHERS, Substitute("cup"))),
            [("/effects/0/substitutes/2/sku", "repeated")],
        ),
        (
            Gift("mug", out_of_stock=SUBSTITUTE, substitutes=(Substitute("mug"),)),
            [("/effects/0/substitutes/0/sku", "repeated")],
        ),
    ],
)
def test_substitutes_are_as_the_policy_says(gift: Gift, found: list[tuple[str, str]]) -> None:
    assert [(each.pointer, each.code) for each in contradictions(promotion("p", gift))] == found
