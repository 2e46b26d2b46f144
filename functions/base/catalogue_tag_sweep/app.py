"""Every hour: what rules give changes with time, though no product does."""

from typing import Any

from promenade.base.catalogue.service.tagging import wake
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.kit.telemetry import logger

log = logger("catalogue_tag_sweep")
store = DynamoCatalogueStore()


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("woken", has_work=wake(store))
