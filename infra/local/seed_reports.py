"""The demonstration shop's report: the last four weeks, opened by the path that is printed."""

import json
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.cloud import CloudError
from infra.local.demo_orders import STORE, ZONE
from infra.local.shop import Shop

_DAYS = 28
_BUILT_WITHIN_S = 120
_FOLDED_WITHIN_S = 300


def seed_reports(shop: Shop) -> str:
    """Asks again until another look at the same days finds no more orders in them."""
    asked = _four_weeks()
    report = _found(shop, asked) or _caught_up(shop, asked)
    return f"the report of {asked['from']} to {asked['to']} is at {report['links']['html']}"


def _four_weeks() -> dict[str, str]:
    yesterday = datetime.now(UTC).astimezone(ZoneInfo(ZONE)).date() - timedelta(days=1)
    first = yesterday - timedelta(days=_DAYS - 1)
    return {"currency": "CNY", "store": STORE, "from": str(first), "to": str(yesterday)}


def _found(shop: Shop, asked: dict[str, str]) -> Any:
    for report in shop.find("GET /reports?limit=100").body["items"]:
        if report["state"] == "DONE" and asked.items() <= report.items():
            return shop.find(f"GET /reports/{report['id']}").body
    return None


def _caught_up(shop: Shop, asked: dict[str, str]) -> Any:
    deadline = time.monotonic() + _FOLDED_WITHIN_S
    before = 0
    while time.monotonic() < deadline:
        report = _built(shop, asked)
        orders = _read(shop, report["links"]["json"])["headline"]["order_count"]["value"]
        if orders and orders == before:
            return report
        before = orders
        time.sleep(2)
    raise CloudError("Orders do not reach the report. See: make logs")


def _read(shop: Shop, path: str) -> Any:
    link = shop.find(f"GET {path}").headers["Location"]
    with urllib.request.urlopen(link, timeout=30) as answer:
        return json.load(answer)


def _built(shop: Shop, asked: dict[str, str]) -> Any:
    key = f"demo-report-{time.time_ns()}"
    path = f"GET /reports/{shop.ask('POST /reports', asked, Idempotency_Key=key)['id']}"
    deadline = time.monotonic() + _BUILT_WITHIN_S
    while (report := shop.find(path).body)["state"] != "DONE":
        if report["state"] == "FAILED" or time.monotonic() > deadline:
            raise CloudError(f"The report is {report['state']}. See: make logs")
        time.sleep(0.5)
    return report
