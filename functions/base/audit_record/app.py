"""Appends what staff changed to the audit trail."""

from secrets import token_hex
from typing import Any

from promenade.base.audit import service, wire
from promenade.base.audit.store import DynamoAuditStore
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("audit")
store = DynamoAuditStore()
parked = setting("AUDIT_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _record, parked=parked, log=log)


def _record(body: bytes) -> None:
    service.record_change(wire.read_change(body), token_hex(16), store)
