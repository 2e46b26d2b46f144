"""Every hour: looks for recorded orders that the facts lack, settles what was folded, closes days
that are over, asks for the reports due."""

from typing import Any

from promenade.base.report.service import building
from promenade.base.report.service.reconciling import reconcile
from promenade.base.report.store import DynamoFactStore, DynamoJobStore
from promenade.customer.order.reader import DynamoOrderReader
from promenade.kit.clock import system_clock
from promenade.kit.masks import masked
from promenade.kit.telemetry import logger

log = logger("report")
facts = DynamoFactStore()
jobs = DynamoJobStore()
orders = DynamoOrderReader()


def app(_event: dict[str, Any], _context: object) -> None:
    for each in reconcile(orders, facts, system_clock):
        log.error("missing", source=each.source, number=masked(each.number), version=each.version)
    asked = building.close_days(facts, jobs, system_clock)
    log.info("closed", report_ids=[job.id for job in asked])
