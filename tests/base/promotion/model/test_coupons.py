"""Customers' coupons are priced by the engine that prices all else."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model import (
    Buyer,
    Cart,
    Condition,
    CouponCode,
    Measure,
    Promotion,
    Quote,
    Reason,
    Stage,
    compile_book,
    quote,
)
from promenade.base.promotion.model.cart import ActivityPrice, OrderType
from promenade.base.promotion.model.coupons import compile_coupons, promotion_of
from promenade.base.promotion.model.effects import Amount, OrderOff, Percent
from promenade.base.promotion.model.stages import open_cart, quote_with
from promenade.contracts.coupons import (
    CouponAmount,
    CouponAudience,
    CouponExchange,
    CouponPercent,
    CouponScope,
    CouponSelector,
    CouponShipping,
    CouponTerms,
)
from tests.support.coupons import coupon_terms
from tests.support.promotions import AT, cart, line

TWO_LINES = (line("MUG", 6_000), line("TEA", 4_000, 2))


def with_coupons(
    cart_: Cart, *coupons: CouponTerms, promotions: tuple[Promotion, ...] = ()
) -> Quote:
    opened = open_cart(compile_book(promotions), cart_)
    mine = list(map(promotion_of, coupons))
    return quote_with(opened, compile_coupons(mine, opened.page, cart_.currency))


def reasons(found: Quote) -> dict[str, tuple[Reason, int]]:
    return {each.promotion_id: (each.reason, each.saving_minor) for each in found.outcomes}


def code(id_: str, off: Any, **other: Any) -> Promotion:
    given: dict[str, Any] = {"stage": Stage.STORE_COUPON, "code": CouponCode(id_), "version": 1}
    return Promotion(id_, id_, effects=(OrderOff(off),), currency="CNY", **given | other)


@pytest.mark.parametrize(
    ("worth", "saving", "paid"),
    [
        (CouponAmount(2_000), 2_000, [5_143, 6_857]),
        (CouponAmount(99_000), 14_000, [0, 0]),
        (CouponPercent(1_000), 1_400, [5_400, 7_200]),
        (CouponPercent(1_000, 700), 700, [5_700, 7_600]),
        (CouponShipping(), 800, [6_000, 8_000]),
        (CouponShipping(500), 500, [6_000, 8_000]),
        (CouponExchange("TEA"), 4_000, [6_000, 4_000]),
    ],
)
def test_each_kind_takes_off_what_it_says(worth: Any, saving: int, paid: list[int]) -> None:
    asked = cart(*TWO_LINES, shipping_minor=800)
    found = with_coupons(asked, coupon_terms(worth=worth))
    assert reasons(found) == {"C-1": (Reason.APPLIED, saving)}
    assert [each.paid_minor for each in found.lines] == paid
    assert found.totals.payable_minor == 14_800 - saving


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"currency": "USD"}, Reason.OTHER_CURRENCY),
        ({"starts_at": AT + timedelta(hours=1)}, Reason.NOT_STARTED),
        ({"ends_at": AT}, Reason.ENDED),
        ({"min_spend_minor": 14_001}, Reason.BELOW_THRESHOLD),
        ({"audience": CouponAudience(groups=("vip",))}, Reason.WRONG_AUDIENCE),
        ({"audience": CouponAudience(channels=("app",))}, Reason.WRONG_CHANNEL),
        ({"scope": CouponScope((CouponSelector(brands=("x",)),))}, Reason.NO_MATCHING_LINE),
        ({"worth": CouponExchange("CAP")}, Reason.NO_MATCHING_LINE),
        ({"worth": CouponShipping()}, Reason.NOTHING_TO_GIVE),
    ],
)
def test_one_that_does_not_count_says_why(other: dict[str, Any], reason: Reason) -> None:
    assert reasons(with_coupons(cart(*TWO_LINES), coupon_terms(**other))) == {"C-1": (reason, 0)}


def test_what_is_missing_to_its_threshold_is_told() -> None:
    tea = CouponScope((CouponSelector(skus=("TEA",)),))
    found = with_coupons(cart(*TWO_LINES), coupon_terms(min_spend_minor=9_000, scope=tea))
    (outcome,) = found.outcomes
    assert outcome.gap is not None
    assert (outcome.gap.missing, outcome.gap.threshold) == (1_000, 9_000)


def test_one_of_the_store_and_one_of_the_platform_apply_and_the_larger_of_each_wins() -> None:
    found = with_coupons(
        cart(*TWO_LINES),
        coupon_terms("S-1", worth=CouponAmount(1_000)),
        coupon_terms("S-2", worth=CouponAmount(2_000)),
        coupon_terms("P-1", stage="platform", worth=CouponPercent(1_000)),
        coupon_terms("S-3", stack_group="gift", worth=CouponAmount(300)),
    )
    assert reasons(found) == {
        "S-1": (Reason.LOST_TO, 0),
        "S-2": (Reason.APPLIED, 2_000),
        "P-1": (Reason.APPLIED, 1_170),
        "S-3": (Reason.APPLIED, 300),
    }


def test_a_coupon_competes_with_codes_of_its_stage() -> None:
    codes = (code("TEN", Percent(1_000)), code("VIP", Amount(500), exclusion_group="vip"))
    asked = cart(*TWO_LINES, codes=("TEN", "VIP"))
    found = with_coupons(asked, coupon_terms(worth=CouponAmount(1_300)), promotions=codes)
    assert reasons(found) == {
        "TEN": (Reason.APPLIED, 1_400),
        "VIP": (Reason.APPLIED, 500),
        "C-1": (Reason.LOST_TO, 0),
    }


def test_a_coupon_works_after_the_promotions_of_the_order() -> None:
    three = Promotion(
        "p",
        "p",
        1,
        Stage.ORDER,
        (OrderOff(Amount(3_000)),),
        conditions=(Condition(Measure.AMOUNT, 10_000),),
        currency="CNY",
    )
    spend = coupon_terms(min_spend_minor=11_001)
    found = with_coupons(cart(*TWO_LINES), spend, promotions=(three,))
    assert reasons(found) == {"p": (Reason.APPLIED, 3_000), "C-1": (Reason.BELOW_THRESHOLD, 0)}


def test_lines_at_an_activitys_price_take_coupons_where_the_activity_allows() -> None:
    for allowed, saving in ((True, 2_000), (False, 0)):
        price = ActivityPrice(OrderType.FLASH_SALE, "flash", 5_000, allow_coupon=allowed)
        found = with_coupons(cart(line("a", 6_000, activity=price)), coupon_terms())
        assert found.totals.discount_minor - 1_000 == saving


def test_an_open_cart_is_quoted_again_and_again() -> None:
    asked = cart(*TWO_LINES, codes=("TEN",), buyer=Buyer())
    book = compile_book([code("TEN", Percent(1_000), stage=Stage.PLATFORM_COUPON)])
    opened = open_cart(book, asked)
    none = compile_coupons([], opened.page, "CNY")
    before = quote(book, asked)
    one = compile_coupons([promotion_of(coupon_terms())], opened.page, "CNY")
    answers = [quote_with(opened, each) for each in (none, one, none, one)]
    assert [each.hash for each in answers[::2]] == [before.hash] * 2
    assert answers[1].totals == answers[3].totals
    assert list(answers[0].outcomes) == list(before.outcomes)


WORTHS = (
    st.builds(CouponAmount, st.integers(1, 20_000))
    | st.builds(CouponPercent, st.integers(1, 10_000), st.none() | st.integers(1, 3_000))
    | st.just(CouponShipping())
    | st.just(CouponExchange("TEA"))
)
COUPONS = st.lists(
    st.tuples(
        WORTHS,
        st.sampled_from(["store", "platform"]),
        st.sampled_from([None, "a", "b"]),
        st.integers(0, 15_000),
    ),
    max_size=6,
)


@given(COUPONS)
def test_whatever_the_coupons_the_sums_are_exact(coupons: list[tuple[Any, ...]]) -> None:
    asked = cart(*TWO_LINES, shipping_minor=800)
    mine = [
        coupon_terms(f"C-{n}", worth=w, stage=s, stack_group=g, min_spend_minor=m)
        for n, (w, s, g, m) in enumerate(coupons)
    ]
    found = with_coupons(asked, *mine)
    saved = sum(each.saving_minor for each in found.outcomes)
    assert found.totals.payable_minor == 14_800 - saved >= 0
    assert sum(each.paid_minor for each in found.lines) == found.totals.goods_minor
    applied = [each for each, o in zip(mine, found.outcomes, strict=True) if o.applied]
    assert len({(each.stage, each.stack_group) for each in applied}) == len(applied)
    assert with_coupons(asked, *reversed(mine)).hash == found.hash
