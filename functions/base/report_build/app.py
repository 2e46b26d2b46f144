"""Builds the reports that were asked for."""

from typing import Any

from promenade.base.report import wire
from promenade.base.report.render import render
from promenade.base.report.service import building
from promenade.base.report.service.stores import Stores
from promenade.base.report.store import DynamoFactStore, DynamoJobStore, S3FileStore
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("report")
stores = Stores(DynamoFactStore(), DynamoJobStore(), S3FileStore())
parked = setting("REPORT_BUILD_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _build, parked=parked, log=log)


def _build(body: bytes) -> None:
    report_id, correlation_id = wire.read_asked(body)
    building.run(report_id, correlation_id, stores, render, system_clock)
