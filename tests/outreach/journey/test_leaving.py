"""Who leaves a journey before its end, and who is not let in again."""

from datetime import timedelta

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.journeys import Wait
from promenade.contracts.profiles import ProfileChanged
from promenade.kit.values import replace
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from tests.support.cloud import dump
from tests.support.fakes.journey import FakeTravellerStore
from tests.support.journeys import GRANTED, Shop, did, digest, got, send, terms
from tests.support.stamps import NOON

MERGED = ProfileChanged("ada", 2, "merged", merged_into="ada.wong")


@pytest.fixture(params=[FakeTravellerStore, DynamoTravellerStore])
def shop(request: pytest.FixtureRequest, stores: None) -> Shop:
    return Shop(request.param(), terms())


def test_who_comes_to_the_goal_is_let_go_at_any_step(shop: Shop) -> None:
    shop.change(goal=Act.ORDER)
    shop.happens(did(Act.CART))
    shop.later(hours=1)
    shop.goes_on()
    shop.happens(did(Act.ORDER, shop.now))
    assert (shop.steps(), shop.reasons(), shop.sent) == ([None], ["goal"], ["remind"])
    shop.later(days=1)
    shop.goes_on()
    assert shop.sent == ["remind"]


def test_a_goal_that_is_awaited_ends_the_way(shop: Shop) -> None:
    shop.change(goal=Act.PAY)
    shop.happens(did(Act.CART))
    shop.later(minutes=5)
    shop.happens(did(Act.PAY, shop.now))
    assert (shop.sent, shop.reasons()) == ([], ["goal"])


def test_who_came_to_the_goal_before_that_was_heard_of_is_not_written_to(shop: Shop) -> None:
    shop.change(goal=Act.ORDER, steps=(Wait("rest", 60, "hello"), send("hello")))
    shop.later(minutes=2)
    shop.happens(did(Act.ORDER, NOON + timedelta(minutes=1)))
    shop.happens(did(Act.CART))
    assert (shop.sent, shop.reasons()) == ([], ["goal"])


def test_what_was_done_before_is_no_goal_of_this_way(shop: Shop) -> None:
    shop.change(goal=Act.ORDER)
    shop.happens(did(Act.CART))
    shop.happens(did(Act.ORDER, NOON), did(Act.ORDER, NOON - timedelta(hours=1)))
    assert shop.steps() == ["pays"]


def test_what_is_told_together_happened_in_the_order_of_its_times(shop: Shop) -> None:
    shop.later(minutes=10)
    shop.happens(did(Act.PAY, NOON + timedelta(minutes=5)), did(Act.CART))
    assert (shop.sent, shop.steps()) == (["thanks"], [None])


def test_who_is_paused_still_leaves_by_the_goal(shop: Shop) -> None:
    shop.change(goal=Act.ORDER)
    shop.happens(did(Act.CART))
    shop.change(is_running=False)
    shop.later(minutes=2)
    shop.happens(did(Act.ORDER, shop.now))
    assert shop.reasons() == ["goal"]


def test_who_is_erased_leaves_all_journeys_and_comes_into_none(shop: Shop) -> None:
    shop.change(trigger=GRANTED)
    shop.happens(got("coupon-1"), got("coupon-2"))
    shop.following.forget(digest("ada"), shop.stamp)
    assert (shop.steps(), shop.reasons()) == ([None, None], ["erased", "erased"])
    ways = shop.store.list_of("ada", 10, None).items
    assert [each.variables for each in ways] == [{}, {}]
    shop.happens(got("coupon-3"))
    assert shop.steps() == [None, None]
    assert shop.counts() == {"started": 2, "ended": 2}


def test_who_is_erased_is_known_by_no_name_here_and_erased_once(stores: None) -> None:
    shop = Shop(DynamoTravellerStore(), terms())
    shop.happens(did(Act.CART))
    assert any("digest of ada" in str(each["pk"]) for each in items() if "customer" in each)
    shop.following.forget(digest("ada"), shop.stamp)
    assert [each for each in items() if "customer" in each] == []
    before = dump()
    shop.following.forget(digest("ada"), shop.stamp)
    assert dump() == before


