"""Many at once tell who customers are, on a DynamoDB that takes transactions in parallel: an
address is one customer's, an order counts once, and the population is who there is."""

from collections import Counter

from infra.local.stack import Stack
from tests.support.contend_profiles import HANDS, ORDERS
from tests.support.crowd import crowd

CALLERS, ADDRESSES = 5, 20
MODULE = "tests.support.contend_profiles"


def test_an_address_is_one_customers_and_an_order_counts_once(stack: Stack) -> None:
    told = crowd(stack, MODULE, CALLERS, ADDRESSES)
    (found,) = crowd(stack, MODULE, 1, 0)
    got = Counter(n for each in told for n in each["got"])
    assert got == Counter(range(ADDRESSES))
    assert sum(each["refused"]["alone"] for each in told) == (CALLERS - 1) * ADDRESSES
    assert found["addresses"] - ADDRESSES in range(len(HANDS))
    assert (found["own"], found["all"]) == ([4, 2], [6, {"CNY": ORDERS * 4800}])
    assert found["faults"] == []
