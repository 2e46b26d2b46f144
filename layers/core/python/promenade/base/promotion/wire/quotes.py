"""Quotes on the wire: prices, and for each promotion whether it counts, why, and how much."""

from collections.abc import Mapping
from datetime import datetime
from weakref import WeakKeyDictionary

from promenade.base.promotion.model import (
    CodeOutcome,
    Gap,
    LineSaving,
    Outcome,
    PricedLine,
    Quote,
    Reason,
    Stage,
    Totals,
)
from promenade.base.promotion.model.book import Page
from promenade.base.promotion.model.effects import Standing
from promenade.base.promotion.model.reasons import APPLIED
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.model.telling import Counted
from promenade.base.promotion.service.quoting import PricedCart
from promenade.base.promotion.wire.gifts import GiftView, show_gift
from promenade.base.promotion.wire.sentences import Teller
from promenade.contracts.prices import Ground
from promenade.kit.decoding import View
from promenade.kit.money import Runs


class QuotedLine(View, frozen=True):
    """`unit_minor` is the price after unit promotions; `paid_per_unit` holds [units, minor units]
    for units in a row that cost the same, and sums to `paid_minor`. The list price is that of the
    entry of the price book, or the catalogue's where these are null; `price_ground` says by what
    that book went before others that serve the cart. `was_minor` is what may be shown struck
    through beside `unit_minor`: null where nothing proves it, the list price is then no old price.
    `gift_units` of a gift line are given by promotions, the others are charged; null of other
    lines."""

    id: str
    sku: str
    title: str | None
    qty: int
    list_minor: int
    unit_minor: int
    was_minor: int | None
    saving_minor: int
    paid_minor: int
    paid_per_unit: Runs
    price_book_id: str | None
    price_entry_id: str | None
    price_ground: Ground | None
    gift_units: int | None


class OutcomeView(View, frozen=True):
    """`offer_minor` is what it would have saved at its turn, `rival` the promotion that won;
    `standings` tell how far the price of its goods has fallen, and when it falls again. `shortage`
    is of the limit that has too little left for this buyer and cart, as far as was known when the
    cart was priced: the order is the check."""

    promotion_id: str
    version: int
    name: str
    stage: Stage
    applied: bool
    reason: Reason
    explanation: str
    saving_minor: int
    offer_minor: int
    rival: str | None
    gap: Gap | None
    lines: list[LineSaving]
    shipping_saving_minor: int
    gifts: list[GiftView]
    standings: tuple[Standing, ...]
    shortage: Shortage | None


class CountedView(View, frozen=True):
    """Promotions in force that are not told one by one: how many, why, and what they save."""

    reason: Reason
    explanation: str
    count: int
    saving_minor: int


class CodeView(View, frozen=True):
    code: str
    accepted: bool
    reason: Reason
    explanation: str
    promotion_id: str | None
    rival: str | None


class QuoteView(View, frozen=True):
    """Of the promotions in force at most 200 are told one by one, those that applied and the
    nearest to it first to stay; `more_promotions` counts the others. Where more than 200 are in
    force, it counts all that nothing in the cart belongs to.

    `hash` is equal where price and grounds are. Up to `valid_until` the clock changes nothing;
    staff may. `is_stale`: promotions are those read at `promotions_read_at`, for they cannot be
    read just now."""

    hash: str
    currency: str
    at: datetime
    valid_until: datetime
    promotions_read_at: datetime
    is_stale: bool
    lines: list[QuotedLine]
    promotions: list[OutcomeView]
    more_promotions: list[CountedView]
    codes: list[CodeView]
    totals: Totals


# Views of outcomes that are no more than a reason, by language, promotion and reason: the same for
# every cart under one page of a book.
_BareViews = dict[tuple[str, str, Reason], OutcomeView]
_bare_views: WeakKeyDictionary[Page, _BareViews] = WeakKeyDictionary()


def show_quote(priced: PricedCart, language: str) -> QuoteView:
    quote = priced.quote
    teller = Teller(language, quote.currency, priced.promotions)
    bare, given = _bare_views.setdefault(priced.page, {}), quote.given_units
    book_count = len(quote.outcomes) - len(priced.coupon_ids)
    return QuoteView(
        hash=quote.hash,
        currency=quote.currency,
        at=priced.at,
        valid_until=priced.valid_until,
        promotions_read_at=priced.promotions_read_at,
        is_stale=priced.is_stale,
        lines=[_line(line, priced, given) for line in quote.lines],
        promotions=[
            *[_outcome(each, quote, teller, bare) for each in quote.outcomes[:book_count]],
            *[_shown(each, quote, teller) for each in quote.outcomes[book_count:]],
        ],
        more_promotions=[_counted(each, teller) for each in priced.counted],
        codes=[_code(each, teller) for each in quote.codes],
        totals=quote.totals,
    )


def _line(priced: PricedLine, cart: PricedCart, given: Mapping[str, int]) -> QuotedLine:
    line, price = priced.line, cart.prices.get(priced.line.sku)
    before = cart.before.get(line.sku)
    return QuotedLine(
        id=line.id,
        sku=line.sku,
        title=cart.titles.get(line.sku),
        qty=line.qty,
        list_minor=line.list_minor,
        unit_minor=priced.unit_minor,
        was_minor=before if before and before > priced.unit_minor else None,
        saving_minor=priced.saving_minor,
        paid_minor=priced.paid_minor,
        paid_per_unit=priced.paid_per_unit,
        price_book_id=price.book_id if price else None,
        price_entry_id=price.entry_id if price else None,
        price_ground=price.ground if price else None,
        gift_units=given.get(line.id),
    )


def _outcome(outcome: Outcome, quote: Quote, teller: Teller, bare: _BareViews) -> OutcomeView:
    if not outcome.is_bare:
        return _shown(outcome, quote, teller)
    key = teller.language, outcome.promotion.id, outcome.reason
    view = bare.get(key)
    if view is None:
        view = bare[key] = _shown(outcome, quote, teller)
    return view


def _shown(outcome: Outcome, quote: Quote, teller: Teller) -> OutcomeView:
    return OutcomeView(
        promotion_id=outcome.promotion.id,
        version=outcome.promotion.version,
        name=outcome.promotion.name,
        stage=outcome.promotion.stage,
        applied=outcome.reason is APPLIED,
        reason=outcome.reason,
        explanation=teller.tell(outcome),
        saving_minor=outcome.saving_minor,
        offer_minor=outcome.offer_minor,
        rival=outcome.rival,
        gap=outcome.gap,
        lines=quote.savings_of(outcome),
        shipping_saving_minor=outcome.shipping_saving_minor,
        gifts=[*map(show_gift, outcome.gifts)],
        standings=outcome.standings,
        shortage=outcome.shortage,
    )


def _counted(counted: Counted, teller: Teller) -> CountedView:
    return CountedView(
        reason=counted.reason,
        explanation=teller.tell_count(counted),
        count=counted.count,
        saving_minor=counted.saving_minor,
    )


def _code(outcome: CodeOutcome, teller: Teller) -> CodeView:
    return CodeView(
        code=outcome.code,
        accepted=outcome.accepted,
        reason=outcome.reason,
        explanation=teller.tell_code(outcome),
        promotion_id=outcome.promotion_id,
        rival=outcome.rival,
    )
