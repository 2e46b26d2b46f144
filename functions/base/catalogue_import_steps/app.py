"""Imports files of products, a part a message."""

from functools import partial
from typing import Any

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.activity.flash_sale.reader import DynamoFlashDependents
from promenade.base.catalogue.service import import_steps
from promenade.base.catalogue.service.import_steps import Reading, Sources
from promenade.base.catalogue.store.guarded import FileCatalogueStore
from promenade.base.catalogue.store.import_files import S3ImportFiles
from promenade.base.catalogue.store.import_jobs import DynamoImportJobStore
from promenade.base.catalogue.wire import import_jobs as wire
from promenade.base.price.reader.gate import DynamoPriceGate
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.base.stock.reader import DynamoStockDependents
from promenade.customer.order.reader import DynamoOrderDependents
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("catalogue_import")
parked = setting("PRODUCT_IMPORT_DEAD_LETTERS_URL")
rooms = (
    DynamoCouponDependents(), DynamoFlashDependents(), DynamoOrderDependents(),
    DynamoPromotionDependents(), DynamoStockDependents(),
)  # fmt: skip
sources = Sources(
    DynamoImportJobStore(),
    S3ImportFiles(),
    partial(FileCatalogueStore, rooms),
    DynamoPriceGate(int(setting("PRICE_CHANGE_LIMIT_BP"))),
    Reading(wire.read_upload, wire.report_head, wire.report_lines),
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _advance, parked=parked, log=log)


def _advance(body: bytes) -> None:
    job_id, version, cause = wire.read_due(body)
    reached = import_steps.advance(job_id, version, (cause, system_clock), sources)
    log.info("advanced", job_id=reached.id, state=reached.state, version=reached.version)
