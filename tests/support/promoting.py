"""Promotions on their way into force, over HTTP: maria drafts and publishes, olga approves."""

from typing import Any

from tests.support.callers import MARKETER, OWNER
from tests.support.gateway import Answer, Gateway

LIMITED: dict[str, Any] = {"limits": {"total": 1_000}}
"""What costs something is limited."""


def approve(gateway: Gateway, promotion_id: str, version: int = 1) -> int:
    """The version that is approved."""
    route = f"POST /promotions/{promotion_id}"
    submitted = gateway.call(f"{route}/submit", version=version, caller=MARKETER)
    assert submitted.status == 200, submitted.text
    approved = gateway.call(f"{route}/approve", version=version + 1, caller=OWNER)
    assert approved.status == 200, approved.text
    return version + 2


def publish(gateway: Gateway, promotion_id: str, version: int = 1, **query: Any) -> Answer:
    approved = approve(gateway, promotion_id, version)
    route = f"POST /promotions/{promotion_id}/publish"
    return gateway.call(route, version=approved, query=query, caller=MARKETER)
