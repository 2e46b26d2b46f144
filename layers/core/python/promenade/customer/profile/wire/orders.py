"""Recorded orders, as the bus tells of them."""

from promenade.contracts.orders import OrderDocument, OrderRecorded
from promenade.kit.clock import Clock
from promenade.kit.facts import read
from promenade.kit.stamp import Stamp


def read_order(message: bytes, clock: Clock) -> tuple[OrderDocument, Stamp]:
    """Raises Invalid, UnknownSchema."""
    event = read(message, OrderRecorded)
    return event.data, Stamp("system:profile", clock(), event.correlation_id, event.event_id)
