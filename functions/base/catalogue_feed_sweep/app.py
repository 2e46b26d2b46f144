"""Every hour: feeds whose next file is due are begun."""

from typing import Any

from promenade.base.catalogue.service.feeds import Doors, wake
from promenade.base.catalogue.store.exports import DynamoExportJobStore
from promenade.base.catalogue.store.feeds import DynamoFeedStore, S3FeedFiles
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("catalogue_feed_sweep")
doors = Doors(DynamoFeedStore(), DynamoExportJobStore(), S3FeedFiles())


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("woken", begun_count=wake(system_clock(), doors))
