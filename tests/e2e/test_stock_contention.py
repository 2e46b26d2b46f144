"""Many at once move the same stock, on a DynamoDB that takes writes in parallel."""

from typing import Any

from infra.local.api import Api
from infra.local.stack import Stack
from tests.support.contend import SKU
from tests.support.crowd import crowd

CALLERS, MOVEMENTS, OPENING = 6, 20, 20


def contend(stack: Stack) -> dict[str, int | None]:
    """Movement id → what its caller was told."""
    told = crowd(stack, "tests.support.contend", CALLERS, MOVEMENTS)
    return {id_: delta for each in told for id_, delta in each}


def ledger(api: Api, token: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        after = f"&cursor={cursor}" if cursor else ""
        route = f"GET /stock/{SKU}/movements?limit=100{after}"
        page = api.call(route, token=token).body
        found += page["items"]
        cursor = page["next"]
    return found


def test_stock_never_falls_below_zero_and_its_ledger_is_exact(
    stack: Stack, api: Api, owner: str
) -> None:
    body = {"kind": "receive", "count": OPENING, "reason": "Opening stock"}
    headers = {"Idempotency-Key": "rush-opening"}
    opened = api.call(f"POST /stock/{SKU}/movements", body, token=owner, headers=headers)
    assert opened.status == 201
    told = contend(stack)
    first, *rest = ledger(api, owner)
    assert len(told) == CALLERS * MOVEMENTS
    accepted = {id_: delta for id_, delta in told.items() if delta is not None}
    assert {each["id"]: each["delta_count"] for each in rest} == accepted
    assert len(rest) == len(accepted) < len(told)
    balance = OPENING
    for each in rest:
        balance += each["delta_count"]
        assert each["balance_count"] == balance >= 0
    level = api.call(f"GET /stock/{SKU}", token=owner).body
    assert (first["delta_count"], level["on_hand_count"]) == (OPENING, balance)
    assert level["version"] == 1 + len(rest)
