"""Who sleeps is asked for again in the morning, by the minute."""

from datetime import timedelta

from promenade.contracts.deliveries import SendRequest
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.sweeping import sweep
from promenade.outreach.delivery.store.gate import DynamoGateStore, DynamoLaterStore
from tests.support.deliveries import NOON, World, request, terms

NIGHT = NOON.replace(hour=16)
MORNING = NOON.replace(day=3, hour=0)


def test_what_waits_comes_in_its_minute_and_once(stores: None) -> None:
    world = World(DynamoGateStore(), now=NIGHT)
    handle(request("ada", "bob"), world.doors)
    store, sent = DynamoLaterStore(), list[SendRequest]()
    assert sweep(MORNING - timedelta(minutes=1), sent.extend, store) == 0
    while not sent:
        sweep(MORNING + timedelta(minutes=1), sent.extend, store)
    (later,) = sent
    assert later.id == "spring#1#later-20260303T0000"
    assert sorted(later.customers) == ["ada", "bob"]
    assert sweep(MORNING + timedelta(minutes=5), sent.extend, store) == 0


def test_of_a_campaign_that_rests_in_the_morning_nobody_is_lost(stores: None) -> None:
    world = World(DynamoGateStore(), now=MORNING, campaign=terms(state="paused"))
    later = request("ada", id="spring#1#later-20260303T0000")
    assert handle(later, world.doors) is None
    store, sent = DynamoLaterStore(), list[SendRequest]()
    sweep(MORNING, sent.extend, store)
    sweep(MORNING + timedelta(minutes=16), sent.extend, store)
    assert sent == [later]
