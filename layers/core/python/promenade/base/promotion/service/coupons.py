"""What a customer's coupons do to a cart, and which of them to present."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.choosing import Choice, choose
from promenade.base.promotion.model.coupons import compile_coupons, promotion_of
from promenade.base.promotion.model.stages import OpenCart, open_cart, quote_with
from promenade.base.promotion.service.asking import QuoteCart
from promenade.base.promotion.service.book import CurrentBook
from promenade.base.promotion.service.preparing import Goods, Prepared, prepare
from promenade.base.promotion.service.quoting import PricedCart, quote_cart, told
from promenade.contracts.coupons import CouponTerms, UnusedCoupons
from promenade.kit.lookups import Lookup
from promenade.kit.values import Value


class Chosen(Value, frozen=True):
    """The best of a customer's coupons for a cart, and why not the others; `priced` is the cart
    with the best. Not `are_all` where the customer has more than were looked at."""

    priced: PricedCart
    choice: Choice
    promotions: Mapping[str, Promotion]
    are_all: bool


def quote_with_coupons(
    command: QuoteCart,
    now: datetime,
    book: CurrentBook,
    goods: Goods,
    coupons: Lookup[Sequence[CouponTerms]] | None,
) -> PricedCart:
    """Raises Invalid, what reading the coupons raises, and Unavailable."""
    if coupons is None:
        return quote_cart(command, now, book, goods)
    prepared = prepare(command, now, book, goods, coupons)
    opened, mine = _open(prepared), tuple(map(promotion_of, prepared.coupons))
    entries = compile_coupons(mine, opened.page, prepared.cart.currency)
    return told(prepared, quote_with(opened, entries), mine)


def choose_coupons(
    command: QuoteCart, now: datetime, book: CurrentBook, goods: Goods, unused: UnusedCoupons
) -> Chosen:
    """Raises Invalid and Unavailable."""
    prepared = prepare(command, now, book, goods)
    opened, mine = _open(prepared), tuple(map(promotion_of, unused.terms))
    entries = compile_coupons(mine, opened.page, prepared.cart.currency)
    choice = choose(opened, entries)
    best = [each for each in mine if each.id in choice.best.coupon_ids]
    priced = told(prepared, choice.best.quote, best)
    known = ChainMap({each.id: each for each in mine}, prepared.in_force.promotions)
    return Chosen(priced, choice, known, unused.are_all)


def _open(prepared: Prepared) -> OpenCart:
    return open_cart(prepared.in_force.book, prepared.cart, prepared.usages)
