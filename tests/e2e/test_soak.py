"""Processes that are killed at random while they buy, pay and cancel leave exact totals;
tests/support/soak.py runs larger ones."""

from tests.support.soak import soak

ORDERS, PROCESSES = 90, 3


def test_totals_are_exact_whoever_is_killed() -> None:
    found = soak(ORDERS, PROCESSES)
    assert (found["failed"], found["kills"] > 0) == (0, True)
    for when in ("before", "after"):
        assert found[when]["differences"] == []
    assert found["after"]["orders"] > ORDERS / 2  # each takes three of 3 / 2 * ORDERS units at most
    assert found["after"]["unsent"] == 0
    assert set(found["after"]["stages"]) == {"paid", "cancelled"}
