"""The best of a customer's coupons is the best there is, and each other one says why it is not."""

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.base.promotion.model import Cart, Promotion, Stage, compile_book
from promenade.base.promotion.model.choosing import Choice, choose
from promenade.base.promotion.model.coupons import compile_coupons, promotion_of
from promenade.base.promotion.model.effects import Percent, ShippingOff
from promenade.base.promotion.model.promotion import Condition, Measure
from promenade.base.promotion.model.stages import open_cart, quote_with
from promenade.contracts.coupons import (
    CouponAmount,
    CouponExchange,
    CouponPercent,
    CouponShipping,
    CouponTerms,
)
from tests.support.coupons import coupon_terms
from tests.support.promotions import cart, line

ASKED = cart(line("MUG", 6_000), line("TEA", 4_000, 2), shipping_minor=800)
FREE_SHIPPING = Promotion(
    "free",
    "free",
    1,
    Stage.SHIPPING,
    (ShippingOff(Percent(10_000)),),
    conditions=(Condition(Measure.AMOUNT, 13_500),),
    currency="CNY",
)


def chosen(*coupons: CouponTerms, asked: Cart = ASKED, promotions: Any = ()) -> Choice:
    opened = open_cart(compile_book(promotions), asked)
    mine = list(map(promotion_of, coupons))
    return choose(opened, compile_coupons(mine, opened.page, "CNY"))


def least(coupons: list[CouponTerms], promotions: Any) -> int:
    """By trying every set of them, legal or not: the engine knows which apply."""
    opened = open_cart(compile_book(promotions), ASKED)
    found = []
    for size in range(len(coupons) + 1):
        for members in combinations(coupons, size):
            mine = list(map(promotion_of, members))
            quoted = quote_with(opened, compile_coupons(mine, opened.page, "CNY"))
            if all(each.applied for each in quoted.outcomes[len(promotions) :]):
                found.append(quoted.totals.payable_minor)
    return min(found)


def test_the_dearest_saving_of_each_group_is_not_always_the_best() -> None:
    """A tenth is more than 13.00, and leaves too little for the platform's."""
    found = chosen(
        coupon_terms("TENTH", worth=CouponPercent(1_000)),
        coupon_terms("13", worth=CouponAmount(1_300)),
        coupon_terms("P", stage="platform", worth=CouponAmount(900), min_spend_minor=12_650),
    )
    assert found.best.coupon_ids == {"13", "P"}
    assert (found.without_minor, found.best.payable_minor) == (14_800, 12_600)
    assert [(each.alone.promotion_id, each.payable_minor) for each in found.alternatives] == [
        ("13", 12_600),
        ("P", 12_600),
        ("TENTH", 13_400),
    ]
    assert (found.is_exact, found.bound_minor) == (True, 12_600)


def test_no_coupon_is_better_than_one_that_costs_free_shipping() -> None:
    found = chosen(coupon_terms(worth=CouponAmount(600)), promotions=(FREE_SHIPPING,))
    assert (found.best.coupon_ids, found.best.payable_minor) == (frozenset(), 14_000)
    assert [each.payable_minor for each in found.alternatives] == [14_200]


def test_one_that_does_nothing_says_why_and_costs_nobody_time() -> None:
    idle = [coupon_terms(f"I-{n}", min_spend_minor=20_000) for n in range(30)]
    found = chosen(*idle, coupon_terms("C"))
    assert (set(found.best.coupon_ids), found.is_exact) == ({"C"}, True)
    used, *others = found.alternatives
    assert used.payable_minor == found.best.payable_minor
    assert {each.alone.reason for each in others} == {"below_threshold"}
    assert {each.payable_minor for each in others} == {None}


def test_of_equal_ones_that_which_ends_sooner_is_used_up() -> None:
    later, sooner = coupon_terms("A"), coupon_terms("B", ends_at=ASKED.at.replace(year=2025))
    assert chosen(later, sooner).best.coupon_ids == {"B"}


WORTHS = (
    st.builds(CouponAmount, st.integers(100, 6_000))
    | st.builds(CouponPercent, st.integers(100, 5_000), st.none() | st.integers(100, 3_000))
    | st.builds(CouponShipping, st.none() | st.integers(100, 800))
    | st.just(CouponExchange("TEA"))
)
COUPONS = st.lists(
    st.tuples(
        WORTHS,
        st.sampled_from(["store", "platform"]),
        st.sampled_from([None, "a", "b"]),
        st.sampled_from([0, 5_000, 10_000, 12_000, 14_000]),
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(COUPONS, st.booleans())
def test_nothing_costs_less_than_the_best(
    coupons: list[tuple[Any, ...]], has_free_shipping: bool
) -> None:
    mine = [
        coupon_terms(f"C-{n}", worth=w, stage=s, stack_group=g, min_spend_minor=m)
        for n, (w, s, g, m) in enumerate(coupons)
    ]
    promotions = (FREE_SHIPPING,) if has_free_shipping else ()
    found = chosen(*mine, promotions=promotions)
    assert found.best.payable_minor == least(mine, promotions)
    assert all(
        (each.payable_minor or 99_999) >= found.best.payable_minor for each in found.alternatives
    )


@settings(max_examples=30)
@given(st.lists(st.tuples(WORTHS, st.sampled_from("abcd")), min_size=13, max_size=20))
def test_of_more_than_can_be_compared_no_set_comes_below_the_bound(
    coupons: list[tuple[Any, str]],
) -> None:
    mine = [coupon_terms(f"C-{n}", worth=w, stack_group=g) for n, (w, g) in enumerate(coupons)]
    found = chosen(*mine)
    assert not found.is_exact
    assert found.bound_minor <= found.best.payable_minor <= found.without_minor
    by_group: dict[str, list[CouponTerms]] = {}
    for each in mine:
        by_group.setdefault(str(each.stack_group), []).append(each)
    for members in zip(*by_group.values(), strict=False):
        assert chosen(*members).best.payable_minor >= found.bound_minor
