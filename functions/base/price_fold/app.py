"""Folds recorded orders into the prices that were paid."""

from collections.abc import Sequence
from typing import Any

from promenade.base.price.service.folding import fold
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.base.price.wire import told
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("price")
parked = setting("PRICE_FOLD_DEAD_LETTERS_URL")
store = DynamoEvidenceStore()


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.together(event, _fold, parked=parked, log=log)


def _fold(bodies: Sequence[bytes]) -> None:
    fold([told.read_order(body) for body in bodies], store)
