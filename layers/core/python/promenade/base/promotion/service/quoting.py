"""What promotions do to a cart."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from promenade.base.promotion.model import (
    Buyer,
    Cart,
    CodeOutcome,
    Destination,
    Line,
    Promotion,
    Quote,
    Reason,
    Usage,
    Usages,
    compile_book,
    quote,
)
from promenade.base.promotion.model.book import Page
from promenade.base.promotion.model.telling import Counted, told_and_counted
from promenade.base.promotion.model.validity import next_change
from promenade.base.promotion.service.book import BookInForce, CurrentBook
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.contracts.coupons import CouponTerms
from promenade.contracts.prices import PriceFacts, PriceReader, PricesInForce, Venue
from promenade.contracts.stock import StockCounts
from promenade.kit.errors import Fault, Invalid
from promenade.kit.limits import Limit
from promenade.kit.lookups import Lookup, look_up
from promenade.kit.values import Value, replace

HOLDS_FOR = timedelta(minutes=15)
GUESSES = Limit("unknown codes", most=5, window_s=60)
NO_COUPONS: Lookup[Sequence[CouponTerms]] = Lookup("", (), lambda _: ())

_MUCH = 10**9
_USED_UP = Usage(used=_MUCH, used_by_buyer=_MUCH, spent_minor=9_999_999_999)
_NOT_IN_FORCE = frozenset({Reason.PAUSED, Reason.NOT_STARTED, Reason.ENDED})
_UNTOLD_CODES = _NOT_IN_FORCE | {Reason.COUPON_NOT_STARTED, Reason.COUPON_EXPIRED}
_UNTOLD = _UNTOLD_CODES | {Reason.COUPON_REQUIRED}


class AskedLine(Value, frozen=True):
    """`place` is the line's index in the request."""

    place: int
    id: str
    sku: str
    quantity: int
    gift: bool = False
    weight_g: int | None = None


class QuoteCart(Value, frozen=True):
    """Only those who `sees_hidden` SKUs are told which are hidden, and which never were."""

    lines: tuple[AskedLine, ...]
    currency: str
    codes: tuple[str, ...]
    buyer: Buyer
    channel: str | None
    shipping_minor: int
    zone: str | None = None
    destination: Destination | None = None
    carrier: str | None = None
    payment_method: str | None = None
    sees_hidden: bool = False
    without: frozenset[str] = frozenset()

    @property
    def venue(self) -> Venue:
        return Venue(self.currency, self.channel, self.buyer.groups, self.zone)


class Goods(Value, frozen=True):
    """What is sold, what for, and how much is left of it."""

    catalogue: CatalogueReader
    prices: PriceReader
    stock: StockCounts


class PricedCart(Value, frozen=True):
    """A quote for an instant. `promotions` are those it speaks of, `titles` and `categories` the
    SKUs', `prices` those of price books, the catalogue's are the others; `counted` are outcomes
    that it does not tell one by one; `coupon_ids` are those of promotions that are the buyer's
    coupons."""

    quote: Quote
    page: Page
    at: datetime
    valid_until: datetime
    promotions: Mapping[str, Promotion]
    titles: Mapping[str, str]
    categories: Mapping[str, str | None]
    promotions_read_at: datetime
    is_stale: bool = False
    prices: Mapping[str, PriceFacts] = {}
    counted: tuple[Counted, ...] = ()
    coupon_ids: frozenset[str] = frozenset()

    @property
    def unknown_codes(self) -> list[str]:
        return [each.code for each in self.quote.codes if each.reason is Reason.COUPON_UNKNOWN]


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
    coupons: Lookup[Sequence[CouponTerms]] = NO_COUPONS,
) -> Prepared:
    """At most two round trips: the book when it is due; SKUs, prices, the stock that promotions go
    by and coupons. Raises Invalid for SKUs that are not on sale in this currency, what reading
    coupons raises, and Unavailable."""
    in_force = book.at(now)
    page = in_force.book.page(command.currency)
    skus = sorted({line.sku for line in command.lines})
    facts, priced_by, stock, mine = look_up(
        goods.catalogue.lookup(skus),
        goods.prices.lookup(skus, command.venue, now),
        goods.stock.lookup(page.stocked.asked(skus)),
        coupons,
    )
    _refuse(_faults(command, facts, priced_by.prices))
    cart = replace(_cart(command, facts, priced_by.prices, now), stock=stock)
    usages = _usages(in_force, command.without)
    return Prepared(cart, in_force, page, usages, facts, priced_by, mine)


def quote_cart(command: QuoteCart, now: datetime, book: CurrentBook, goods: Goods) -> PricedCart:
    """Raises Invalid and Unavailable, as `prepare` does."""
    prepared = prepare(command, now, book, goods)
    return told(prepared, quote(prepared.in_force.book, prepared.cart, prepared.usages))


def told(prepared: Prepared, priced: Quote, coupons: Sequence[Promotion] = ()) -> PricedCart:
    """The last outcomes are those of coupons, which are all told."""
    in_force, facts, at = prepared.in_force, prepared.facts, prepared.cart.at
    shown, counted = _told(priced, in_force, len(coupons))
    mine = {each.id: each for each in coupons}
    return PricedCart(
        quote=shown,
        counted=counted,
        page=prepared.page,
        at=at,
        valid_until=_valid_until(prepared, next_change(coupons, at)),
        promotions=ChainMap(mine, in_force.promotions) if mine else in_force.promotions,
        titles={sku: each.title for sku, each in facts.items()},
        categories={sku: each.category for sku, each in facts.items()},
        promotions_read_at=in_force.read_at,
        is_stale=in_force.is_stale,
        prices=prepared.priced_by.prices,
        coupon_ids=frozenset(mine),
    )


