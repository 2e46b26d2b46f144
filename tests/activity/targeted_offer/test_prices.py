"""Nobody's price rises by an offer: it names coupons alone, and no coupon adds to a cart."""

from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from promenade.activity.targeted_offer.model.offer import ShareBonus, Terms
from promenade.activity.targeted_offer.wire.personal import OwnOfferView
from promenade.base.promotion.model import compile_book, quote
from promenade.base.promotion.model.coupons import compile_coupons, promotion_of
from promenade.base.promotion.model.stages import open_cart, quote_with
from promenade.contracts.coupon_gifts import CouponGift
from promenade.contracts.coupons import (
    CouponAmount,
    CouponExchange,
    CouponPercent,
    CouponShipping,
    Worth,
)
from tests.support.coupons import coupon_terms
from tests.support.promotions import cart, line

AMOUNTS = st.integers(1, 50_000)
WORTHS: dict[type, st.SearchStrategy[Any]] = {
    CouponAmount: st.builds(CouponAmount, AMOUNTS),
    CouponPercent: st.builds(CouponPercent, st.integers(1, 10_000), st.none() | AMOUNTS),
    CouponShipping: st.builds(CouponShipping, st.none() | AMOUNTS),
    CouponExchange: st.builds(CouponExchange, st.sampled_from(["A", "B", "Z"])),
}
LINES = st.lists(
    st.tuples(st.sampled_from("ABC"), AMOUNTS, st.integers(1, 9)),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each[0],
)


def test_an_offer_holds_no_amount() -> None:
    names = {
        name
        for shape in (Terms, ShareBonus, CouponGift, OwnOfferView)
        for name in shape.__struct_fields__
    }
    assert [each for each in names if each.endswith(("_minor", "_bp", "price"))] == []


def test_every_worth_of_a_coupon_is_tried() -> None:
    assert set(WORTHS) == set(get_args(Worth))


@given(LINES, st.lists(st.one_of(*WORTHS.values()), min_size=1, max_size=3), st.integers(0, 3_000))
def test_no_line_and_no_cart_costs_more_with_coupons(
    lines: list[tuple[str, int, int]], worths: list[Any], shipping_minor: int
) -> None:
    asked = cart(*(line(*each) for each in lines), shipping_minor=shipping_minor)
    without = quote(compile_book(()), asked)
    opened = open_cart(compile_book(()), asked)
    mine = [promotion_of(coupon_terms(f"C-{n}", worth=each)) for n, each in enumerate(worths)]
    found = quote_with(opened, compile_coupons(mine, opened.page, asked.currency))
    assert 0 <= found.totals.payable_minor <= without.totals.payable_minor
    paid = zip(found.lines, without.lines, strict=True)
    assert all(0 <= after.paid_minor <= before.paid_minor for after, before in paid)
