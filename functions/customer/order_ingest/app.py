"""Takes orders from the queue into the table."""

from typing import Any

from promenade.customer.order import service
from promenade.customer.order.store import DynamoOrderStore
from promenade.customer.order.wire import reading
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger
from promenade.kit.vault import Vault

digest = digests()
log = logger("order")
parked = setting("ORDER_INGEST_DEAD_LETTERS_URL")
store = DynamoOrderStore()
vault = Vault(setting("ORDER_KEY_ID"))


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _take, parked=parked, log=log)


def _take(body: bytes) -> None:
    arrival = reading.read_message(body)
    with service.parking(arrival, store):
        order = reading.read_order(arrival.order, digest)
        stamp = reading.stamp(arrival, order, system_clock)
        service.record_order(order, stamp, store, vault)
