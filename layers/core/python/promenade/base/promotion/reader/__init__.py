"""What promotions let others read: the price of a cart, contracts.quotes.Quoting, what an order
uses, contracts.promotions.KeptUses, and contracts.openings.Openings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from promenade.base.promotion.model import Outcome, PricedLine, Quote
from promenade.base.promotion.model.counted import BUDGET
from promenade.base.promotion.service.book import CurrentBook
from promenade.base.promotion.service.coupons import quote_with_coupons
from promenade.base.promotion.service.limited_time import all_of, find_discount
from promenade.base.promotion.service.preparing import Goods
from promenade.base.promotion.service.quoting import GUESSES
from promenade.base.promotion.service.quoting import PricedCart as Priced
from promenade.base.promotion.store import DynamoPromotionStore, uses
from promenade.base.promotion.store.allotments import key_of
from promenade.base.promotion.store.records import GuessTally, LimitRecord
from promenade.base.promotion.store.remaining import DynamoUsages
from promenade.base.promotion.store.sights import Sights
from promenade.base.promotion.wire.carts import coupons_of, guessers, read_quote
from promenade.base.promotion.wire.quotes import show_quote
from promenade.base.promotion.wire.sentences import Teller
from promenade.contracts.catalogue import CatalogueReader
from promenade.contracts.coupons import CouponReader
from promenade.contracts.limited_discounts import LimitedDiscount
from promenade.contracts.openings import OpeningState
from promenade.contracts.orders import Allocation, AppliedPromotion, OrderLine
from promenade.contracts.prices import PriceReader
from promenade.contracts.promotions import KeptUse
from promenade.contracts.quotes import Asked, GiftUnits, MissingGift, PresentedCoupon, PricedCart
from promenade.contracts.stock import StockCounts
from promenade.kit.digests import Digests
from promenade.kit.limits import Limiter

Shares = dict[str, list[Allocation]]
"""By the line's id."""


class DynamoQuoting:
    """Made once per container: it keeps the book of promotions, and in `sights` what it met of
    those that are held next."""

    def __init__(
        self,
        catalogue: CatalogueReader,
        prices: PriceReader,
        stock: StockCounts,
        coupons: CouponReader,
        digests: Digests,
    ) -> None:
        self._book = CurrentBook(DynamoPromotionStore())
        self.sights = Sights()
        usages = DynamoUsages(digests, self.sights)
        self._goods = Goods(catalogue, prices, stock, usages, is_ordered=True)
        self._coupons = coupons
        self._guesses = Limiter(GUESSES, GuessTally, digests)

    def price(self, asked: Asked, at: datetime) -> PricedCart:
        who = guessers(asked.cart, asked.caller, asked.address)
        command = read_quote(asked.cart, asked.caller)
        self._guesses.admit(who, command.codes, at)
        mine = coupons_of(asked.coupons, command, at, self._coupons.presented)
        priced = quote_with_coupons(command, at, self._book, self._goods, mine)
        self._guesses.count(who, priced.unknown_codes, at)
        return _told(priced, asked.language)


class DynamoLimitedDiscounts:
    """Made once per container: it keeps the book of promotions."""

    def __init__(self) -> None:
        self._book = CurrentBook(DynamoPromotionStore())

    def listed(self, now: datetime) -> Sequence[LimitedDiscount]:
        return [each.discount for each in all_of(self._book, now)]

    def find(self, discount_id: str, now: datetime) -> LimitedDiscount | None:
        found = find_discount(discount_id, now, self._book)
        if found is None or found.discount.state is OpeningState.ENDED:
            return None
        return found.discount


class DynamoKeptUses:
    """contracts.promotions.KeptUses."""

    def kept(self, holder: str, promotion_ids: Iterable[str]) -> Mapping[str, KeptUse]:
        found = uses.find(holder, promotion_ids)
        return {id_: _kept(id_, record) for id_, record in found.items()}


def _kept(promotion_id: str, record: LimitRecord) -> KeptUse:
    budget = uses.held_by(record).amounts.get(key_of(promotion_id, BUDGET))
    return KeptUse(record.state or "", budget)


def _told(priced: Priced, language: str) -> PricedCart:
    quote, totals = priced.quote, priced.quote.totals
    applied = [each for each in quote.outcomes if each.applied]
    shares = _shares(priced, applied)
    return PricedCart(
        hash=quote.hash,
        currency=quote.currency,
        at=priced.at,
        lines=tuple(_line(n, each, priced, shares) for n, each in enumerate(quote.lines, start=1)),
        promotions=tuple(_promotion(each) for each in applied),
        shipping_minor=totals.shipping_minor - totals.shipping_discount_minor,
        payable_minor=totals.payable_minor,
        quote=msgspec.json.encode(show_quote(priced, language)),
        gifts=tuple(_missing(quote)),
        charged_gifts=tuple(_charged(quote)),
        coupons=tuple(_presented(priced, language)),
    )


def _presented(priced: Priced, language: str) -> Iterator[PresentedCoupon]:
    teller = Teller(language, priced.quote.currency, priced.promotions)
    for outcome in priced.quote.outcomes:
        if outcome.promotion_id in priced.coupon_ids:
            yield PresentedCoupon(
                coupon_id=outcome.promotion_id,
                name=outcome.promotion.name,
                is_applied=outcome.applied,
                saving_minor=outcome.saving_minor,
                reason=outcome.reason.value,
                explanation=teller.tell(outcome),
            )


def _missing(quote: Quote) -> Iterator[MissingGift]:
    for outcome in quote.outcomes:
        promotion = outcome.promotion
        for gift in outcome.gifts:
            if count := gift.units - gift.units_in_cart:
                yield MissingGift(promotion.id, promotion.name, gift.sku, count)


def _charged(quote: Quote) -> Iterator[GiftUnits]:
    given = quote.given_units
    for line in quote.cart_lines:
        if line.gift and given[line.id] < line.qty:
            yield GiftUnits(line.sku, line.qty - given[line.id])


def _shares(priced: Priced, applied: list[Outcome]) -> Shares:
    found: Shares = defaultdict(list)
    for outcome in applied:
        for saving in priced.quote.savings_of(outcome):
            share = Allocation(promotion_id=outcome.promotion_id, saving_minor=saving.saving_minor)
            found[saving.line_id].append(share)
    return found


def _line(number: int, priced: PricedLine, cart: Priced, shares: Shares) -> OrderLine:
    """At its selling price: what that is below the list price, no promotion gave."""
    line = priced.line
    return OrderLine(
        line=number,
        sku=line.sku,
        title=cart.titles[line.sku],
        category=cart.categories[line.sku],
        quantity=line.qty,
        unit_price_minor=line.selling_minor,
        discount_minor=line.selling_minor * line.qty - priced.paid_minor,
        paid_minor=priced.paid_minor,
        allocations=tuple(shares[line.id]),
    )


def _promotion(outcome: Outcome) -> AppliedPromotion:
    return AppliedPromotion(
        promotion_id=outcome.promotion_id,
        version=outcome.promotion.version,
        saving_minor=outcome.saving_minor,
    )
