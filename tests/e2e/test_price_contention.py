"""Many set prices at the same moment, on a DynamoDB that takes writes in parallel."""

from infra.local.stack import Stack
from tests.support.crowd import crowd

CALLERS, ROUNDS = 6, 20


def test_one_of_those_that_overlap_is_taken_and_all_that_stand_apart_are(stack: Stack) -> None:
    told = crowd(stack, "tests.support.contend_prices", CALLERS, ROUNDS)
    for one_round in zip(*told, strict=True):
        meeting, apart = map(sum, zip(*one_round, strict=True))
        assert (meeting, apart) == (1, CALLERS)
