"""Moves many prices, a page a message."""

from typing import Any

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.service import job_pages
from promenade.base.price.service.job_pages import Sources
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.base.price.store.jobs import DynamoJobStore
from promenade.base.price.wire import jobs as wire
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("price")
parked = setting("PRICE_JOB_DEAD_LETTERS_URL")
sources = Sources(
    DynamoJobStore(),
    DynamoPriceStore(),
    DynamoCatalogueReader(),
    DynamoEvidenceStore(),
    int(setting("PRICE_CHANGE_LIMIT_BP")),
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _advance, parked=parked, log=log)


def _advance(body: bytes) -> None:
    job_id, version, cause = wire.read_due(body)
    reached = job_pages.advance(job_id, version, (cause, system_clock), sources)
    log.info("advanced", job_id=reached.id, state=reached.state, version=reached.version)
