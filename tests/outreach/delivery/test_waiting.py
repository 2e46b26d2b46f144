"""Who sleeps is asked for again in the morning, by the minute."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from promenade.contracts.deliveries import SendRequest
from promenade.kit.errors import Unavailable
from promenade.outreach.delivery.model.progress import begun, opened
from promenade.outreach.delivery.service import sweeping
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.sweeping import sweep
from promenade.outreach.delivery.store.gate import DynamoGateStore, DynamoLaterStore
from tests.support.deliveries import NOON, World, request, terms
from tests.support.fakes.delivery import FakeGateStore

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
    sweep(MORNING + timedelta(minutes=2), sent.extend, store)
    assert sent == [later]


@pytest.mark.parametrize(
    ("paused_for", "rests_for"), [(0, 60), (4 * 60, 60), (20 * 60, 5 * 60), (86_400, 15 * 60)]
)
def test_who_waits_for_a_paused_campaign_rests_a_quarter_of_what_they_waited(
    paused_for: int, rests_for: int
) -> None:
    now = MORNING + timedelta(seconds=paused_for)
    store = FakeGateStore()
    world = World(store, now=now, campaign=terms(state="paused"))
    later = request("ada", id="spring#1#later-20260303T0000")
    assert handle(later, world.doors) is None
    assert store.waiting == {later.id: (now + timedelta(seconds=rests_for), later)}


def test_while_its_campaign_rests_only_what_comes_again_by_itself_is_dropped(stores: None) -> None:
    world = World(DynamoGateStore(), now=MORNING, campaign=terms(state="paused"))
    journeys = request("ada", id="journey#1")
    assert handle(journeys, world.doors) is None
    assert handle(request("bob", id="spring-1.0.0", is_asked_again=True), world.doors) is None
    assert sweep_all(MORNING + timedelta(minutes=16)) == [journeys]


def test_what_was_begun_is_told_even_where_its_campaign_was_paused_and_cancelled(
    stores: None,
) -> None:
    world = World(DynamoGateStore(), now=MORNING, campaign=terms(state="paused"))
    asked = request("ada", "bob", id="spring-1.0.0", is_asked_again=True)
    fresh = begun(asked, MORNING)
    world.doors.store.save(fresh, opened(fresh, MORNING), "c-1")
    assert handle(asked, world.doors) is None
    assert sweep_all(MORNING + timedelta(minutes=16)) == [asked]
    world.campaign = terms(state="cancelled")
    told = handle(asked, world.doors)
    assert told is not None
    assert (told.is_whole, told.skipped) == (True, {"campaign_ended": 2})


def test_who_breaks_off_in_a_full_minute_is_followed_where_he_was(
    stores: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "MOST_AT_ONCE", 1)
    first, second = request("ada", id="spring#1"), request("bob", id="spring#2")
    for each in (first, second):
        DynamoGateStore().postpone(each, MORNING)
    sent = list[SendRequest]()

    def send(found: Sequence[SendRequest]) -> None:
        if sent:
            raise Unavailable("The queue is gone.")
        sent.extend(found)

    now = MORNING + timedelta(minutes=1)
    with pytest.raises(Unavailable):
        sweep(now, send, DynamoLaterStore())
    assert sent == [first]
    assert sweep_all(now) == [second]


def sweep_all(now: datetime) -> list[SendRequest]:
    sent = list[SendRequest]()
    sweep(now, sent.extend, DynamoLaterStore())
    return sent
