"""The queue of what providers tell of messages."""

from typing import Any

from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger
from promenade.outreach.delivery.service.receiving import receive
from promenade.outreach.delivery.store.receipts import DynamoReceiptStore
from promenade.outreach.delivery.wire.requests import read_receipts

log = logger("delivery")
parked = setting("DELIVERY_RECEIPTS_DEAD_LETTERS_URL")
store = DynamoReceiptStore()


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _receive, parked=parked, log=log)


def _receive(body: bytes) -> None:
    receipts = read_receipts(body)
    receive(receipts, system_clock, store)
    log.info("received", count=len(receipts))
