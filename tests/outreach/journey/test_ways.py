"""People on their way: each step once, whoever walks them, and whatever breaks off."""

from datetime import timedelta

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.journeys import Deed
from promenade.kit.errors import Unavailable
from promenade.kit.patience import Contended
from promenade.outreach.journey.model.traveller import Key, arrived, released, started
from promenade.outreach.journey.service.walking import HELD_FOR, walk
from promenade.outreach.journey.store.records import LastRecord, key_of, marks
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from tests.support.fakes.journey import FakeTravellerStore
from tests.support.journeys import GRANTED, STEPS, Shop, did, digest, got, send, terms
from tests.support.stamps import NOON


@pytest.fixture(params=[FakeTravellerStore, DynamoTravellerStore])
def shop(request: pytest.FixtureRequest, stores: None) -> Shop:
    return Shop(request.param(), terms())


def test_who_pays_in_time_is_thanked_and_the_way_ends(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    assert shop.steps() == ["pays"]
    shop.later(minutes=30)
    shop.happens(did(Act.PAY, shop.now))
    assert (shop.sent, shop.steps()) == (["thanks"], [None])
    assert shop.counts() == {"started": 1, "ended": 1}


def test_who_does_not_is_reminded_and_goes_by_the_segment_a_day_later(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.later(hours=1)
    shop.goes_on()
    assert (shop.sent, shop.steps()) == (["remind"], ["rest"])
    shop.segments.members.add(("segment_keen", "ada"))
    shop.later(hours=23)
    shop.goes_on()
    assert shop.steps() == ["rest"]
    shop.later(hours=1)
    shop.goes_on()
    assert (shop.sent, shop.steps()) == (["remind", "gift"], [None])


def test_what_was_done_before_the_way_began_is_not_what_it_waits_for(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.later(minutes=1)
    shop.happens(did(Act.PAY, NOON), did(Act.PAY, NOON - timedelta(hours=1)))
    assert (shop.sent, shop.steps()) == ([], ["pays"])


def test_what_is_done_after_the_deadline_comes_too_late_however_late_that_is_swept(
    shop: Shop,
) -> None:
    shop.happens(did(Act.CART))
    shop.later(minutes=61)
    shop.happens(did(Act.PAY, shop.now))
    assert (shop.sent, shop.steps()) == (["remind"], ["rest"])


def test_what_is_heard_of_before_what_it_followed_leads_on_all_the_same(shop: Shop) -> None:
    shop.later(minutes=2)
    shop.happens(did(Act.PAY, NOON + timedelta(minutes=1)))
    shop.happens(did(Act.CART))
    assert (shop.sent, shop.steps()) == (["thanks"], [None])


def test_what_was_done_before_leads_nobody_on_who_comes_later(shop: Shop) -> None:
    shop.happens(did(Act.PAY))
    shop.later(minutes=1)
    shop.happens(did(Act.PAY, NOON - timedelta(hours=1)), did(Act.CART, shop.now))
    assert (shop.sent, shop.steps()) == ([], ["pays"])


def test_an_act_and_the_deadline_lead_one_way(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    (met,) = shop.store.under_way("ada")
    shop.later(hours=1)
    shop.happens(did(Act.PAY, shop.now))
    late = arrived(met, "remind", terms(), shop.now)
    with pytest.raises(Contended):
        shop.store.move(met, late, shop.stamp)
    assert shop.sent == ["thanks"]


def test_the_same_event_starts_one_way_however_often_it_comes(shop: Shop) -> None:
    for _ in range(3):
        shop.happens(did(Act.CART))
    assert shop.counts() == {"started": 1, "at pays": 1}


def test_a_message_that_comes_again_answers_who_is_due_still(shop: Shop) -> None:
    shop.change(steps=(send("hello"),))
    (first,), (again,) = shop.hear(did(Act.CART)), shop.hear(did(Act.CART))
    assert first == again
    shop.happens(did(Act.CART))
    assert (shop.sent, shop.hear(did(Act.CART))) == (["hello"], [])


def test_nobody_is_taken_in_again_before_the_cool_down_is_over(shop: Shop) -> None:
    shop.change(steps=(send("hello"),))
    shop.happens(did(Act.CART))
    shop.later(days=6)
    shop.happens(did(Act.CART, shop.now))
    assert shop.counts()["started"] == 1
    shop.later(days=1)
    shop.happens(did(Act.CART, shop.now))
    assert shop.counts()["started"] == 2


def test_the_cool_down_is_in_the_write(shop: Shop) -> None:
    first = shop.hear(did(Act.CART)) or shop.store.under_way("ada")
    other = did(Act.CART, NOON + timedelta(seconds=1))
    way = started(other, digest("ada"), terms(), NOON)
    before = shop.counts()
    with pytest.raises(Contended):
        shop.store.start_alone(way, None, timedelta(0), shop.stamp)
    assert shop.counts() == before
    assert [each.entry for each in shop.store.under_way("ada")] == [first[0].entry]


def test_nobody_is_on_a_journey_twice_at_once(shop: Shop) -> None:
    shop.change(trigger=Deed(Act.CART, cool_down_days=0))
    shop.happens(did(Act.CART))
    shop.later(minutes=10)
    shop.happens(did(Act.CART, shop.now))
    assert shop.counts() == {"started": 1, "at pays": 1}
    shop.happens(did(Act.PAY, shop.now))
    shop.later(minutes=10)
    shop.happens(did(Act.CART, shop.now))
    assert shop.counts() == {"started": 2, "ended": 1, "at pays": 1}


def test_who_may_come_once_never_comes_again(shop: Shop) -> None:
    shop.change(trigger=Deed(Act.CART, cool_down_days=None), steps=(send("hello"),))
    shop.happens(did(Act.CART))
    shop.later(days=4_000)
    shop.happens(did(Act.CART, shop.now))
    assert (shop.sent, shop.counts()) == (["hello"], {"started": 1, "ended": 1})


def test_that_somebody_came_once_is_kept_for_good(stores: None) -> None:
    shop = Shop(DynamoTravellerStore(), terms(Deed(Act.CART, cool_down_days=None)))
    shop.happens(did(Act.CART))
    (kept,) = LastRecord.query("CUSTOMER#ada", LastRecord.sk.startswith("LAST#"))
    assert kept.expires_at > (NOON + timedelta(days=36_000)).timestamp()


def test_each_coupon_takes_the_customer_in_once(shop: Shop) -> None:
    shop.change(trigger=GRANTED)
    shop.happens(got("coupon-1"), got("coupon-2"), got("coupon-1"))
    assert shop.steps() == ["pays", "pays"]
    assert shop.counts() == {"started": 2, "at pays": 2}


def test_a_day_later_it_starts_nothing(shop: Shop) -> None:
    shop.later(days=1, seconds=1)
    shop.happens(did(Act.CART, NOON))
    assert shop.steps() == []


def test_what_is_over_starts_nothing(shop: Shop) -> None:
    shop.change(trigger=GRANTED)
    shop.happens(got("coupon-1", until=NOON))
    assert shop.steps() == []


def test_a_request_is_the_same_where_a_worker_broke_off_after_it(shop: Shop) -> None:
    shop.change(steps=(send("hello"),), variables={"shop": "Tea"}, trigger=GRANTED)
    shop.requests.breaks = Unavailable("The worker was killed.")
    with pytest.raises(Unavailable):
        shop.happens(got("coupon-1"))
    assert shop.steps() == ["hello"]
    shop.later(minutes=3)
    shop.goes_on()
    first, again = shop.requests.sent
    assert first == again
    assert (first.entry, first.customers) == ("coupon-1", ("ada",))
    assert first.variables == {"shop": "Tea", "coupon": "coupon-1"}
    assert shop.steps() == [None]


def test_a_message_about_a_coupon_is_sent_no_later_than_it_ends(shop: Shop) -> None:
    shop.change(steps=(send("hello"),), trigger=GRANTED)
    shop.happens(got("coupon-1", until=NOON + timedelta(hours=2)))
    assert shop.requests.sent[0].until == NOON + timedelta(hours=2)


def test_who_is_under_way_waits_while_the_journey_is_paused(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.change(is_running=False)
    shop.later(hours=1)
    shop.goes_on()
    assert (shop.sent, shop.steps()) == ([], ["pays"])
    shop.happens(did(Act.CART, shop.now, "bob"))
    assert shop.steps("bob") == []
    shop.change(is_running=True)
    shop.later(hours=5)
    shop.goes_on()
    assert shop.sent == ["remind"]


def test_who_acts_just_after_the_launch_is_taken_in(stores: None) -> None:
    """As 1.8 s after it they were not, where a worker had looked at the journeys before."""
    shop = Shop(DynamoTravellerStore())
    shop.happens(did(Act.CART))
    shop.journeys.now["campaign_1"] = terms()
    shop.later(seconds=1)
    shop.happens(did(Act.CART, shop.now))
    assert shop.steps() == ["pays"]


def test_who_is_held_is_found_again_by_the_minute(stores: None) -> None:
    shop = Shop(DynamoTravellerStore(), terms())
    shop.happens(did(Act.CART))
    shop.change(is_running=False)
    shop.later(hours=1)
    shop.goes_on()
    for at in (NOON + timedelta(hours=1), NOON + timedelta(hours=1) + HELD_FOR):
        assert [key_of(name).customer for name in marks.due_in(at)] == ["ada"]


def test_who_is_under_way_is_let_go_when_the_campaign_is_over(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.change(is_running=False, is_over=True)
    shop.goes_on()
    assert shop.steps() == ["pays"]
    shop.later(hours=1)
    shop.goes_on()
    (way,) = shop.store.list_of("ada", 10, None).items
    assert (way.step, way.reason, way.variables, shop.sent) == (None, "campaign_over", {}, [])


def test_people_go_on_by_the_newest_terms(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.change(version=4, steps=(*STEPS[:1], send("remind"), send("thanks")))
    shop.later(hours=1)
    shop.goes_on()
    (way,) = shop.store.list_of("ada", 10, None).items
    assert (shop.sent, way.reason) == (["remind"], "")


def test_who_stands_at_a_step_that_is_no_more_is_let_go(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.change(steps=(send("other"),))
    shop.later(hours=1)
    shop.goes_on()
    (way,) = shop.store.list_of("ada", 10, None).items
    assert (way.step, way.reason, shop.sent) == (None, "step_gone", [])


def test_people_of_a_campaign_are_listed_newest_first(shop: Shop) -> None:
    for customer in ("ada", "bob"):
        shop.happens(did(Act.CART, shop.now, customer))
        shop.later(minutes=1)
    page = shop.store.list_in("campaign_1", 10, None)
    assert [each.customer for each in page.items] == ["bob", "ada"]


def test_there_is_nowhere_to_walk_who_is_on_no_way(shop: Shop) -> None:
    assert walk(Key("ada", "campaign_1", "none"), shop.clock, shop.doors) is None


def test_a_lost_move_writes_nothing(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    (met,) = shop.store.under_way("ada")
    ended = released(met, "anonymised", shop.now)
    shop.store.move(met, ended, shop.stamp)
    before = shop.counts()
    with pytest.raises(Contended):
        shop.store.move(met, ended, shop.stamp)
    assert shop.counts() == before
