"""Many at once hear that the same people fill their carts, and then that they pay or that the time
is over, on a DynamoDB that takes transactions in parallel: one entry and one way for each."""

from infra.local.stack import Stack
from tests.support.contend_journeys import PEOPLE
from tests.support.crowd import crowd

CALLERS = 6
MODULE = "tests.support.contend_journeys"


def test_each_person_goes_one_way_once_whoever_comes_first(stack: Stack) -> None:
    told = crowd(stack, MODULE, CALLERS, len(PEOPLE))
    sent = {(customer, step) for each in told for customer, step in each}
    assert sorted(customer for customer, _ in sent) == sorted(PEOPLE)
    thanked = sum(step == "thanks" for _, step in sent)
    (found,) = crowd(stack, MODULE, 1, 0)
    assert found["ways"] == [1] * len(PEOPLE)
    counts = {"started": len(PEOPLE), "ended": thanked, "at rest": len(PEOPLE) - thanked}
    assert found["counts"] == {name: count for name, count in counts.items() if count}
