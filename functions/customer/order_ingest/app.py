"""Takes orders from the queue into the table; the persons in them stay sealed."""

from typing import Any

from promenade.customer.order import service
from promenade.customer.order.store import DynamoOrderStore
from promenade.customer.order.wire import reading
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("order")
parked = setting("ORDER_INGEST_DEAD_LETTERS_URL")
store = DynamoOrderStore()


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _take, parked=parked, log=log)


def _take(body: bytes) -> None:
    arrival = reading.read_message(body)
    with service.parking(arrival, store):
        stamp = reading.stamp(arrival, system_clock)
        store.record(reading.read_arrival(arrival, stamp.at), stamp)
