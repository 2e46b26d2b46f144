"""Many at once move the same stock, on a DynamoDB that takes writes in parallel."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from infra.local.api import Answer, Api
from infra.local.stack import Stack
from tests.support.contend import SKU
from tests.support.crowd import crowd

CALLERS, MOVEMENTS, OPENING = 6, 20, 20


def contend(stack: Stack) -> dict[str, int | None]:
    """Movement id → what its caller was told."""
    told = crowd(stack, "tests.support.contend", CALLERS, MOVEMENTS)
    return {id_: delta for each in told for id_, delta in each}


def ledger(api: Api, token: str, sku: str = SKU) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        after = f"&cursor={cursor}" if cursor else ""
        route = f"GET /stock/{sku}/movements?limit=100{after}"
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


def test_who_asks_for_no_version_never_hears_of_one(stack: Stack, api: Api, owner: str) -> None:
    """200 movements, 16 at a time, of what 150 of them have."""
    route, sale = "POST /stock/CROWD/movements", {"kind": "adjust", "count": -1, "reason": "Sold"}
    opening = {"kind": "receive", "count": 150, "reason": "Opening stock"}
    opened = api.call(route, opening, token=owner, headers={"Idempotency-Key": "crowd-opening"})
    assert opened.status == 201

    def sell(number: int) -> list[Answer]:
        """Until it is told; who is told to come again comes again with the same key."""
        own = Api(stack)
        told: list[Answer] = []
        while not told or told[-1].status == 503:
            key = {"Idempotency-Key": f"crowd-sale-{number}"}
            told.append(own.call(route, sale, token=owner, headers=key))
        own.close()
        return told

    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(sell, range(200)))
    assert Counter(each[-1].status for each in answers) == {201: 150, 422: 50}
    assert {each[-1].body["code"] for each in answers if each[-1].status == 422} == {"stock_short"}
    busy = [answer for each in answers for answer in each[:-1]]
    assert {answer.headers["Retry-After"] for answer in busy} <= {"1"}
    assert len(busy) <= 20, "pauses let most of a crowd through"
    assert len(ledger(api, owner, "CROWD")) == 151
    assert api.call("GET /stock/CROWD", token=owner).body["on_hand_count"] == 0
