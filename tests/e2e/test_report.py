"""From orders over stream, bus and queues to a report behind a link, with every role enforced."""

import itertools
import json
import urllib.request
from collections.abc import Callable
from typing import Any

from infra.local.api import Api
from infra.local.callers import Callers, staff_email
from infra.local.stack import Stack
from tests.support import orders

ASKED = {"currency": "CNY", "store": "reported", "from": "2026-01-05", "to": "2026-01-11"}


def read(api: Api, path: str, token: str) -> bytes:
    link = api.call(f"GET {path}", token=token).headers["Location"]
    with urllib.request.urlopen(link, timeout=30) as answer:
        content: bytes = answer.read()
    return content


def test_orders_become_a_report_that_a_link_opens_and_reconciles(
    api: Api, callers: Callers, stack: Stack, eventually: Callable[..., Any]
) -> None:
    storefront, source = callers.storefront(), stack.outputs["StorefrontClient"]
    marketer = callers.staff(staff_email("marketer"))
    for version, other in enumerate(({}, {"refunds": [orders.refund(1500)]}), start=1):
        sent = orders.sale("R-1", version, source=source, store="reported", **other)
        headers = {"Idempotency-Key": f"e2e-report-order-{version}"}
        assert api.call("POST /orders", sent, token=storefront, headers=headers).status == 202
    numbers = itertools.count()

    def built() -> Any:
        """A report asked for now, once it is built and has the refund in it."""
        key = f"e2e-report-{next(numbers)}"
        asked = api.call("POST /reports", ASKED, token=marketer, headers={"Idempotency-Key": key})
        assert asked.status == 202, asked
        path = f"GET {asked.headers['Location']}"
        report = eventually(lambda: done(api.call(path, token=marketer).body))
        document = json.loads(read(api, report["links"]["json"], marketer))
        return (report, document) if document["headline"]["refund_count"]["value"] else None

    report, document = eventually(built, within_s=60)
    assert document["headline"]["net_minor"]["value"] == 4800 - 1500
    assert document["reconciliation"]["is_balanced"] is True
    assert read(api, report["links"]["html"], marketer).startswith(b"<!doctype html>")
    assert read(api, report["links"]["xlsx"], marketer).startswith(b"PK")
    assert b"2026-01-05" in read(api, report["links"]["csv"], marketer)


def done(report: dict[str, Any]) -> dict[str, Any] | None:
    assert report["state"] != "FAILED", report
    return report if report["state"] == "DONE" else None