def items() -> list[dict[str, object]]:
    return [each for stored in dump().values() for each in stored if "pk" in each]


def test_a_worker_that_breaks_off_while_it_erases_is_followed(stores: None) -> None:
    shop = Shop(DynamoTravellerStore(), terms())
    shop.happens(did(Act.CART))
    assert shop.store.bury(digest("ada")) == "ada"
    assert shop.steps() == ["pays"]
    shop.following.forget(digest("ada"), shop.stamp)
    assert shop.reasons() == ["erased"]


def test_who_was_erased_before_anything_happened_comes_into_nothing(shop: Shop) -> None:
    shop.following.forget(digest("ada"), shop.stamp)
    shop.happens(did(Act.CART))
    assert (shop.steps(), shop.counts()) == ([], {})


def test_late_acts_of_who_was_anonymised_start_nothing(shop: Shop) -> None:
    shop.following.follow(ProfileChanged("ada", 2, "anonymised"), shop.stamp)
    shop.happens(did(Act.CART))
    assert shop.steps() == []


def test_a_way_is_not_moved_to_who_was_erased(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.following.forget(digest("ada.wong"), shop.stamp)
    shop.following.follow(MERGED, shop.stamp)
    assert (shop.steps(), shop.steps("ada.wong")) == ([None], [])
    assert shop.counts() == {"started": 1, "ended": 1}


def test_who_was_merged_is_not_taken_in_again_under_the_other_name(shop: Shop) -> None:
    shop.change(steps=(send("hello"),))
    shop.happens(did(Act.CART))
    shop.following.follow(MERGED, shop.stamp)
    shop.later(days=6)
    shop.happens(did(Act.CART, shop.now, "ada.wong"))
    assert shop.sent == ["hello"]
    shop.later(days=1)
    shop.happens(did(Act.CART, shop.now, "ada.wong"))
    assert shop.sent == ["hello", "hello"]


def test_the_later_of_two_entries_counts_for_both_names(shop: Shop) -> None:
    shop.change(steps=(send("hello"),))
    shop.happens(did(Act.CART))
    shop.later(days=3)
    shop.happens(did(Act.CART, shop.now, "ada.wong"))
    shop.following.follow(MERGED, shop.stamp)
    assert shop.store.last_entry("ada.wong", "campaign_1") == NOON + timedelta(days=3)


def test_of_who_is_anonymised_nothing_goes_on(shop: Shop) -> None:
    shop.change(trigger=GRANTED)
    shop.happens(got("coupon-1"))
    gone = ProfileChanged("ada", 2, "anonymised")
    for _ in range(2):
        shop.following.follow(gone, shop.stamp)
    (way,) = shop.store.list_of("ada", 10, None).items
    assert (way.step, way.reason, way.variables) == (None, "anonymised", {})


def test_the_way_of_who_is_merged_goes_on_under_the_other_name(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.following.follow(MERGED, shop.stamp)
    assert (shop.steps(), shop.steps("ada.wong")) == ([None], ["pays"])
    shop.later(minutes=5)
    shop.happens(did(Act.PAY, shop.now, "ada.wong"))
    assert shop.requests.sent[0].customers == ("ada.wong",)
    assert shop.counts() == {"started": 2, "ended": 2}


def test_a_way_that_the_other_one_is_on_already_ends_alone(shop: Shop) -> None:
    shop.change(trigger=GRANTED)
    shop.happens(got("coupon-1"))
    (met,) = shop.store.under_way("ada")
    both = replace(met, customer="ada.wong", since=NOON)
    shop.store.start(both, shop.stamp)
    shop.following.follow(MERGED, shop.stamp)
    assert (shop.steps(), shop.steps("ada.wong")) == ([None], ["pays"])
    assert shop.counts() == {"started": 2, "ended": 1, "at pays": 1}


def test_an_active_profile_moves_nobody(shop: Shop) -> None:
    shop.happens(did(Act.CART))
    shop.following.follow(ProfileChanged("ada", 2), shop.stamp)
    assert shop.steps() == ["pays"]
