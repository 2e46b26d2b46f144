"""Folds recorded orders into the facts of their days."""

from collections.abc import Sequence
from typing import Any

from promenade.base.report import wire
from promenade.base.report.service.folding import fold
from promenade.base.report.store import DynamoFactStore
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger

log = logger("report")
store = DynamoFactStore()
digest = digests()
parked = setting("REPORT_FOLD_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.together(event, _fold, parked=parked, log=log)


def _fold(bodies: Sequence[bytes]) -> None:
    fold([wire.read_order(body, digest) for body in bodies], store, system_clock)
