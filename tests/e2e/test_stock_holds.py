"""Many at once hold, buy, give up and take back the same units, on a DynamoDB that takes
transactions in parallel."""

from collections import Counter
from typing import Any

from infra.local.api import Api
from infra.local.stack import Stack
from tests.support.contend_holds import SKUS, units_of
from tests.support.crowd import crowd

CALLERS, BASKETS, OPENING = 6, 12, 12
PATHS = [
    {"hold"},
    {"hold", "release"},
    {"hold", "expire"},
    {"hold", "commit"},
    {"hold", "commit", "take_back"},
]


def sums(steps: Counter[tuple[int, str]], step: str, sku: str) -> int:
    return sum(units_of(basket)[sku] for basket, taken in steps if taken == step)


def read(api: Api, token: str, sku: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    level = api.call(f"GET /stock/{sku}", token=token).body
    page = api.call(f"GET /stock/{sku}/movements?limit=100", token=token).body
    assert page["next"] is None
    return level, page["items"]


def test_every_hold_ends_once_and_every_unit_is_counted_once(
    stack: Stack, api: Api, owner: str
) -> None:
    for sku in SKUS:
        body = {"kind": "receive", "count": OPENING, "reason": "Opening stock"}
        headers = {"Idempotency-Key": f"opening-{sku}"}
        opened = api.call(f"POST /stock/{sku}/movements", body, token=owner, headers=headers)
        assert opened.status == 201
    told = crowd(stack, "tests.support.contend_holds", CALLERS, BASKETS)
    steps = Counter((basket, step) for each in told for basket, step in each["steps"])
    assert set(steps.values()) == {1}
    for basket in {basket for basket, _ in steps}:
        assert {step for taken, step in steps if taken == basket} in PATHS
    for sku in SKUS:
        level, entries = read(api, owner, sku)
        sold, returned = sums(steps, "commit", sku), sums(steps, "take_back", sku)
        received = OPENING + sum(each["moved"][sku] for each in told)
        given_back = sums(steps, "release", sku) + sums(steps, "expire", sku)
        assert level["on_hand_count"] == received - sold + returned
        assert level["reserved_count"] == sums(steps, "hold", sku) - given_back - sold
        assert sum(each["delta_count"] for each in entries) == level["on_hand_count"]
        assert min(each["balance_count"] for each in entries) >= 0
        assert level["available_count"] >= 0
    assert len({step for _, step in steps}) == 5
