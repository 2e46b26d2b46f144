"""Orders from a storefront's call, and from a file, to the table."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.local import importing
from infra.local.api import Api
from infra.local.callers import Callers, staff_email
from infra.local.stack import Stack
from tests.support import orders
from tests.support.data import ONLINE_RETAIL, needs_data
from tests.support.deployed import stored

SLICE = 300


def settled(api: Api, location: str, token: str) -> Any:
    """The submission's orders once none of them waits."""
    found = api.call(f"GET {location}", token=token).body["orders"]
    return None if any(each["progress"] == "queued" for each in found) else found


def test_what_a_storefront_sends_is_stored_and_its_bad_version_parked(
    api: Api, callers: Callers, stack: Stack, eventually: Callable[..., Any]
) -> None:
    token, source = callers.storefront(), stack.outputs["StorefrontClient"]
    first = orders.sale("E2E-1", source=source, personal=orders.PERSON)
    other_content = orders.sale("E2E-1", source=source, customer="c-2")
    outcomes = []
    for key, sent in (("e2e-order-1", first), ("e2e-order-2", other_content)):
        answer = api.call("POST /orders", sent, token=token, headers={"Idempotency-Key": key})
        assert answer.status == 202, answer
        location = answer.headers["Location"]
        outcomes += eventually(lambda at=location: settled(api, at, token))
    assert [(each["progress"], each["code"]) for each in outcomes] == [
        ("stored", None),
        ("parked", "order_conflict"),
    ]

    support = callers.staff(staff_email("support"))
    path = f"GET /orders/{source}/E2E-1"
    assert api.call(path, token=support).body["personal"] == orders.PERSON
    assert api.call(path, token=token).body["personal"]["phone"] == "***"
    day = api.call("GET /orders?store=flagship&day=2026-01-05", token=token).body
    assert [each["number"] for each in day["items"]] == ["E2E-1"]


@needs_data
@pytest.mark.shared_data
def test_a_slice_of_a_file_arrives_whole_and_a_second_time_changes_nothing(
    stack: Stack, eventually: Callable[..., Any]
) -> None:
    (file, _) = ONLINE_RETAIL
    tally = importing.run(file, "online-retail", SLICE, stack)
    held = eventually(lambda: of_import(stack) if len(of_import(stack)) == SLICE else None)
    assert sum(summary["line_count"] for summary, _ in held) == tally.line_count
    importing.run(file, "online-retail", SLICE, stack)
    assert of_import(stack) == held


def of_import(stack: Stack) -> list[tuple[dict[str, Any], str]]:
    """(summary, time of the write) of every stored order, by number."""
    found = [
        (json.loads(item["summary"]["S"]), item["updated_at"]["S"])
        for item in stored(stack, "Order")
        if item["pk"]["S"].startswith("ORDER#online-retail#")
    ]
    return sorted(found, key=lambda each: each[0]["number"])
