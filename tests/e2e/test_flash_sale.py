"""A thousand buyers at once on a hundred units, and one buyer with very many requests, on a
DynamoDB that takes writes in parallel."""

from collections import Counter

from infra.local.stack import Stack
from tests.support.contend_flash import GREEDY, PER_USER, RUSH, UNITS
from tests.support.crowd import crowd

CALLERS, BUYERS = 5, 200
MODULE = "tests.support.contend_flash"


def test_all_units_are_sold_none_twice_and_nobody_has_more_than_one_may(stack: Stack) -> None:
    assert crowd(stack, MODULE, 1, 0) == [{RUSH: [0, []], GREEDY: [0, []]}]
    told = crowd(stack, MODULE, CALLERS, BUYERS)
    claimed = Counter(each.partition(" ")[0] for process in told for each in process["claimed"])
    assert claimed == {RUSH: UNITS, GREEDY: PER_USER}
    refused: Counter[str] = Counter()
    for process in told:
        refused.update(process["refused"])
    assert refused == {
        f"{RUSH} sold_out": CALLERS * BUYERS - UNITS,
        f"{GREEDY} unit_limit_reached": CALLERS * BUYERS - PER_USER,
    }
    assert crowd(stack, MODULE, 1, 0) == [{RUSH: [UNITS, []], GREEDY: [PER_USER, []]}]
