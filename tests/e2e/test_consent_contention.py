"""Many at once tell that customers gave and withdrew consent at one instant, on a DynamoDB that
takes transactions in parallel: the refusal is what stands."""

from infra.local.stack import Stack
from promenade.contracts.consents import Reason
from tests.support.contend_consents import CUSTOMERS, GONE, KEPT
from tests.support.crowd import crowd

CALLERS, TIMES = 5, 12
MODULE = "tests.support.contend_consents"


def test_of_one_instant_the_refusal_stands_whoever_comes_first(stack: Stack) -> None:
    outdated = crowd(stack, MODULE, CALLERS, TIMES)
    (found,) = crowd(stack, MODULE, 1, 0)
    assert found["states"] == dict.fromkeys((*CUSTOMERS, GONE, KEPT), "withdrawn")
    assert (found["left"], found["chained"]) == (KEPT, True)
    assert found["causes"] == sorted(Reason)
    assert sum(outdated) > 0
