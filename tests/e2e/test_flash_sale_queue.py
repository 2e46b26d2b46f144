"""Very many who join one queue at once, some from several machines, while it is drawn, on a
DynamoDB that takes writes in parallel."""

from infra.local.stack import Stack
from tests.support.contend_queue import SHARED
from tests.support.crowd import crowd

CALLERS, CUSTOMERS = 4, 120
MODULE = "tests.support.contend_queue"


def test_each_has_one_spot_and_one_position_whoever_asks_and_draws(stack: Stack) -> None:
    told = crowd(stack, MODULE, CALLERS, CUSTOMERS)
    joined = {(customer, at) for process in told for customer, at in process["told"]}
    count = SHARED + CALLERS * (CUSTOMERS - SHARED)
    assert len(joined) == len(dict(joined)) == count
    positions = list(range(1, count + 1))
    assert crowd(stack, MODULE, 1, 0) == [{"positions": positions, "faults": []}]
