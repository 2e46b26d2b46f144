"""Waits run from when the message before them has gone, and see what was done since it was asked
for."""

from datetime import timedelta

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.deliveries import Handled
from promenade.contracts.journeys import Branch, Wait, WaitFor
from promenade.contracts.profiles import ProfileChanged
from promenade.kit.values import replace
from promenade.outreach.journey.service.walking import request_of
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from tests.support.cloud import dump
from tests.support.fakes.journey import FakeTravellerStore
from tests.support.journeys import Shop, did, send, terms
from tests.support.stamps import NOON

HOUR = timedelta(hours=1)
RESTING = (send("hello", "rest"), Wait("rest", 60, "bye"), send("bye"))
READING = (
    send("hello", "rest"),
    Wait("rest", 60, "reads"),
    WaitFor("reads", Act.MESSAGE_CLICK, 60, then="thanks", otherwise="remind"),
    send("thanks", "again"),
    send("remind"),
    WaitFor("again", Act.MESSAGE_CLICK, 60, then="gift"),
    send("gift"),
)


@pytest.fixture(params=[FakeTravellerStore, DynamoTravellerStore])
def shop(request: pytest.FixtureRequest, stores: None) -> Shop:
    return Shop(request.param(), terms(steps=RESTING))


def click(shop: Shop) -> None:
    shop.happens(did(Act.MESSAGE_CLICK, shop.now))


def hour_later(shop: Shop) -> None:
    shop.later(hours=1)
    shop.goes_on()


def due_at(shop: Shop) -> timedelta:
    """From NOON."""
    (way,) = shop.store.under_way("ada")
    return way.due_at - NOON


