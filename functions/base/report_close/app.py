"""Every hour: settles what was folded, closes days that are over, asks for the reports due."""

from typing import Any

from promenade.base.report.service import building
from promenade.base.report.store import DynamoFactStore, DynamoJobStore
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("report")
facts = DynamoFactStore()
jobs = DynamoJobStore()


def app(_event: dict[str, Any], _context: object) -> None:
    asked = building.close_days(facts, jobs, system_clock)
    log.info("closed", report_ids=[job.id for job in asked])
