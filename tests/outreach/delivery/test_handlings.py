"""What who asked for a message is told of it: contracts.deliveries.Handlings."""

from collections.abc import Sequence
from datetime import timedelta

from promenade.contracts.deliveries import Handled, SendRequest
from promenade.outreach.delivery.model.progress import begun, opened
from promenade.outreach.delivery.reader import DynamoHandlings
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.sweeping import sweep
from promenade.outreach.delivery.store.gate import DynamoGateStore, DynamoLaterStore
from tests.support.deliveries import NOON, World, request, terms

NIGHT = NOON.replace(hour=16)
MORNING = NOON.replace(day=3, hour=0)
HELLO = request("ada", id="journey-1")


def told() -> Handled | None:
    return DynamoHandlings().of("spring", "journey-1")


def in_the_morning(world: World) -> None:
    world.now = MORNING + timedelta(minutes=2)
    sweep(world.now, lambda found: _all(found, world), DynamoLaterStore())


def _all(requests: Sequence[SendRequest], world: World) -> None:
    for each in requests:
        handle(each, world.doors)


def test_nothing_is_told_of_what_nobody_looked_at(stores: None) -> None:
    assert told() is None


def test_what_a_worker_has_in_hand_is_not_decided(stores: None) -> None:
    fresh = begun(HELLO, NOON)
    DynamoGateStore().save(fresh, opened(fresh, NOON), "c-1")
    assert told() is None


def test_what_was_sent_was_decided_then(stores: None) -> None:
    handle(HELLO, World(DynamoGateStore()).doors)
    assert told() == Handled(NOON)


def test_what_is_not_sent_was_decided_then(stores: None) -> None:
    handle(HELLO, World(DynamoGateStore(), campaign=terms(state="cancelled")).doors)
    assert told() == Handled(NOON)


def test_who_sleeps_waits_for_the_morning_and_was_sent_it_then(stores: None) -> None:
    world = World(DynamoGateStore(), now=NIGHT)
    handle(HELLO, world.doors)
    assert told() == Handled(MORNING, is_waiting=True)
    while not world.outbox:
        in_the_morning(world)
    assert told() == Handled(MORNING + timedelta(minutes=2))


def test_who_moved_west_meanwhile_waits_once_more(stores: None) -> None:
    world = World(DynamoGateStore(), now=NIGHT)
    handle(HELLO, world.doors)
    world.zones["ada"] = "Europe/Paris"
    while told() == Handled(MORNING, is_waiting=True):
        in_the_morning(world)
    assert told() == Handled(NOON.replace(day=3, hour=7), is_waiting=True)
