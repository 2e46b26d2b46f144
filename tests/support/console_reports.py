"""A report as the console finds it, built."""

import time
from typing import Any

from infra.local.shop import Shop

_BUILT_WITHIN_S = 120
ASKED = {"currency": "CNY", "from": "2026-03-01", "to": "2026-03-07"}


def built(shop: Shop) -> str:
    """The id of one, of a week in which nothing was sold."""
    made = shop.ask("POST /reports", ASKED, Idempotency_Key=f"report-{time.time_ns()}")
    deadline = time.monotonic() + _BUILT_WITHIN_S
    while time.monotonic() < deadline:
        if shop.find(f"GET /reports/{made['id']}").body["state"] == "DONE":
            return str(made["id"])
        time.sleep(1)
    raise AssertionError(f"{made['id']} is not built.")


def reports(shop: Shop) -> list[Any]:
    found: list[Any] = shop.find("GET /reports").body["items"]
    return found
