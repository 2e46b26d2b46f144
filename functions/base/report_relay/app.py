"""Puts the facts of report jobs on the bus, from where they reach the builder."""

from typing import Any

from promenade.kit import outbox
from promenade.kit.config import setting

bus = setting("BUS_NAME")


def app(event: dict[str, Any], _context: object) -> None:
    outbox.relay(event["Records"], source="promenade.report", bus=bus)
