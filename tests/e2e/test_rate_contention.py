"""Containers that share an account's rate, on a DynamoDB that takes their writes in parallel."""

from itertools import pairwise

from infra.local.stack import Stack
from tests.support.contend_rate import RATE_PER_S
from tests.support.crowd import crowd

WORKERS, EACH = 6, 50
_ROUNDED_US = 2


def test_no_two_turns_of_an_account_are_closer_than_its_rate(stack: Stack) -> None:
    taken = crowd(stack, "tests.support.contend_rate", WORKERS, EACH)
    turns = sorted(turn for each in taken for turn in each)
    assert len(turns) == WORKERS * EACH
    apart_us = 1_000_000 // RATE_PER_S
    assert [b - a for a, b in pairwise(turns) if b - a < apart_us - _ROUNDED_US] == []
