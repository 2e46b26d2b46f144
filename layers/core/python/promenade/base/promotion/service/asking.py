"""What is asked for, and the cart that the catalogue and prices make of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from promenade.base.promotion.model import Buyer, Cart, Destination, Line
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.prices import PriceFacts, Venue
from promenade.kit.errors import Fault
from promenade.kit.values import Value


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


def faults_of(
    command: QuoteCart,
    facts: Mapping[str, SkuFacts],
    prices: Mapping[str, PriceFacts],
    now: datetime,
) -> Iterator[Fault]:
    for line in command.lines:
        pointer, known = f"/lines/{line.place}/sku", facts.get(line.sku)
        if known is None and command.sees_hidden:
            yield Fault(pointer, "unknown_sku", "The catalogue has no such SKU.")
        elif known is None or not known.sells_at(now):
            yield Fault(pointer, "not_sellable", "This SKU is not on sale.")
        elif line.sku not in prices and known.currency != command.currency:
            detail = "This SKU has no price in {currency}."
            yield Fault(pointer, "other_currency", detail, facts={"currency": command.currency})


def cart_of(
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
