"""Many publish, and take a code for a promotion or a coupon, at the same moment, on a DynamoDB that
takes writes in parallel."""

from infra.local.stack import Stack
from tests.support.crowd import crowd

CALLERS, ROUNDS = 6, 20


def test_one_of_those_who_overlap_is_published_and_one_has_the_code(
    stack: Stack,
) -> None:
    told = crowd(stack, "tests.support.contend_promotions", CALLERS, ROUNDS)
    for one_round in zip(*told, strict=True):
        published, holding = map(sum, zip(*one_round, strict=True))
        assert (published, holding) == (1, 1)
