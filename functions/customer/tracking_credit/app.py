"""Credits recorded orders to the campaigns that brought them."""

from typing import Any

from promenade.customer.tracking.service.crediting import credit
from promenade.customer.tracking.service.effect_ports import Doors
from promenade.customer.tracking.store.effects import DynamoEffectStore
from promenade.customer.tracking.store.journal import DynamoJournal
from promenade.customer.tracking.wire.sales import read_sale
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger

log = logger("tracking")
doors = Doors(DynamoEffectStore(), DynamoJournal(digests()))
parked = setting("TRACKING_ORDERS_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _credit, parked=parked, log=log)


def _credit(body: bytes) -> None:
    credit(read_sale(body), system_clock(), doors)
