"""The same events are told by several processes at once, while they say who a visitor is."""

from collections import Counter
from typing import Any

from infra.local.stack import Stack
from tests.support.crowd import crowd

CALLERS, EVENTS = 5, 200
MODULE = "tests.support.contend_behaviour"


def test_each_event_is_accepted_once_and_counted_for_one_customer(stack: Stack) -> None:
    told: list[Any] = crowd(stack, MODULE, CALLERS, EVENTS)
    results: Counter[str] = Counter()
    for each in told:
        results.update(each)
    assert results == {"ACCEPTED": EVENTS, "DUPLICATE": (CALLERS - 1) * EVENTS}
    (counted,) = crowd(stack, MODULE, 1, 0)
    assert sum(counted.values()) == EVENTS
    assert min(counted.values()) >= EVENTS // 4
