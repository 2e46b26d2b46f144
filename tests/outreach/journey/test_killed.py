"""A worker is killed at any call to the cloud and the message comes again: everybody goes one way,
and each step asks for its message under one name."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.profiles import ProfileChanged
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from tests.support.cloud import cloud
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before
from tests.support.journeys import Shop, did, digest, terms
from tests.support.stamps import NOON

MERGED = ProfileChanged("ada", 2, "merged", merged_into="ada.wong")
Deed = Callable[[Shop], object]


def travel(shop: Shop) -> None:
    """Into the cart, an hour without paying, a day's rest, and out of the segment."""
    shop.now = NOON
    shop.happens(did(Act.CART))
    for hours in (1, 24):
        shop.later(hours=hours)
        shop.goes_on()


def run(fault: Fault, number: int, before: Deed, deed: Deed) -> tuple[Shop, int]:
    """What it came to in the end, and how many calls the first try made."""
    shop = Shop(DynamoTravellerStore(), terms())
    before(shop)
    try:
        with failing(fault, number) as turn:
            deed(shop)
    except Killed:
        deed(shop)
    return shop, turn.count


@pytest.mark.parametrize("fault", [killed_before, killed_after])
def test_who_is_killed_anywhere_on_the_way_is_followed(fault: Fault) -> None:
    for number in count(1):
        with cloud():
            shop, calls = run(fault, number, lambda _: None, travel)
            assert shop.counts() == {"started": 1, "ended": 1}, number
            assert shop.reasons() == [""], number
            asked = {each.id: each for each in shop.requests.sent}
            assert [each.step for each in asked.values()] == ["remind"], number
            assert all(each == asked[each.id] for each in shop.requests.sent), number
        if number > calls:
            break
    assert number > 12


@pytest.mark.parametrize("fault", [killed_before, killed_after])
@pytest.mark.parametrize("leave", ["erase", "merge"])
def test_who_is_killed_while_people_leave_is_followed(fault: Fault, leave: str) -> None:
    def enter(shop: Shop) -> None:
        shop.happens(did(Act.CART))
        shop.later(minutes=5)

    def deed(shop: Shop) -> None:
        if leave == "erase":
            shop.following.forget(digest("ada"), shop.stamp)
        else:
            shop.following.follow(MERGED, shop.stamp)

    for number in count(1):
        with cloud():
            shop, calls = run(fault, number, enter, deed)
            moved = ["pays"] if leave == "merge" else []
            assert (shop.steps(), shop.steps("ada.wong")) == ([None], moved), number
            assert shop.counts()["ended"] == 1, number
        if number > calls:
            break
    assert number > 4


def test_the_same_act_does_not_lead_on_twice_whoever_is_killed() -> None:
    def enter(shop: Shop) -> None:
        shop.happens(did(Act.CART))
        shop.later(minutes=30)

    def pay(shop: Shop) -> None:
        shop.happens(did(Act.PAY, NOON + timedelta(minutes=30)))

    for number in count(1):
        with cloud():
            shop, calls = run(killed_after, number, enter, pay)
            assert {each.step for each in shop.requests.sent} == {"thanks"}, number
            assert len({each.id for each in shop.requests.sent}) == 1, number
            assert shop.counts() == {"started": 1, "ended": 1}, number
        if number > calls:
            break
    assert number > 4
