"""Orders of units that somebody has already: an activity gave them, at its own price (N6)."""

from datetime import datetime, timedelta

from promenade.contracts.flash_sales import FlashOffer
from promenade.contracts.orders import OrderLine, Took
from promenade.customer.order.model.placing import Shop
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class PlaceClaimed(Value, frozen=True):
    """`buyer` is a keyed digest of the customer, `quote_hash` of what was offered."""

    number: str
    customer: str
    buyer: str | None
    count: int
    offer: FlashOffer
    took: Took
    claimed_at: datetime
    quote_hash: str


def claimed(command: PlaceClaimed, shop: Shop, stamp: Stamp) -> ShopOrder:
    """To be paid in the time that any order has, from now on; no promotion takes anything off."""
    offer, line = command.offer, _line(command)
    return ShopOrder(
        source=shop.source,
        number=command.number,
        version=1,
        state="created",
        stage="pending_payment",
        store=shop.store,
        channel=shop.source,
        currency=offer.currency,
        zone=shop.zone,
        placed_at=command.claimed_at,
        customer=command.customer,
        goods_minor=line.paid_minor,
        lines=(line,),
        took=command.took,
        placed_by=stamp.actor,
        request=stamp.fingerprint,
        quote_hash=command.quote_hash,
        held={offer.place: command.count},
        due_at=stamp.at + timedelta(minutes=shop.hold_minutes),
    )


def _line(command: PlaceClaimed) -> OrderLine:
    offer = command.offer
    return OrderLine(
        line=1,
        sku=offer.sku,
        title=offer.title,
        category=offer.category,
        quantity=command.count,
        unit_price_minor=offer.price_minor,
        paid_minor=command.count * offer.price_minor,
    )
