"""Webhooks that were parked, read again: as it is done now, with what their shop says now."""

from typing import Any

from promenade.customer.order.store.connections import DynamoConnectionStore
from promenade.customer.order.wire.platforms import intake
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.kit.vault import Vault

log = logger("order-webhooks")
parked = setting("ORDER_WEBHOOK_DEAD_LETTERS_URL")
store = DynamoConnectionStore()
vault = Vault(setting("WEBHOOK_KEY_ID"))
orders = intake.Intake(
    digests(), Vault(setting("ORDER_KEY_ID")), Queue(setting("ORDER_INGEST_QUEUE_URL"))
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _take, parked=parked, log=log)


def _take(body: bytes) -> None:
    if webhook := intake.read_parked(body, store, vault):
        intake.take(webhook, orders, system_clock())
