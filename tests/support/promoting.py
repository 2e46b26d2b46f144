"""Promotions on their way into force, over HTTP: maria drafts and publishes, olga approves, and
otto where two have to."""

from typing import Any

from tests.support.callers import MARKETER, OWNER, staff
from tests.support.gateway import Answer, Gateway

SECOND_OWNER = staff("otto", "owner")
LIMITED: dict[str, Any] = {"limits": {"total": 1_000}}
"""What costs something is limited."""


def approve(gateway: Gateway, promotion_id: str, version: int = 1) -> int:
    """The version that is approved."""
    route = f"POST /promotions/{promotion_id}"
    submitted = gateway.call(f"{route}/submit", version=version, caller=MARKETER)
    assert submitted.status == 200, submitted.text
    for caller in (OWNER, SECOND_OWNER)[: submitted.json["review"]["required_count"]]:
        version += 1
        approved = gateway.call(f"{route}/approve", version=version, caller=caller)
        assert approved.status == 200, approved.text
    return version + 1


def publish(gateway: Gateway, promotion_id: str, version: int = 1, **query: Any) -> Answer:
    approved = approve(gateway, promotion_id, version)
    route = f"POST /promotions/{promotion_id}/publish"
    return gateway.call(route, version=approved, query=query, caller=MARKETER)


def draft_unit_prices(gateway: Gateway) -> str:
    """What is shown beside old prices, which are judged."""
    effect = {"kind": "unit_off", "off": {"kind": "percent", "off_bp": 1_000}}
    body: dict[str, Any] = {
        "name": "Less",
        "stage": "unit",
        "effects": [effect],
        "limits": {"total": 1_000},
    }
    body["scope"] = {"include": [{"categories": ["tableware"]}]}
    drafted = gateway.call("POST /promotions", body, key="unit-prices", caller=MARKETER)
    return str(drafted.json["id"])
