"""Writes files of products, a part a message; what a feed's run comes to is the feed's file."""

from typing import Any

from promenade.base.catalogue.model.export_job import ExportJob
from promenade.base.catalogue.service import export_jobs, feeds
from promenade.base.catalogue.service.export_jobs import Sources
from promenade.base.catalogue.service.exporting import Form
from promenade.base.catalogue.service.feeds import Doors
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.exports import DynamoExportJobStore, S3ExportFiles
from promenade.base.catalogue.store.feeds import DynamoFeedStore, S3FeedFiles
from promenade.base.catalogue.wire import export_jobs as wire
from promenade.base.catalogue.wire.exports import Told, form_of
from promenade.base.price.reader import DynamoPriceReader
from promenade.base.stock.reader import DynamoStockReader
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("catalogue_export")
parked = setting("PRODUCT_EXPORT_DEAD_LETTERS_URL")
catalogue, jobs = DynamoCatalogueStore(), DynamoExportJobStore()
told = Told(DynamoStockReader(), catalogue, DynamoPriceReader(), setting("MEDIA_BASE_URL"))
feed_doors = Doors(DynamoFeedStore(), jobs, S3FeedFiles())


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _advance, parked=parked, log=log)


def _form(job: ExportJob) -> Form:
    return form_of(job.terms, told, job.requested_at)


sources = Sources(jobs, S3ExportFiles(), catalogue, _form)


def _advance(body: bytes) -> None:
    due, cause = wire.read_due(body)
    reached = export_jobs.advance(due, (cause, system_clock), sources)
    feeds.settle(reached, system_clock(), feed_doors)
    log.info("advanced", job_id=reached.id, state=reached.state, version=reached.version)
