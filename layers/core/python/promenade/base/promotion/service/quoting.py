"""What promotions do to a cart."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from promenade.base.promotion.model import (
    Cart,
    CodeOutcome,
    Promotion,
    Quote,
    Reason,
    Usages,
    compile_book,
    quote,
)
from promenade.base.promotion.model.book import Page
from promenade.base.promotion.model.telling import Counted, told_and_counted
from promenade.base.promotion.model.validity import next_change
from promenade.base.promotion.service.asking import QuoteCart
from promenade.base.promotion.service.book import BookInForce, CurrentBook
from promenade.base.promotion.service.preparing import Goods, Prepared, prepare
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.prices import PriceFacts
from promenade.kit.limits import Limit
from promenade.kit.values import Value, replace

HOLDS_FOR = timedelta(minutes=15)
GUESSES = Limit("unknown codes", most=5, window_s=60)

_NOT_IN_FORCE = frozenset({Reason.PAUSED, Reason.NOT_STARTED, Reason.ENDED})
_UNTOLD_CODES = _NOT_IN_FORCE | {Reason.COUPON_NOT_STARTED, Reason.COUPON_EXPIRED}
_UNTOLD = _UNTOLD_CODES | {Reason.COUPON_REQUIRED}


class PricedCart(Value, frozen=True):
    """A quote for an instant. `promotions` are those it speaks of, `titles` and `categories` the
    SKUs', `prices` those of price books, the catalogue's are the others; `before` is what each SKU
    may be said to cost otherwise; `counted` are outcomes that it does not tell one by one;
    `coupon_ids` are those of promotions that are the buyer's coupons."""

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
    before: Mapping[str, int | None] = {}
    counted: tuple[Counted, ...] = ()
    coupon_ids: frozenset[str] = frozenset()

    @property
    def unknown_codes(self) -> list[str]:
        return [each.code for each in self.quote.codes if each.reason is Reason.COUPON_UNKNOWN]


def quote_cart(command: QuoteCart, now: datetime, book: CurrentBook, goods: Goods) -> PricedCart:
    """Raises Invalid and Unavailable, as `prepare` does."""
    prepared = prepare(command, now, book, goods)
    return told(prepared, quote(prepared.in_force.book, prepared.cart, prepared.usages))


def told(prepared: Prepared, priced: Quote, coupons: Sequence[Promotion] = ()) -> PricedCart:
    """The last outcomes are those of coupons, which are all told."""
    in_force, facts, at = prepared.in_force, prepared.facts, prepared.cart.at
    shown, counted = _told(priced, in_force, len(coupons))
    prices = prepared.priced_by.prices
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
        prices=prices,
        before={sku: before(prices.get(sku) or each) for sku, each in facts.items()},
        coupon_ids=frozenset(mine),
    )


def before(price: PriceFacts | SkuFacts) -> int | None:
    """The old price that was proven, else what everybody is asked, where that is said to be no
    reduction itself."""
    if price.was_price_minor is not None or price.list_price_minor > price.sale_price_minor:
        return price.was_price_minor
    return price.list_price_minor


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
