"""Processes that are killed at random while they buy, pay and cancel leave exact totals;
tests/support/soak.py runs larger ones."""

from tests.support.soak import is_exact, soak

ORDERS, PROCESSES = 90, 3


def test_whoever_is_killed_there_is_one_order_of_each_and_every_total_is_exact() -> None:
    found = soak(ORDERS, PROCESSES)
    assert found["kills"] > 0
    assert is_exact(found), found
    assert (found["after"]["orders"], found["after"]["with_coupon"] > 0) == (ORDERS, True)