def test_a_wait_runs_from_the_morning_until_which_the_message_waits(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.handlings.standing = Handled(NOON + 9 * HOUR, is_waiting=True)
    hour_later(shop)
    assert (shop.steps(), due_at(shop)) == (["rest"], 10 * HOUR)
    shop.handlings.standing = Handled(NOON + 9 * HOUR)
    shop.later(hours=8)
    shop.goes_on()
    assert shop.sent == ["hello"]
    hour_later(shop)
    assert (shop.sent, shop.steps()) == (["hello", "bye"], [None])
    asked = [("campaign_1", shop.requests.sent[0].id)] * 2
    assert shop.handlings.asked == asked


def test_a_wait_ends_when_it_did_where_the_message_was_decided_at_once(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.handlings.standing = Handled(NOON)
    hour_later(shop)
    assert shop.sent == ["hello", "bye"]


@pytest.mark.parametrize("standing", [None, Handled(NOON, is_waiting=True)])
def test_a_message_that_is_not_decided_goes_out_now_at_the_soonest(
    shop: Shop, standing: Handled | None
) -> None:
    """As after a pause, when the gate looks at what rested only a little later."""
    shop.happens(did(Act.CART))
    shop.handlings.standing = standing
    hour_later(shop)
    assert (shop.steps(), due_at(shop)) == (["rest"], 2 * HOUR)


def test_nobody_waits_for_a_message_that_it_is_too_late_to_send(shop: Shop) -> None:
    shop.change(ttl_hours=2)
    shop.happens(did(Act.CART))
    shop.handlings.standing = None
    for due in (2, 3):
        hour_later(shop)
        assert due_at(shop) == due * HOUR
    hour_later(shop)
    assert (shop.sent, shop.steps()) == (["hello", "bye"], [None])


def test_who_waits_longer_is_counted_at_one_step_and_found_by_the_minute(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.handlings.standing = Handled(NOON + 9 * HOUR, is_waiting=True)
    hour_later(shop)
    assert shop.counts() == {"started": 1, "at rest": 1}


def test_an_act_is_awaited_as_long_from_when_the_message_has_gone(shop: Shop) -> None:
    reads = WaitFor("reads", Act.MESSAGE_CLICK, 60, then="thanks", otherwise="remind")
    shop.change(steps=(send("hello", "reads"), reads, send("thanks"), send("remind")))
    shop.happens(did(Act.CART))
    shop.handlings.standing = Handled(NOON + 9 * HOUR, is_waiting=True)
    hour_later(shop)
    shop.later(hours=8, minutes=30)
    click(shop)
    assert shop.sent == ["hello", "thanks"]


def test_what_is_done_while_the_way_rests_is_what_the_next_step_waits_for(shop: Shop) -> None:
    shop.change(steps=READING)
    shop.happens(did(Act.CART))
    shop.later(minutes=10)
    click(shop)
    assert (shop.steps(), shop.counts()) == (["rest"], {"started": 1, "at rest": 1})
    shop.later(minutes=50)
    shop.goes_on()
    assert (shop.sent, shop.steps()) == (["hello", "thanks"], ["again"])


def test_each_message_asks_anew(shop: Shop) -> None:
    shop.change(steps=READING)
    shop.happens(did(Act.CART))
    click_at = did(Act.MESSAGE_CLICK, NOON + timedelta(minutes=10))
    shop.later(minutes=10)
    shop.happens(click_at)
    shop.later(minutes=50)
    shop.goes_on()
    shop.happens(click_at)
    assert shop.steps() == ["again"]
    shop.later(minutes=1)
    click(shop)
    assert shop.sent == ["hello", "thanks", "gift"]


def test_what_was_done_before_the_message_is_none_of_its(shop: Shop) -> None:
    shop.change(steps=(Wait("first", 60, "hello"), *READING))
    shop.happens(did(Act.CART))
    shop.later(minutes=10)
    click(shop)
    for _ in range(2):
        hour_later(shop)
    assert (shop.sent, shop.steps()) == (["hello"], ["reads"])
    hour_later(shop)
    assert shop.sent == ["hello", "remind"]


def test_one_act_leads_on_once_however_often_it_is_told(shop: Shop) -> None:
    views = (
        WaitFor("one", Act.VIEW, 60, then="two"),
        WaitFor("two", Act.VIEW, 60, then="thanks"),
        send("thanks"),
    )
    shop.change(steps=(Wait("rest", 60, "one"), *views))
    shop.happens(did(Act.CART))
    shop.later(minutes=10)
    viewed = did(Act.VIEW, shop.now)
    shop.happens(viewed)
    shop.later(minutes=50)
    shop.goes_on()
    shop.happens(viewed)
    assert shop.steps() == ["two"]
    shop.happens(did(Act.VIEW, shop.now))
    assert shop.sent == ["thanks"]


def test_who_does_it_again_before_it_is_asked_for_writes_nothing_more(stores: None) -> None:
    shop = Shop(DynamoTravellerStore(), terms(steps=READING))
    shop.happens(did(Act.CART))
    shop.later(minutes=10)
    click(shop)
    (before,) = shop.store.under_way("ada")
    shop.later(minutes=10)
    click(shop)
    assert [*shop.store.under_way("ada")] == [before]
    kept = dump()
    click(shop)
    assert dump() == kept


def test_what_no_step_waits_for_is_not_kept(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.later(minutes=10)
    click(shop)
    (way,) = shop.store.under_way("ada")
    assert (way.version, way.done) == (2, {})


def test_what_is_heard_of_before_the_way_began_counts_for_a_later_step(shop: Shop) -> None:
    shop.change(steps=(Wait("rest", 60, "reads"), *READING[2:]))
    shop.later(minutes=2)
    shop.happens(did(Act.MESSAGE_CLICK, NOON + timedelta(minutes=1)))
    shop.happens(did(Act.CART))
    hour_later(shop)
    assert shop.sent == ["thanks"]


def test_what_was_done_goes_along_with_who_is_merged_and_the_message_keeps_its_name(
    shop: Shop,
) -> None:
    shop.change(steps=READING)
    shop.happens(did(Act.CART))
    asked_id = shop.requests.sent[0].id
    shop.later(minutes=10)
    click(shop)
    merged = ProfileChanged("ada", 2, "merged", merged_into="ada.wong")
    shop.following.follow(merged, shop.stamp)
    shop.later(minutes=50)
    shop.goes_on("ada.wong")
    assert shop.sent == ["hello", "thanks"]
    assert shop.handlings.asked[0] == ("campaign_1", asked_id)


def test_of_who_left_nothing_that_was_done_is_kept(shop: Shop) -> None:
    shop.change(steps=READING, goal=Act.ORDER)
    shop.happens(did(Act.CART))
    shop.later(minutes=10)
    click(shop)
    shop.happens(did(Act.ORDER, shop.now))
    (way,) = shop.store.list_of("ada", 10, None).items
    assert (way.asked, way.done, way.heeded, way.reason) == (None, {}, {}, "goal")


def test_a_wait_behind_a_branch_runs_from_the_message_too(shop: Shop) -> None:
    steps = (send("hello", "keen"), Branch("keen", "segment_keen", no="rest"), *RESTING[1:])
    shop.change(steps=steps)
    shop.happens(did(Act.CART))
    shop.handlings.standing = Handled(NOON + 9 * HOUR, is_waiting=True)
    hour_later(shop)
    assert due_at(shop) == 10 * HOUR


def test_the_way_knows_the_message_that_it_asked_for_last(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    (way,) = shop.store.under_way("ada")
    at_hello = replace(way, step="hello")
    assert way.asked is not None
    assert way.asked.id == request_of(at_hello, send("hello"), terms()).id
    assert (way.asked.at, way.asked.until) == (NOON, NOON + 24 * HOUR)
