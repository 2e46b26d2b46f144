"""A worker is killed at any call to the cloud and the request comes again: nobody is sent it twice,
and nobody is lost."""

from collections import Counter
from datetime import timedelta
from itertools import count

import pytest

from promenade.kit.errors import Unavailable
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support.cloud import cloud
from tests.support.deliveries import World, request, template, terms
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before

PEOPLE = ("ada", "bob", "cai")


@pytest.mark.parametrize("knows_keys", [True, False])
@pytest.mark.parametrize("fault", [killed_before, killed_after])
def test_who_is_killed_anywhere_is_followed(fault: Fault, knows_keys: bool) -> None:
    for number in count(1):
        told, world, calls = run(fault, number, knows_keys)
        outcomes = {each.customer: each.outcome for each in told.decisions()}
        assert sorted(outcomes) == [*PEOPLE], number
        perhaps = {"sent"} if knows_keys else {"sent", "unknown"}
        assert set(outcomes.values()) <= perhaps, number
        tries = Counter(each.key for each in world.outbox)
        assert len(tries) <= len(PEOPLE), number
        assert knows_keys or max(tries.values()) == 1, number
        assert world.settled == {"spring#1": told.cost_micros}, number
        if number > calls:
            break
    assert number > 6


def run(fault: Fault, number: int, knows_keys: bool) -> tuple[Progress, World, int]:
    """What it came to in the end, and how many calls the first try made."""
    with cloud():
        world = World(DynamoGateStore(), campaign=terms(has_budget=True), budget_micros=10**9)
        world.known["hello"] = template(knows_keys=knows_keys)
        try:
            with failing(fault, number) as turn:
                handle(request(*PEOPLE), world.doors)
        except Killed:
            world.now += timedelta(minutes=3)
        told = None
        while told is None or not told.is_whole:
            try:
                told = handle(request(*PEOPLE), world.doors)
            except Unavailable:
                world.now += timedelta(minutes=3)
        return told, world, turn.count
