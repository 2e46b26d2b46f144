"""Profiles that were anonymised: their inboxes, and what they were sent, are forgotten."""

from typing import Any

from promenade.customer.tracking.holds import DynamoSentLinks
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger
from promenade.outreach.delivery.service.erasing import erase
from promenade.outreach.delivery.store.erasing import DynamoErasureStore
from promenade.outreach.delivery.wire.erasures import read_erased

log = logger("delivery")
parked = setting("DELIVERY_ERASURES_DEAD_LETTERS_URL")
store, links = DynamoErasureStore(), DynamoSentLinks()


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _erase, parked=parked, log=log)


def _erase(body: bytes) -> None:
    if customer := read_erased(body):
        log.info("erased", item_count=erase(customer, store, links))
