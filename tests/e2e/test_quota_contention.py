"""Containers that one client calls, on a DynamoDB that takes their writes in parallel: together
they admit no call more than its quota, and few less."""

from infra.local.stack import Stack
from tests.support.contend_quota import QUOTA
from tests.support.crowd import crowd

CONTAINERS, EACH = 6, 100


def test_all_containers_together_admit_the_quota_and_no_call_more(stack: Stack) -> None:
    found = crowd(stack, "tests.support.contend_quota", CONTAINERS, EACH)
    lost = CONTAINERS * (QUOTA // 60 - 1)
    assert QUOTA - lost <= sum(each["admitted"] for each in found) <= QUOTA
    assert sum(each["writes"] for each in found) < QUOTA
