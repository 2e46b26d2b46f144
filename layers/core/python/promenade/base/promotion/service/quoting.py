"""What promotions do to a cart."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from promenade.base.promotion.model import (
    Buyer,
    Cart,
    CodeOutcome,
    Line,
    Outcome,
    Promotion,
    Quote,
    Reason,
    Usages,
    compile_book,
    quote,
)
from promenade.base.promotion.model.validity import next_change
from promenade.base.promotion.service.book import BookInForce, CurrentBook
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.kit.errors import Fault, Invalid
from promenade.kit.limits import Limit
from promenade.kit.values import Value

HOLDS_FOR = timedelta(minutes=15)
GUESSES = Limit("unknown codes", most=5, window_s=60)

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


class QuoteCart(Value, frozen=True):
    lines: tuple[AskedLine, ...]
    currency: str
    codes: tuple[str, ...]
    buyer: Buyer
    channel: str | None
    shipping_minor: int


class PricedCart(Value, frozen=True):
    """A quote for an instant. `promotions` are those it speaks of, `titles` the SKUs'."""

    quote: Quote
    at: datetime
    valid_until: datetime
    promotions: Mapping[str, Promotion]
    titles: Mapping[str, str]
    promotions_read_at: datetime
    is_stale: bool = False

    @property
    def unknown_codes(self) -> list[str]:
        return [each.code for each in self.quote.codes if each.reason is Reason.COUPON_UNKNOWN]


def quote_cart(
    command: QuoteCart, now: datetime, book: CurrentBook, catalogue: CatalogueReader
) -> PricedCart:
    """At most two round trips: the book when it is due, and the SKUs. Raises Invalid for SKUs
    that are not on sale in this currency, and Unavailable."""
    in_force = book.at(now)
    facts = catalogue.facts(sorted({line.sku for line in command.lines}))
    found = list(_faults(command, facts))
    if found:
        raise Invalid(found)
    priced = quote(in_force.book, _cart(command, facts, now), in_force.usages)
    return PricedCart(
        quote=_told(priced),
        at=now,
        valid_until=_valid_until(in_force, now),
        promotions=in_force.promotions,
        titles={sku: each.title for sku, each in facts.items()},
        promotions_read_at=in_force.read_at,
        is_stale=in_force.is_stale,
    )


def simulate(promotions: Sequence[Promotion], cart: Cart, usage: Usages) -> PricedCart:
    """Everything is told, also of promotions that are not in force."""
    return PricedCart(
        quote=quote(compile_book(promotions), cart, usage),
        at=cart.at,
        valid_until=_at_most(next_change(promotions, cart.at), cart.at),
        promotions={promotion.id: promotion for promotion in promotions},
        titles={},
        promotions_read_at=cart.at,
    )


def _valid_until(in_force: BookInForce, at: datetime) -> datetime:
    change = in_force.changes_at
    if change is not None and change <= at:
        change = next_change(in_force.promotions.values(), at)
    return _at_most(change, at)


def _at_most(change: datetime | None, at: datetime) -> datetime:
    latest = at + HOLDS_FOR
    return latest if change is None else min(change, latest)


def _faults(command: QuoteCart, facts: Mapping[str, SkuFacts]) -> Iterator[Fault]:
    for line in command.lines:
        pointer, known = f"/lines/{line.place}/sku", facts.get(line.sku)
        if known is None:
            yield Fault(pointer, "unknown_sku", "The catalogue has no such SKU.")
        elif not known.is_sellable:
            yield Fault(pointer, "not_sellable", "This SKU is not on sale.")
        elif known.currency != command.currency:
            detail = "This SKU is sold in {currency}; a cart has one currency."
            yield Fault(pointer, "other_currency", detail, facts={"currency": known.currency})


def _cart(command: QuoteCart, facts: Mapping[str, SkuFacts], now: datetime) -> Cart:
    return Cart(
        lines=tuple(_line(line, facts[line.sku]) for line in command.lines),
        currency=command.currency,
        at=now,
        codes=command.codes,
        buyer=command.buyer,
        channel=command.channel,
        shipping_minor=command.shipping_minor,
    )


def _line(asked: AskedLine, facts: SkuFacts) -> Line:
    return Line(
        id=asked.id,
        sku=asked.sku,
        product=facts.product_id,
        qty=asked.quantity,
        list_minor=facts.list_price_minor,
        sale_minor=facts.sale_price_minor,
        floor_minor=facts.floor_price_minor,
        categories=facts.categories,
        brand=facts.brand,
        tags=facts.tags,
        gift=asked.gift,
    )


def _told(priced: Quote) -> Quote:
    """Without what is not in force, and without codes that the buyer does not hold: unknown,
    expired and coming codes look alike (N22)."""
    return priced._replace(
        outcomes=tuple(each for each in priced.outcomes if _may_be_told(each)),
        codes=tuple(map(_told_code, priced.codes)),
    )


def _may_be_told(outcome: Outcome) -> bool:
    return outcome.reason not in _UNTOLD


def _told_code(outcome: CodeOutcome) -> CodeOutcome:
    if outcome.reason not in _UNTOLD_CODES:
        return outcome
    return outcome._replace(reason=Reason.COUPON_UNKNOWN, promotion_id=None)
