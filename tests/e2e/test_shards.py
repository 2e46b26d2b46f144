"""Many at once claim from one allotment of 16 shards and give back, on a DynamoDB that takes
transactions in parallel."""

from collections import Counter

from infra.local.stack import Stack
from tests.support.contend_shards import TOTAL
from tests.support.crowd import crowd

CALLERS, CLAIMS = 6, 12
MODULE = "tests.support.contend_shards"


def test_every_claim_ends_once_and_what_is_allotted_is_exact(stack: Stack) -> None:
    assert crowd(stack, MODULE, 1, 0) == [{"left": TOTAL, "held": 0, "spent": 0}]
    told = crowd(stack, MODULE, CALLERS, CLAIMS)
    steps = Counter((claim, step) for each in told for claim, step, _ in each["steps"])
    assert set(steps.values()) == {1}
    sums: Counter[str] = Counter()
    for each in told:
        for _, step, amount in each["steps"]:
            sums[step] += amount
    (balance,) = crowd(stack, MODULE, 1, 0)
    assert balance == {
        "left": TOTAL - sums["hold"] + sums["release"] + sums["give_back"],
        "held": sums["hold"] - sums["release"] - sums["commit"],
        "spent": sums["commit"] - sums["give_back"],
    }
    assert balance["left"] >= 0
    assert all(left < 3 for each in told for left in each["refused"])
    assert len({step for _, step in steps}) == 4
