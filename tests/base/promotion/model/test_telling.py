"""What is told one by one of many outcomes, and what is counted."""

from promenade.base.promotion.model import Gap, Measure, Outcome, Reason, compile_book, quote
from promenade.base.promotion.model.effects import Amount, OrderOff
from promenade.base.promotion.model.promotion import CouponCode, Window
from promenade.base.promotion.model.telling import MOST_TOLD, Counted, told_and_counted
from tests.support.promotions import AT, cart, line, priced, promotion, skus

OFF = OrderOff(Amount(1))


def outcomes(reason: Reason, count: int, **more: object) -> list[Outcome]:
    return [Outcome(promotion(f"{reason}-{n}"), reason, **more) for n in range(count)]  # type: ignore[arg-type]


def test_as_many_as_are_told_are_all_told() -> None:
    few = outcomes(Reason.NO_MATCHING_LINE, MOST_TOLD)
    assert told_and_counted(few, 0) == (few, ())


def test_what_applied_is_told_before_what_is_near_and_the_rest_is_counted() -> None:
    far = outcomes(Reason.NO_MATCHING_LINE, MOST_TOLD)
    near = outcomes(Reason.BELOW_THRESHOLD, 2, gap=Gap(Measure.AMOUNT, 5, 10))
    applied = outcomes(Reason.APPLIED, 1, saving_minor=7)
    told, counted = told_and_counted([*far, *near, *applied], 4_000)
    assert [each.reason for each in told] == [
        *["no_matching_line"] * (MOST_TOLD - 3),
        *["below_threshold"] * 2,
        "applied",
    ]
    assert counted == (Counted(Reason.NO_MATCHING_LINE, 4_003, 0),)


def test_the_smallest_gap_is_the_nearest() -> None:
    gaps = [
        Outcome(
            promotion(str(missing)), Reason.BELOW_THRESHOLD, gap=Gap(Measure.AMOUNT, missing, 9)
        )
        for missing in range(MOST_TOLD + 5, 0, -1)
    ]
    told, _ = told_and_counted(gaps, 0)
    assert max(each.gap.missing for each in told if each.gap) == MOST_TOLD


def test_what_is_counted_of_the_applied_still_adds_up() -> None:
    applied = outcomes(Reason.APPLIED, MOST_TOLD + 50, saving_minor=3)
    told, counted = told_and_counted(applied, 0)
    assert sum(each.saving_minor for each in told) + counted[0].saving_minor == 250 * 3
    assert counted == (Counted(Reason.APPLIED, 50, 150),)


# ---- A book of many ----

MANY = [promotion(f"p{n:03}", OFF, scope=skus(f"sku-{n}")) for n in range(MOST_TOLD + 1)]


def test_of_many_promotions_those_alone_answer_that_meet_the_cart() -> None:
    answer = priced(cart(line("sku-7", 100), line("sku-9", 100)), *MANY)
    assert [each.promotion_id for each in answer.outcomes] == ["p007", "p009"]
    assert answer.totals.discount_minor == 2


def test_one_more_than_are_told_changes_no_price() -> None:
    basket = cart(line("sku-7", 100), line("sku-9", 100))
    assert priced(basket, *MANY).hash == priced(basket, *MANY[:-1]).hash


def test_a_code_is_answered_whether_or_not_its_promotion_meets_the_cart() -> None:
    over = promotion(
        "over", OFF, scope=skus("none"), code=CouponCode("OVER"), window=Window(end=AT)
    )
    never = promotion("never", OFF, scope=skus("none"), code=CouponCode("NEVER"))
    book = compile_book([*MANY, over, never])
    answer = quote(book, cart(line("sku-7", 100), codes=("over", "never")))
    assert [(each.code, each.reason) for each in answer.codes] == [
        ("over", "ended"),
        ("never", "no_matching_line"),
    ]
    assert [each.promotion_id for each in quote(book, cart(line("x", 1))).outcomes] == []
