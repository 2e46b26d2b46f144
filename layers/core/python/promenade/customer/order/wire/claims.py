"""Claims of activities on the wire: what a sale tells of the units that it gave."""

from datetime import datetime

import msgspec

from promenade.contracts.flash_sales import FlashOffers, FlashUnitsClaimed
from promenade.contracts.orders import Took
from promenade.customer.order.model.claimed import PlaceClaimed
from promenade.customer.order.wire.shop_orders import buyer_of
from promenade.kit.digests import Digests
from promenade.kit.facts import read
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class Claimed(Value, frozen=True):
    """The order that a claim asks for, in the buyer's name."""

    command: PlaceClaimed
    stamp: Stamp


def read_claimed(message: bytes, at: datetime, offers: FlashOffers, digests: Digests) -> Claimed:
    """Raises Invalid, UnknownSchema, NotFound, Unavailable."""
    event = read(message, FlashUnitsClaimed)
    told = event.data
    offer = offers.get(told.sale_id)
    command = PlaceClaimed(
        number=told.order,
        customer=told.customer,
        buyer=buyer_of(digests, told.customer, None),
        count=told.count,
        offer=offer,
        took=Took(activity="flash_sale", id=told.sale_id, lot=told.lot, shard=told.shard),
        claimed_at=told.claimed_at,
        quote_hash=digests.fingerprint(msgspec.json.encode(offer)),
    )
    return Claimed(command, Stamp(event.actor, at, event.correlation_id, event.event_id))
