"""Puts the facts of the stock table on the bus."""

from typing import Any

from promenade.kit import outbox
from promenade.kit.config import setting

bus = setting("BUS_NAME")


def app(event: dict[str, Any], _context: object) -> None:
    outbox.relay(event["Records"], source="promenade.stock", bus=bus)
