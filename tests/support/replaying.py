"""Simulations asked for over HTTP and run as the queue does, for tests."""

from typing import Any

import msgspec

from tests.support import functions
from tests.support.callers import MARKETER
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed

DRAFT: dict[str, Any] = {
    "name": "10 % off mugs",
    "stage": "order",
    "currency": "CNY",
    "scope": {"include": [{"categories": ["mugs"]}]},
    "effects": [{"kind": "order_off", "off": {"kind": "percent", "off_bp": 1_000}}],
    "limits": {"total": 1_000},
}
DAYS = {"stores": ["flagship"], "days": 7}


def draft(gateway: Gateway, **other: Any) -> str:
    made = gateway.call("POST /promotions", DRAFT | other, caller=MARKETER)
    return str(made.json["id"])


def ask(gateway: Gateway, promotion_id: str, **other: Any) -> Answer:
    options: dict[str, Any] = {"caller": MARKETER}
    options |= {name: other.pop(name) for name in ("key", "caller", "headers") if name in other}
    return gateway.call(f"POST /promotions/{promotion_id}/simulations", DAYS | other, **options)


def wanted() -> list[dict[str, Any]]:
    """What the queue gets for every step that was asked for."""
    told = [each for each in relayed().events if each["detail-type"] in _STEPS]
    return [
        {"messageId": f"m-{index}", "body": msgspec.json.encode(event).decode()}
        for index, event in enumerate(told)
    ]


_STEPS = {"SimulationRequested", "SimulationAdvanced"}


def run() -> list[dict[str, Any]]:
    """All messages, step by step, each of them twice."""
    seen: list[dict[str, Any]] = []
    while len(messages := wanted()) > len(seen):
        seen = messages
        for _ in range(2):
            assert functions.invoke("promotion_replay", {"Records": messages}) == {
                "batchItemFailures": []
            }
    return seen
