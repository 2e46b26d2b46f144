"""A cart made ready to price: what is sold, what for, and how much of it all is left."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from promenade.base.promotion.model import Cart, Promotion, Usage, Usages
from promenade.base.promotion.model.book import Page
from promenade.base.promotion.model.limited import likely_in, limited_in
from promenade.base.promotion.service.asking import QuoteCart, cart_of, faults_of
from promenade.base.promotion.service.book import BookInForce, CurrentBook
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.contracts.coupons import CouponTerms
from promenade.contracts.prices import PriceReader, PricesInForce
from promenade.contracts.stock import StockCounts
from promenade.kit.errors import Fault, Invalid, Unavailable
from promenade.kit.lookups import Lookup, beside, look_up
from promenade.kit.values import Value, replace

_MUCH = 10**9
_USED_UP = Usage(
    used=_MUCH,
    used_by_buyer=_MUCH,
    used_by_buyer_today=_MUCH,
    spent_minor=9_999_999_999,
    units_used_by_buyer=_MUCH,
)

Coupons = Lookup[Sequence[CouponTerms]]
Lookups = tuple[Lookup[Mapping[str, SkuFacts]], Lookup[PricesInForce], Coupons]
Found = tuple[Mapping[str, SkuFacts], PricesInForce, Sequence[CouponTerms]]
NO_COUPONS: Coupons = Lookup("", (), lambda _: ())
Stock = TypeVar("Stock")
Left = TypeVar("Left")


class UsageReader(Protocol):
    def lookup(
        self,
        promotions: Sequence[Promotion],
        cart: Cart,
        metered: Usages,
        likely: Sequence[str] = (),
    ) -> Lookup[Mapping[str, Usage]]:
        """How far the limits of each are used up now, by id; what nobody can say is as it was
        `metered`. The terms of those that are `likely` to be held next are looked at too."""
        ...


class Goods(Value, frozen=True):
    """What is sold, what for, how much is left of it, and of the limits of promotions. Where what
    is quoted `is_ordered`, uses of the promotions are held next."""

    catalogue: CatalogueReader
    prices: PriceReader
    stock: StockCounts
    usages: UsageReader
    is_ordered: bool = False


class Prepared(Value, frozen=True):
    """A cart of the shop's goods at what they cost now, and the promotions in force."""

    cart: Cart
    in_force: BookInForce
    page: Page
    usages: Usages
    facts: Mapping[str, SkuFacts]
    priced_by: PricesInForce
    coupons: Sequence[CouponTerms] = ()


def prepare(
    command: QuoteCart,
    now: datetime,
    book: CurrentBook,
    goods: Goods,
    coupons: Coupons = NO_COUPONS,
) -> Prepared:
    """At most two round trips: SKUs, prices and coupons, and at the same time the book when it is
    due; then the stock that promotions go by and what is left of those that are limited, if any.
    Raises Invalid for SKUs that are not on sale in this currency, what reading coupons raises, and
    Unavailable; where limits cannot be looked up, they are as they were metered, and the book is
    stale."""
    skus = sorted({line.sku for line in command.lines})
    sold, prices = goods.catalogue.lookup(skus), goods.prices.lookup(skus, command.venue, now)
    in_force, (facts, priced_by, mine) = _read((sold, prices, coupons), now, book)
    _refuse(faults_of(command, facts, priced_by.prices, now))
    page = in_force.book.page(command.currency)
    cart = cart_of(command, facts, priced_by.prices, now)
    stock, left = _what_is_left(
        goods.stock.lookup(page.stocked.asked(skus)), _limits(command, cart, page, in_force, goods)
    )
    usages = _usages(in_force.usages, left or {}, command.without)
    in_force = replace(in_force, is_stale=in_force.is_stale or left is None)
    return Prepared(replace(cart, stock=stock), in_force, page, usages, facts, priced_by, mine)


def _read(lookups: Lookups, now: datetime, book: CurrentBook) -> tuple[BookInForce, Found]:
    if book.is_due(now):
        return beside(partial(book.at, now), lambda: look_up(*lookups))
    return book.at(now), look_up(*lookups)


def _limits(
    command: QuoteCart, cart: Cart, page: Page, in_force: BookInForce, goods: Goods
) -> Lookup[Mapping[str, Usage]]:
    """Of the cart's limited promotions, and of those that an order is likely to hold."""
    limited, metered = limited_in(page, cart, command.without), in_force.usages
    known = _usages(metered, {}, command.without)
    likely = likely_in(in_force.book, cart, known) if goods.is_ordered else ()
    return goods.usages.lookup(limited, cart, metered, likely)


def _what_is_left(
    stock: Lookup[Stock], usages: Lookup[Left]
) -> tuple[Stock, Left] | tuple[Stock, None]:
    """None where the promotions' table does not answer."""
    try:
        return look_up(stock, usages)
    except Unavailable:
        return *look_up(stock), None


def _usages(metered: Usages, left: Mapping[str, Usage], without: Iterable[str]) -> Usages:
    """What the buyer goes without is as if it were used up."""
    return Usages({**left, **dict.fromkeys(without, _USED_UP)}, metered.metered)


def _refuse(faults: Iterable[Fault]) -> None:
    if found := list(faults):
        raise Invalid(found)
