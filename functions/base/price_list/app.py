"""Keeps what the catalogue asked for each SKU, and since when."""

from typing import Any

from promenade.base.price.service.folding import list_product
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.base.price.wire import told
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("price")
parked = setting("PRICE_LIST_DEAD_LETTERS_URL")
store = DynamoEvidenceStore()


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _list, parked=parked, log=log)


def _list(body: bytes) -> None:
    list_product(told.read_product(body), store)