def simulate(promotions: Sequence[Promotion], cart: Cart, usage: Usages) -> PricedCart:
    """Everything is told, also of promotions that are not in force."""
    book = compile_book(promotions)
    return PricedCart(
        quote=quote(book, cart, usage),
        page=book.page(cart.currency),
        at=cart.at,
        valid_until=_at_most(next_change(promotions, cart.at), cart.at),
        promotions={promotion.id: promotion for promotion in promotions},
        titles={},
        categories={},
        promotions_read_at=cart.at,
    )


def _usages(in_force: BookInForce, without: frozenset[str]) -> Usages:
    """What the buyer goes without is as if it were used up."""
    gone = dict.fromkeys(without, _USED_UP)
    return Usages({**in_force.usages.by_promotion, **gone}) if without else in_force.usages


def _valid_until(prepared: Prepared, coupons_change_at: datetime | None) -> datetime:
    in_force, priced_by, at = prepared.in_force, prepared.priced_by, prepared.cart.at
    changes = [in_force.changes_at, priced_by.changes_at, coupons_change_at]
    changes += _ages(prepared.page, prepared.facts, at)
    return _at_most(min(filter(None, changes), default=None), at)


def _ages(page: Page, goods: Mapping[str, SkuFacts], at: datetime) -> list[datetime]:
    """When SKUs become a day older, where that may count."""
    if not page.table.asks_for_age:
        return []
    return [each for sku in goods.values() if (each := sku.older_at(at)) is not None]


def _at_most(change: datetime | None, at: datetime) -> datetime:
    latest = at + HOLDS_FOR
    return latest if change is None else min(change, latest)


def _refuse(faults: Iterator[Fault]) -> None:
    if found := list(faults):
        raise Invalid(found)


def _faults(
    command: QuoteCart, facts: Mapping[str, SkuFacts], prices: Mapping[str, PriceFacts]
) -> Iterator[Fault]:
    for line in command.lines:
        pointer, known = f"/lines/{line.place}/sku", facts.get(line.sku)
        if known is None and command.sees_hidden:
            yield Fault(pointer, "unknown_sku", "The catalogue has no such SKU.")
        elif known is None or not known.is_sellable:
            yield Fault(pointer, "not_sellable", "This SKU is not on sale.")
        elif line.sku not in prices and known.currency != command.currency:
            detail = "This SKU has no price in {currency}."
            yield Fault(pointer, "other_currency", detail, facts={"currency": command.currency})


def _cart(
    command: QuoteCart,
    facts: Mapping[str, SkuFacts],
    prices: Mapping[str, PriceFacts],
    now: datetime,
) -> Cart:
    return Cart(
        lines=tuple(
            _line(each, facts[each.sku], prices.get(each.sku), now) for each in command.lines
        ),
        currency=command.currency,
        at=now,
        codes=command.codes,
        buyer=command.buyer,
        channel=command.channel,
        shipping_minor=command.shipping_minor,
        destination=command.destination,
        carrier=command.carrier,
        payment_method=command.payment_method,
    )


def _line(asked: AskedLine, facts: SkuFacts, price: PriceFacts | None, now: datetime) -> Line:
    by = price or facts
    return Line(
        id=asked.id,
        sku=asked.sku,
        product=facts.product_id,
        qty=asked.quantity,
        list_minor=by.list_price_minor,
        sale_minor=by.sale_price_minor,
        floor_minor=_floor(facts, price),
        categories=facts.categories,
        brand=facts.brand,
        tags=facts.tags,
        gift=asked.gift,
        weight_g=asked.weight_g,
        on_for_days=facts.on_for_days(now),
    )


def _floor(facts: SkuFacts, price: PriceFacts | None) -> int | None:
    """The price's own, else the catalogue's where that is in the same money."""
    if price is None:
        return facts.floor_price_minor
    if price.floor_price_minor is not None or price.currency != facts.currency:
        return price.floor_price_minor
    floor = facts.floor_price_minor
    return None if floor is None else min(floor, price.sale_price_minor)


def _told(
    priced: Quote, in_force: BookInForce, coupon_count: int
) -> tuple[Quote, tuple[Counted, ...]]:
    """Without what is not in force, and without codes that the buyer does not hold: unknown,
    expired and coming codes look alike (N22)."""
    book_count = len(priced.outcomes) - coupon_count
    outcomes = [each for each in priced.outcomes[:book_count] if each.reason not in _UNTOLD]
    public = sum(each.promotion.code is None for each in outcomes)
    shown, counted = told_and_counted(outcomes, in_force.public_count - public)
    codes = tuple(map(_told_code, priced.codes))
    coupons = priced.outcomes[book_count:]
    return replace(priced, outcomes=[*shown, *coupons], codes=codes), counted


def _told_code(outcome: CodeOutcome) -> CodeOutcome:
    if outcome.reason not in _UNTOLD_CODES:
        return outcome
    return outcome._replace(reason=Reason.COUPON_UNKNOWN, promotion_id=None)
