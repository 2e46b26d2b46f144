"""Puts the facts of every table on the bus, and what staff did before the audit trail."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from promenade.contracts.facts import published
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.outbox import Outbox, parcel
from promenade.kit.queues import Queue
from promenade.kit.streams import records_in
from promenade.kit.telemetry import logger

log = logger("relay")
owners = msgspec.json.decode(setting("RELAY_SOURCES"), type=dict[str, str])
sources = {table: f"promenade.{owner}" for table, owner in owners.items()}
outbox = Outbox(sources, published(), setting("BUS_NAME"), Queue(setting("AUDIT_QUEUE_URL")))
parked = setting("RELAY_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures | None:
    """Records of a stream, or messages that bring some of them again."""
    if event["Records"][0]["eventSource"] == "aws:sqs":
        return batch.each(event, lambda body: _relay(records_in(body)), parked=parked, log=log)
    _relay(event["Records"])
    return None


def _relay(records: Iterable[Mapping[str, Any]]) -> None:
    for refused in outbox.relay(records):
        batch.park(parcel(refused.record), refused.error, parked)
        log.warning("parked", code=refused.error.code, reason=refused.error.reason)
