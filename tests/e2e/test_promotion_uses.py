"""Many orders at once use one promotion up, on a DynamoDB that takes transactions in parallel."""

from collections import Counter

from infra.local.stack import Stack
from tests.support.contend_uses import BUDGET, BUYERS, PER_BUYER, TOTAL
from tests.support.crowd import crowd

CALLERS, ORDERS = 6, 12
MODULE = "tests.support.contend_uses"


def test_every_use_ends_once_and_no_limit_is_passed(stack: Stack) -> None:
    assert crowd(stack, MODULE, 1, 0) == [{"total": [TOTAL, 0, 0], "budget": [BUDGET, 0, 0]}]
    told = crowd(stack, MODULE, CALLERS, ORDERS)
    steps = [tuple(step) for each in told for step in each["steps"]]
    assert set(Counter((order, step) for order, step, _ in steps).values()) == {1}
    assert {step for _, step, _ in steps} == {"hold", "commit", "release", "take_back"}
    counts, money = Counter[str](), Counter[str]()
    for _, step, saving in steps:
        counts[step] += 1
        money[step] += saving
    (balances,) = crowd(stack, MODULE, 1, 0)
    assert balances == {
        "total": _balance(TOTAL, counts),
        "budget": _balance(BUDGET, money),
    }
    in_use = Counter(order % BUYERS for order, step, _ in steps if step == "hold")
    in_use.subtract(order % BUYERS for order, step, _ in steps if step in {"release", "take_back"})
    assert max(in_use.values()) <= PER_BUYER
    refused = {code for each in told for code in each["refused"]}
    assert refused == {"budget_exhausted", "limit_reached", "use_conflict"}


def _balance(total: int, sums: Counter[str]) -> list[int]:
    left = total - sums["hold"] + sums["release"] + sums["take_back"]
    assert left >= 0
    held = sums["hold"] - sums["release"] - sums["commit"]
    return [left, held, sums["commit"] - sums["take_back"]]
