"""From a priced cart to an order."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.contracts.quotes import Asked, MissingGift, PricedCart
from promenade.contracts.references import Reference, SourceName
from promenade.customer.order.model.shop_order import Addressee, ShopOrder
from promenade.kit.errors import MAX_ANSWER_BYTES, Conflict, DomainError
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

Days = Annotated[int, Meta(ge=1, le=365)]


class Shop(Value, frozen=True):
    """What an order says of the shop that takes it: `source` is whose numbers they are, `zone` is
    where days are counted. Unpaid orders hold what they are made of for `hold_minutes`. So many
    days after its last parcel was sent an order counts as received, and so many after that as
    completed."""

    source: SourceName
    store: Reference
    zone: str
    hold_minutes: Annotated[int, Meta(ge=1, le=1_440)]
    confirm_days: Days
    complete_days: Days


class PlaceOrder(Value, frozen=True):
    """`quote_hash` is of the quote that the buyer agreed to; `buyer` a keyed digest of the person,
    None where nobody knows who buys."""

    number: str
    asked: Asked
    quote_hash: str
    customer: str | None
    buyer: str | None
    person: Addressee | None


class QuoteChanged(Conflict):
    """The cart costs something else by now, or on other grounds: `quote` is what it is quoted."""

    def __init__(self, priced: PricedCart) -> None:
        told = "The quote has changed. Agree to the new one, or change the cart."
        super().__init__(told, hash=priced.hash, payable_minor=priced.payable_minor)
        if len(priced.quote) <= MAX_ANSWER_BYTES // 2:
            self.attached = {"quote": msgspec.Raw(priced.quote)}


class GiftMissing(DomainError):
    """A gift is held like all else, so it has to be in the cart: `line` is what to add."""

    def __init__(self, gift: MissingGift) -> None:
        told = (
            f"“{gift.promotion_name}” gives {gift.count} of {gift.sku}. Add the line "
            f'{{"sku": "{gift.sku}", "qty": {gift.count}, "gift": true}} and quote again, or name '
            f"{gift.promotion_id} in “without”."
        )
        super().__init__(told, **msgspec.structs.asdict(gift))
        self.attached = {"line": {"sku": gift.sku, "qty": gift.count, "gift": True}}


class GiftNotGiven(DomainError):
    """What the cart calls a gift is charged, as no promotion gives it."""


class CartTooLarge(DomainError):
    """One order cannot hold, or later sell, all of it at once."""


def placed(command: PlaceOrder, priced: PricedCart, shop: Shop, stamp: Stamp) -> ShopOrder:
    """Raises QuoteChanged, GiftMissing or GiftNotGiven."""
    _require_agreed(command, priced)
    return _first(command, priced, shop, stamp)


def _first(command: PlaceOrder, priced: PricedCart, shop: Shop, stamp: Stamp) -> ShopOrder:
    return ShopOrder(
        source=shop.source,
        number=command.number,
        version=1,
        state="created",
        stage="pending_payment",
        store=shop.store,
        channel=command.asked.cart.channel or shop.source,
        currency=priced.currency,
        zone=shop.zone,
        placed_at=stamp.at,
        customer=command.customer,
        goods_minor=sum(line.quantity * line.unit_price_minor for line in priced.lines),
        discount_minor=sum(line.discount_minor for line in priced.lines),
        shipping_minor=priced.shipping_minor,
        lines=priced.lines,
        promotions=priced.promotions,
        placed_by=stamp.actor,
        request=stamp.fingerprint,
        quote_hash=priced.hash,
        held=dict(_units(priced)),
        due_at=stamp.at + timedelta(minutes=shop.hold_minutes),
        coupons=priced.coupons,
    )


def _require_agreed(command: PlaceOrder, priced: PricedCart) -> None:
    if priced.hash != command.quote_hash:
        raise QuoteChanged(priced)
    _require_gifts(priced)
    _require_given(priced)


def _require_gifts(priced: PricedCart) -> None:
    for gift in priced.gifts:
        raise GiftMissing(gift)


def _require_given(priced: PricedCart) -> None:
    for each in priced.charged_gifts:
        told = (
            f"No promotion gives {each.count} of {each.sku}: quote again without calling it a gift."
        )
        raise GiftNotGiven(told, sku=each.sku, count=each.count)


def _units(priced: PricedCart) -> Mapping[str, int]:
    units: Counter[str] = Counter()
    for line in priced.lines:
        units[line.sku] += line.quantity
    return units
