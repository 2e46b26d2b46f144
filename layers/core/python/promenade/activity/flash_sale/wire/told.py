"""What orders tell sales."""

from datetime import datetime

from promenade.activity.flash_sale.model.claim import Claim
from promenade.contracts.orders import OrderLapsed
from promenade.kit.facts import read
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class LapsedClaim(Value, frozen=True):
    """`place` is where the order had its units."""

    claim: Claim
    place: tuple[str, int]
    stamp: Stamp


def read_lapsed(message: bytes, at: datetime) -> LapsedClaim:
    """Raises Invalid, UnknownSchema."""
    event = read(message, OrderLapsed)
    told, took = event.data, event.data.took
    claim = Claim(took.id, told.number, told.customer, told.count)
    stamp = Stamp("system:flash_sale", at, event.correlation_id, event.event_id)
    return LapsedClaim(claim, (took.lot, took.shard), stamp)
